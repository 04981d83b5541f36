import pg from 'pg';
import type { Logger } from '../logger.ts';
import { openEmbedded, openInMemory, type Embedded } from './embedded.ts';
import { resultTypes } from './result-types.ts';

/** Where the program keeps everything. What is above it sees a `pg.Pool` and nothing else. */
export interface Database {
  readonly kind: 'postgres' | 'embedded';
  readonly pool: pg.Pool;
  /** A pool of its own for BullMQ, whose unqualified names are found in the schema `bullmq`. The asker ends it. */
  openQueuePool(): pg.Pool;
  /** Whether a query is answered. Never throws. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** PostgreSQL; not set, the embedded database is opened. */
  readonly databaseUrl?: string | undefined;
  /** Holds the embedded database; `memory://` keeps it nowhere. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** While this says no, PostgreSQL is not asked anything, and whoever asks is told that it is not there yet. */
  readonly admits?: (() => boolean) | undefined;
}

/**
 * Opens the database. PostgreSQL is not asked for a connection yet, so a server that is away is no error here.
 * @throws DirectoryInUse when another process has the embedded database open
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, logger, admits } = options;
  if (databaseUrl !== undefined) return postgres(databaseUrl, logger, admits);
  return embedded(
    dataDir === 'memory://' ? await openInMemory(logger) : await openEmbedded(dataDir, logger),
    logger,
  );
}

function postgres(connectionString: string, logger: Logger, admits = (): boolean => true): Database {
  const settings: pg.PoolConfig = {
    connectionString,
    application_name: 'rotaline',
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
  const ours: pg.PoolConfig = {
    ...settings,
    ...{ max: 20, types: resultTypes, options: '-c search_path=public' },
    verify: (_client, done) => done(admits() ? undefined : notYet()),
  };
  const pool = watched(new pg.Pool(ours), logger);
  return {
    kind: 'postgres',
    pool,
    openQueuePool: () =>
      listenedTo(watched(new pg.Pool({ ...settings, max: 10, options: '-c search_path=bullmq' }), logger)),
    ready: () => answers(pool),
    close: () => pool.end(),
  };
}

function embedded(opened: Embedded, logger: Logger): Database {
  const { session } = opened;
  const pool = watched(session.pool({ types: resultTypes }), logger);
  return {
    kind: 'embedded',
    pool,
    openQueuePool: () => listenedTo(watched(session.pool({}), logger)),
    ready: () => answers(pool),
    close: async () => {
      await pool.end();
      await opened.close();
    },
  };
}

/**
 * Errors of idle connections are logged, and a connection given back in the middle of a transaction is rolled back. One
 * that is lost while it is taken and asked nothing, as BullMQ's are, would end the process if nobody listened: whoever
 * has taken it is told by their next query.
 */
function watched(pool: pg.Pool, logger: Logger): pg.Pool {
  pool.on('error', (err) => logger.warn({ err }, 'a database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('release', (problem, client) => {
    if (problem || !['T', 'E'].includes(String(client.getTransactionStatus()))) return;
    logger.error('a database connection was given back in the middle of a transaction: rolled back');
    client.query('rollback').catch((err: unknown) => logger.warn({ err }, 'a rollback failed'));
  });
  return pool;
}

/** Each queue and worker of BullMQ listens to it for errors, and that of a worker that was replaced is not taken back. */
function listenedTo(pool: pg.Pool): pg.Pool {
  return pool.setMaxListeners(0);
}

/** In PostgreSQL's own words for "the database system is starting up". */
function notYet(): Error {
  return Object.assign(new Error('the tables are not up to date yet'), { code: '57P03' });
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}
