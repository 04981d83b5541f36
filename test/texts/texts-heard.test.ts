import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TextsHeard } from '../../src/texts/texts-heard.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

describe.each(availableDatabases())('a text that comes twice, on $name', (kind) => {
  let store: Store;
  let heard: TextsHeard;
  let now: number;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate texts_heard');
    now = Date.parse('2026-11-23T10:30:00Z');
    heard = new TextsHeard(store.database.pool, { now: () => now });
  });
  afterAll(() => store.close());

  const never = async (): Promise<string> => Promise.reject(new Error('done twice'));

  test('is done once, and given the same reply however late it comes again', async () => {
    expect(await heard.once('SM1', async () => 'Thank you.')).toBe('Thank you.');
    now += 3_600_000;
    expect(await heard.once('SM1', never)).toBe('Thank you.');
  });

  test('is given nothing while the first is at it, and not done again', async () => {
    const reply = await heard.once('SM1', async () => {
      expect(await heard.once('SM1', never)).toBeUndefined();
      return 'Thank you.';
    });
    expect(reply).toBe('Thank you.');
  });

  test('is done when the process that heard it first is gone, and once of two who try', async () => {
    await store.database.pool.query('insert into texts_heard (sid, heard_at) values ($1, $2)', [
      'SM1',
      new Date(now),
    ]);
    now += 10_000;
    expect(await heard.once('SM1', never)).toBeUndefined();
    now += 11_000;
    let times = 0;
    const again = async (): Promise<string> => `done ${++times}`;
    await Promise.all([heard.once('SM1', again), heard.once('SM1', again)]);
    expect(times).toBe(1);
    expect(await heard.once('SM1', never)).toBe('done 1');
  });

  test('is done again when it failed', async () => {
    await expect(heard.once('SM1', never)).rejects.toThrow('done twice');
    expect(await heard.once('SM1', async () => 'Thank you.')).toBe('Thank you.');
  });
});
