import { runMigrations as runQueueMigrations } from 'bullmq';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Logger } from '../logger.ts';
import { migrations, type Migration } from './migrations/index.ts';
import { inTransaction } from './transaction.ts';

/** Any number that nothing else in the database locks on: "rota" as ASCII. */
const lockKey = 0x726f7461;

const ledger = `
create table if not exists schema_migrations (
  version     int primary key,
  name        text not null,
  applied_at  timestamptz not null default now()
)`;

/**
 * Brings the database up to this version of the program, one transaction a migration. Programs that start at once
 * wait for each other. A database that is ahead is left alone: the previous version keeps running while machines
 * are replaced. BullMQ's own tables, in the schema `bullmq`, are brought up too.
 */
export async function migrate(
  pool: Pool,
  logger: Logger,
  wanted: readonly Migration[] = migrations,
): Promise<void> {
  for (const migration of wanted) {
    const applied = await inTransaction(pool, (client) => apply(client, migration));
    if (applied) logger.info({ version: migration.version, name: migration.name }, 'database migrated');
  }
  await sayIfAhead(pool, logger, wanted.length);
  const client = await pool.connect();
  try {
    await runQueueMigrations(client);
  } finally {
    client.release();
  }
}

async function apply(client: PoolClient, migration: Migration): Promise<boolean> {
  await client.query('set local statement_timeout to 0');
  await client.query(patiently(`select pg_advisory_xact_lock(${lockKey})`));
  await client.query('set local search_path to public');
  await client.query(ledger);
  const known = await client.query('select 1 from schema_migrations where version = $1', [migration.version]);
  if (known.rows.length > 0) return false;
  await client.query(patiently(migration.sql));
  await client.query('insert into schema_migrations (version, name) values ($1, $2)', [
    migration.version,
    migration.name,
  ]);
  return true;
}

/** A migration may take longer than the pool's limit on ordinary queries. */
function patiently(text: string): QueryConfig & { query_timeout: number } {
  return { text, query_timeout: 3_600_000 };
}

async function sayIfAhead(pool: Pool, logger: Logger, version: number): Promise<void> {
  const found = await pool.query<{ version: number }>(
    'select max(version) as version from public.schema_migrations',
  );
  const database = found.rows[0]?.version ?? 0;
  if (database > version) {
    logger.warn({ database, program: version }, 'the database is ahead of this version of the program');
  }
}
