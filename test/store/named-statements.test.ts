import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { availableStores, type Store } from '../stores.ts';

const [kind] = availableStores();
let store: Store | undefined;

beforeAll(async () => {
  store = await kind?.open();
});
afterAll(async () => {
  await store?.close();
});

test('a named statement sent by many connections at once is prepared once', async () => {
  const ask = async (n: number): Promise<number | undefined> => {
    const statement = { name: 'double', text: 'select $1::int * 2 as n', values: [n] };
    const answer = await store?.database.pool.query<{ n: number }>(statement);
    return answer?.rows[0]?.n;
  };
  const idle = Array.from({ length: 20 }, async () => store?.database.pool.query('select pg_sleep(0.01)'));
  await Promise.all(idle);
  const answers = await Promise.all(Array.from({ length: 20 }, (_each, n) => ask(n)));
  expect(answers).toEqual(Array.from({ length: 20 }, (_each, n) => n * 2));
});
