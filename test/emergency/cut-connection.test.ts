import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { availableStores, type Store } from '../stores.ts';
import { leg, legSid, Switchboard } from '../webhooks/switchboard.ts';
import { Cable } from './cut-connection.ts';

const serverUrl = process.env['DATABASE_URL'];
const kind = availableStores().find(({ name }) => name === 'postgres');
const withServer = serverUrl && kind ? describe : describe.skip;

withServer('a PostgreSQL server whose connections are cut', () => {
  const cable = new Cable(new URL(serverUrl ?? 'postgres://nowhere'));
  let store: Store | undefined;
  let database: Database;
  let board: Switchboard;

  beforeAll(async () => {
    store = await kind?.open();
    await cable.mend();
    const url = new URL(serverUrl ?? '');
    const rows = await store?.database.pool.query<{ name: string }>('select current_database() as name');
    url.pathname = `/${rows?.rows[0]?.name}`;
    url.host = `127.0.0.1:${cable.port}`;
    const logger = createLogger('silent');
    database = await openDatabase({ databaseUrl: url.href, dataDir: 'memory://', logger });
    await migrate(database.pool, logger);
    board = new Switchboard({ database });
  });
  afterAll(async () => {
    await board.close();
    await database.close();
    await cable.cut();
    await store?.close();
  });

  test('leaves no caller without an answer, and answers as ever once it is back', async () => {
    expect((await board.arrives(legSid(1))).text).toContain('Welcome to Riverside');
    await cable.cut();
    for (const n of [2, 3, 4]) expect((await board.arrives(legSid(n))).text).toContain('we will ring today');
    expect((await board.asks('/voice/line', { ...leg(legSid(1)), Digits: '1' })).text).toContain('<Number');
    expect((await board.asks('/voice/status', { ...leg(legSid(2)), CallStatus: 'completed' })).status).toBe(
      503,
    );
    await cable.mend();
    expect((await board.arrives(legSid(5))).text).toContain('Welcome to Riverside');
    await board.rotaline.replayer.replay();
    const { rows } = await database.pool.query(
      'select caller_sid, degraded, status from calls order by caller_sid',
    );
    expect(rows).toEqual([
      { caller_sid: legSid(1), degraded: false, status: 'over' },
      { caller_sid: legSid(2), degraded: true, status: 'over' },
      { caller_sid: legSid(5), degraded: false, status: 'menu' },
    ]);
  });
});
