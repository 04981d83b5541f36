import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { availableStores, type Store } from '../stores.ts';

const databases = availableStores().filter(({ name }) => name !== 'redis');

describe.each(databases)('migrations on $name', (kind) => {
  let store: Store;
  const quiet = createLogger('silent');
  const next = migrations.length + 1;
  const more = [...migrations, { version: next, name: 'more', sql: 'create table more (id int); select 1' }];

  beforeAll(async () => void (store = await kind.open()));
  afterAll(() => store.close());

  const ledger = async () => {
    const { rows } = await store.database.pool.query<{ version: number }>(
      'select version from public.schema_migrations order by version',
    );
    return rows.map(({ version }) => version);
  };

  test('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('put every table of ours into the schema public', async () => {
    const { rows } = await store.database.pool.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public' order by tablename",
    );
    const names = rows.map(({ tablename }) => tablename);
    expect(names).toEqual(expect.arrayContaining(['calls', 'effects', 'events', 'offers', 'reservations']));
  });

  test('that were applied are not applied again', async () => {
    const before = await ledger();
    await migrate(store.database.pool, quiet);
    expect(await ledger()).toEqual(before);
  });

  test('that fail leave nothing behind', async () => {
    const wrong = [
      ...migrations,
      { version: next, name: 'wrong', sql: 'create table half (id int); select 1/0' },
    ];
    await expect(migrate(store.database.pool, quiet, wrong)).rejects.toMatchObject({ code: '22012' });
    expect(await ledger()).not.toContain(next);
    expect((await store.database.pool.query("select to_regclass('half') as found")).rows).toEqual([
      { found: null },
    ]);
  });

  test('are applied once when several programs start at once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => migrate(store.database.pool, quiet, more)));
    expect((await ledger()).filter((version) => version === next)).toEqual([next]);
  });

  test('of a newer program are left alone, and that is said', async () => {
    await migrate(store.database.pool, quiet, more);
    const lines: string[] = [];
    await migrate(store.database.pool, createLogger('warn', { write: (line) => void lines.push(line) }));
    expect(lines).toEqual([expect.stringContaining('ahead of this version')]);
    expect(await ledger()).toContain(next);
  });

  test('leave a timeline that cannot be rewritten', async () => {
    const { pool } = store.database;
    const call = '5b0b5f0e-7c4e-4f0e-8f0e-000000000002';
    await pool.query(
      `insert into calls (id, area, caller_sid, status, state, started_at, updated_at)
       values ($1, 'riverside', 'CA1', 'choosing', '{}', now(), now())`,
      [call],
    );
    await pool.query("insert into events (call_id, at, kind, data) values ($1, now(), 'arrived', '{}')", [
      call,
    ]);
    await expect(pool.query("update events set kind = 'x'")).rejects.toThrow('append-only');
    await expect(pool.query('delete from events')).rejects.toThrow('append-only');
  });
});
