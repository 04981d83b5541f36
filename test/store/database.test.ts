import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import { availableStores, type Store } from '../stores.ts';

const databases = availableStores().filter(({ name }) => name !== 'redis');

describe.each(databases)('the database, $name', (kind) => {
  let store: Store;
  const lines: string[] = [];
  const logger = createLogger('error', { write: (line) => void lines.push(line) });

  beforeAll(async () => void (store = await kind.open(logger)));
  afterAll(() => store.close());

  test('gives values as the program expects them', async () => {
    const { rows } = await store.database.pool.query(
      `select 9007199254740991::int8 as count, '2026-03-29T01:00:00Z'::timestamptz as at, 1.50::numeric as rate,
        '5b0b5f0e-7c4e-4f0e-8f0e-000000000001'::uuid as id, '{"a": [1]}'::jsonb as state, null::text as nothing`,
    );
    expect(rows).toEqual([
      {
        count: Number.MAX_SAFE_INTEGER,
        at: new Date('2026-03-29T01:00:00Z'),
        rate: '1.50',
        id: '5b0b5f0e-7c4e-4f0e-8f0e-000000000001',
        state: { a: [1] },
        nothing: null,
      },
    ]);
  });

  test('refuses a number that JavaScript cannot hold', async () => {
    await expect(store.database.pool.query('select 9007199254740993::int8')).rejects.toThrow('too large');
    expect((await store.database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('takes values of every kind', async () => {
    const at = new Date('2026-10-25T01:30:00Z');
    const text =
      'select $1::int8 as n, $2::timestamptz as at, $3::text[] as words, $4::jsonb as data, $5::bool as yes';
    const { rows, rowCount, fields } = await store.database.pool.query({
      text,
      values: [12, at, ['a, b', '"c"'], { d: null }, true],
    });
    expect(rows).toEqual([{ n: 12, at, words: ['a, b', '"c"'], data: { d: null }, yes: true }]);
    expect(rowCount).toBe(1);
    expect(fields.map(({ name }) => name)).toEqual(['n', 'at', 'words', 'data', 'yes']);
  });

  test('says which constraint was broken, and goes on', async () => {
    const { pool } = store.database;
    const insert = "insert into public.schema_migrations (version, name) values (1, 'again')";
    await expect(pool.query(insert)).rejects.toMatchObject({
      code: '23505',
      constraint: 'schema_migrations_pkey',
    });
    await expect(pool.query('select $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('another client does not see a transaction before its end', async () => {
    const { pool } = store.database;
    await pool.query('create table seen (what text)');
    const client = await pool.connect();
    await client.query('begin');
    await client.query("insert into seen values ('half')");
    const counted = pool.query('select count(*) from seen');
    await client.query("insert into seen values ('whole')");
    await client.query('rollback');
    client.release();
    expect((await counted).rows).toEqual([{ count: 0 }]);
  });

  test('a client given back in the middle of a transaction is rolled back, and that is logged', async () => {
    const { pool } = store.database;
    const client = await pool.connect();
    await client.query('begin');
    await client.query('create table forgotten (what text)');
    client.release();
    expect((await pool.query("select to_regclass('forgotten') as found")).rows).toEqual([{ found: null }]);
    expect(lines.join()).toContain('in the middle of a transaction');
  });

  test('a client thrown away in the middle of a transaction is rolled back', async () => {
    const { pool } = store.database;
    const client = await pool.connect();
    await client.query('begin');
    await client.query('create table thrown_away (what text)');
    client.release(true);
    expect((await pool.query("select to_regclass('thrown_away') as found")).rows).toEqual([{ found: null }]);
  });

  test('whoever listens is told, and whoever does not is not', async () => {
    const { pool } = store.database;
    const [listener, other, deaf] = [await pool.connect(), await pool.connect(), await pool.connect()];
    const heard: string[] = [];
    for (const [name, client] of Object.entries({ listener, other, deaf })) {
      client.on('notification', ({ channel, payload }) => void heard.push(`${name} ${channel} ${payload}`));
    }
    const all = new Promise<void>((resolve) =>
      other.on('notification', ({ payload }) => payload === 'last' && resolve()),
    );
    await listener.query('-- what BullMQ writes above it\nLISTEN news;\n');
    await other.query('listen news');
    await pool.query("notify news, 'first'");
    await listener.query('unlisten news');
    await deaf.query("notify news, 'last'");
    await all;
    for (const client of [listener, other, deaf]) client.release(true);
    expect(heard.toSorted()).toEqual(['listener news first', 'other news first', 'other news last']);
  });

  test('many at once each get their own answer', async () => {
    const asked = Array.from({ length: 200 }, (_, index) => index);
    const answers = await Promise.all(
      asked.map((n) => store.database.pool.query<{ n: number }>('select $1::int as n', [n])),
    );
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(asked);
  });

  test("finds BullMQ's names and ours, which share none", async () => {
    const queuePool = store.database.openQueuePool();
    await queuePool.query('select count(*) from job');
    await queuePool.end();
    const { rows } = await store.database.pool.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace
       intersect select relname from pg_class where relnamespace = 'bullmq'::regnamespace`,
    );
    expect(rows).toEqual([]);
    expect((await store.database.pool.query('select count(*) from effects')).rows).toEqual([{ count: 0 }]);
  });

  test('is ready', async () => {
    expect(await store.database.ready()).toBe(true);
  });
});

const { DATABASE_URL: databaseUrl } = process.env;

(databaseUrl ? describe : describe.skip)('a connection that PostgreSQL ends', () => {
  test.each(['pool', 'queue pool'] as const)(
    'while it is taken from the %s and asked nothing fails the next query, and nothing else',
    async (which) => {
      const database = await openDatabase({ databaseUrl, dataDir: '', logger: createLogger('silent') });
      const pool = which === 'pool' ? database.pool : database.openQueuePool();
      const client = await pool.connect();
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      const lost = new Promise<void>((resolve) => client.once('end', resolve));
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await lost;
      await expect(client.query('select 1')).rejects.toThrow(/not queryable/);
      client.release();
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      if (pool !== database.pool) await pool.end();
      await database.close();
    },
  );
});

test('a database server that is away is no error until it is asked, and then it is not ready', async () => {
  const logger = createLogger('silent');
  const database = await openDatabase({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    dataDir: '',
    logger,
  });
  expect(await database.ready()).toBe(false);
  await database.close();
});
