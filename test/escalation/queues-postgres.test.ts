import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { availableStores, type Store } from '../stores.ts';

const postgres = availableStores().find(({ name }) => name === 'postgres');

(postgres ? describe : describe.skip)('queues on a server whose connections are all lost', () => {
  let store: Store;

  beforeAll(async () => {
    if (postgres) store = await postgres.open();
  });
  afterAll(() => store.close());

  test('go on as soon as there are new ones', async () => {
    const queues = store.openQueues();
    const performed: string[] = [];
    await queues.work(async (id) => void performed.push(id));
    const [before, after] = [randomUUID(), randomUUID()];
    await queues.add([{ id: before, queue: 'effects', delay: 0 }]);
    await queues.settled();

    await store.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    while (!(await queues.ready()).ok) await new Promise((turn) => setImmediate(turn));
    await queues.add([{ id: after, queue: 'effects', delay: 0 }]);
    await queues.settled();
    expect(performed).toEqual([before, after]);
  });
});
