import { createLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';

// A process to be killed: writes number after number, and says each as soon as it is committed.
const logger = createLogger('silent');
const database = await openDatabase({ dataDir: process.argv[2] ?? '', logger });
await migrate(database.pool, logger);
await database.pool.query('create table if not exists written (n int primary key)');
for (let n = 1; ; n++) {
  await database.pool.query('insert into written values ($1)', [n]);
  process.stdout.write(`${n}\n`);
}
