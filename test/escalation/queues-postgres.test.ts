import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openQueues } from '../../src/escalation/queues.ts';
import { createLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import { Cable } from '../emergency/cut-connection.ts';
import { comesTrue } from '../stories/faults/real-stage.ts';
import { availableStores, type Store } from '../stores.ts';

const postgres = availableStores().find(({ name }) => name === 'postgres');

(postgres ? describe : describe.skip)('queues on a server', () => {
  let store: Store;

  beforeAll(async () => {
    if (postgres) store = await postgres.open();
  });
  afterAll(() => store.close());

  test('whose connections are all lost go on as soon as there are new ones', async () => {
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

  test('that was away when they were opened work once it is there', async () => {
    const logger = createLogger('silent');
    const { rows } = await store.database.pool.query<{ name: string }>('select current_database() as name');
    const url = new URL(process.env['DATABASE_URL'] ?? '');
    const cable = new Cable(url);
    await cable.mend();
    await cable.cut();
    Object.assign(url, { hostname: '127.0.0.1', port: `${cable.port}`, pathname: `/${rows[0]?.name}` });
    const database = await openDatabase({ databaseUrl: url.href, dataDir: '', logger });
    const queues = openQueues({ database, logger, callsPerSecond: 0, prefix: randomUUID(), tracked: true });
    const performed: string[] = [];
    const id = randomUUID();
    const job = { id, queue: 'effects', delay: 0 } as const;
    await expect(queues.add([job])).rejects.toThrow('ECONNREFUSED');
    await cable.mend();
    await comesTrue('the server is there', async () => (await queues.ready()).ok);
    await queues.work(async (effect) => void performed.push(effect));
    await queues.add([job]);
    await queues.settled();
    expect(performed).toEqual([id]);
    await queues.close();
    await database.close();
    await cable.cut();
  });
});

const databases = availableStores().filter(({ name }) => name !== 'redis');

describe.each(databases)('queues that cannot reach the database when they are opened, on $name', (kind) => {
  let store: Store;

  beforeAll(async () => void (store = await kind.open()));
  afterAll(() => store.close());

  test('say so, and are used as soon as they can be', async () => {
    const pool = store.database.openQueuePool();
    const connect = pool.connect.bind(pool);
    const full = new Error('sorry, too many clients already');
    const refuse = async (answer?: (problem: Error) => void): Promise<never> => {
      answer?.(full);
      if (answer) return new Promise(() => undefined);
      throw full;
    };
    Object.assign(pool, { connect: refuse });
    let now = 0;
    const database = { ...store.database, kind: store.database.kind, openQueuePool: () => pool };
    const queues = store.openQueues({ prefix: randomUUID(), database, clock: { now: () => now } });
    const performed: string[] = [];
    await queues.work(async (id) => void performed.push(id));
    const jobs = (['legs', 'effects'] as const).map((queue) => ({ id: randomUUID(), queue, delay: 0 }));
    expect((await queues.ready()).ok).toBe(false);
    await expect(queues.add(jobs)).rejects.toThrow('too many clients');

    Object.assign(pool, { connect });
    now += 40_000;
    while (!(await queues.ready()).ok) await new Promise((turn) => setImmediate(turn));
    await queues.add(jobs);
    await queues.settled();
    expect(performed.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
    await queues.close();
  });
});
