import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Redis } from 'ioredis';
import { openQueues, type QueueOptions, type Queues } from '../src/escalation/queues.ts';
import { createLogger, type Logger } from '../src/logger.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

/** A migrated database of its own, and queues that nobody else uses. */
export interface Store {
  readonly database: Database;
  readonly redisUrl: string | undefined;
  /** Sets apart what is this store's own on a shared Redis. */
  readonly prefix: string;
  /** Opens queues on this store; the store closes them. */
  openQueues(options?: Partial<QueueOptions>): Queues;
  close(): Promise<void>;
}

export interface StoreKind {
  readonly name: 'embedded' | 'postgres' | 'redis';
  open(logger?: Logger): Promise<Store>;
}

const quiet = createLogger('silent');

/**
 * The stores that tests can run on: always the embedded one; PostgreSQL when DATABASE_URL names a server where databases
 * may be created; Redis when REDIS_URL does, with whichever database there is. For `describe.each(availableStores())`.
 */
export function availableStores(): StoreKind[] {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  const embedded: StoreKind = { name: 'embedded', open: (logger = quiet) => openStore(logger) };
  const postgres: StoreKind = { name: 'postgres', open: (logger = quiet) => openStore(logger, databaseUrl) };
  const redis: StoreKind = {
    name: 'redis',
    open: (logger = quiet) => openStore(logger, databaseUrl, redisUrl),
  };
  return [embedded, ...(databaseUrl ? [postgres] : []), ...(redisUrl ? [redis] : [])];
}

async function openStore(logger: Logger, serverUrl?: string, redisUrl?: string): Promise<Store> {
  const own = serverUrl ? await ownDatabase(serverUrl) : undefined;
  const database = await openDatabase({ databaseUrl: own?.url, dataDir: 'memory://', logger });
  await migrate(database.pool, logger);
  const prefix = `test-${randomUUID()}`;
  const opened: Queues[] = [];
  return {
    database,
    redisUrl,
    prefix,
    openQueues: (options) => {
      const queues = openQueues({
        redisUrl,
        database,
        logger,
        callsPerSecond: 0,
        prefix,
        tracked: true,
        ...options,
      });
      opened.push(queues);
      return queues;
    },
    close: async () => {
      for (const queues of opened) await queues.close();
      await database.close();
      await own?.drop();
      if (redisUrl) await forget(redisUrl, prefix);
    },
  };
}

async function ownDatabase(serverUrl: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `rotaline_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name}`);
  // What a test has written need not outlive a power cut.
  await onServer(serverUrl, `alter database ${name} set synchronous_commit to off`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database ${name} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function forget(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
  await redis.quit();
}
