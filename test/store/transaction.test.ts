import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { inTransaction } from '../../src/store/transaction.ts';
import { availableStores, type Store } from '../stores.ts';

const databases = availableStores().filter(({ name }) => name !== 'redis');

describe.each(databases)('a transaction on $name', (kind) => {
  let store: Store;

  beforeAll(async () => {
    store = await kind.open();
    await store.database.pool.query('create table notes (what text primary key)');
  });
  afterAll(() => store.close());
  beforeEach(async () => void (await store.database.pool.query('delete from notes')));

  const write = (client: PoolClient, what: string) => client.query('insert into notes values ($1)', [what]);
  const written = async () => {
    const { rows } = await store.database.pool.query<{ what: string }>(
      'select what from notes order by what',
    );
    return rows.map(({ what }) => what);
  };
  const fails = (code: string, times: number) => {
    let tries = 0;
    return inTransaction(store.database.pool, async (client) => {
      tries++;
      await write(client, `try ${tries}`);
      if (tries <= times)
        await client.query(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`);
      return tries;
    });
  };

  test('keeps what was done, and gives the result', async () => {
    const result = await inTransaction(store.database.pool, async (client) => {
      await write(client, 'a');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await written()).toEqual(['a']);
  });

  test('keeps nothing when the work throws, and throws the same', async () => {
    const problem = new Error('changed my mind');
    const work = inTransaction(store.database.pool, async (client) => {
      await write(client, 'a');
      throw problem;
    });
    await expect(work).rejects.toBe(problem);
    expect(await written()).toEqual([]);
  });

  test('keeps nothing when a statement fails', async () => {
    const work = inTransaction(store.database.pool, async (client) => {
      await write(client, 'a');
      await write(client, 'a');
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await written()).toEqual([]);
  });

  test.each(['40001', '40P01'])('is tried again after %s', async (code) => {
    expect(await fails(code, 2)).toBe(3);
    expect(await written()).toEqual(['try 3']);
  });

  test('is tried three times and no more', async () => {
    await expect(fails('40001', 3)).rejects.toMatchObject({ code: '40001' });
    expect(await written()).toEqual([]);
  });

  test('is not tried again after another error', async () => {
    await expect(fails('23514', 1)).rejects.toMatchObject({ code: '23514' });
  });

  test('changes of the same row wait for each other', async () => {
    await store.database.pool.query("insert into notes values ('0')");
    const add = () =>
      inTransaction(store.database.pool, async (client) => {
        const { rows } = await client.query<{ what: string }>('select what from notes for update');
        await client.query('update notes set what = $1', [String(Number(rows[0]?.what) + 1)]);
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await written()).toEqual(['20']);
  });

  test('gives its connection back, however it ends', async () => {
    const { pool } = store.database;
    await inTransaction(pool, async () => undefined);
    await expect(inTransaction(pool, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect([pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0]);
  });

  test('throws a broken connection away', async () => {
    const { pool } = store.database;
    const before = await pool.connect();
    before.release();
    const work = inTransaction(pool, async (client) => {
      client.emit('error', new Error('cable cut'));
    });
    await work;
    expect(pool.idleCount).toBe(pool.totalCount);
    expect(await written()).toEqual([]);
  });
});
