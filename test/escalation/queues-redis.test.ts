import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EffectJob } from '../../src/escalation/queues-backend.ts';
import { createLogger } from '../../src/logger.ts';
import { availableStores, type Store } from '../stores.ts';
import { SwitchableRedis } from './switchable-redis.ts';

const { REDIS_URL: redisUrl } = process.env;
let store: Store;

beforeAll(async () => void (store = await availableStores()[0]!.open()));
afterAll(() => store.close());

function effect(delay = 0): EffectJob {
  return { id: randomUUID(), queue: 'effects', delay };
}

test('with Redis away from the start, adding fails, it is not ready, and it closes', async () => {
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  const queues = store.openQueues({ redisUrl: 'redis://127.0.0.1:1', logger });
  await queues.work(() => Promise.reject(new Error('there is nothing to perform')));
  await expect(queues.add([effect()])).rejects.toThrow('Redis is away');
  await queues.settled();
  expect(await queues.ready()).toEqual({
    ok: false,
    detail: expect.stringContaining('the sweeper performs'),
  });
  await queues.close();
  expect(lines.filter((line) => line.includes('Redis cannot be reached')).length).toBeGreaterThan(0);
});

(redisUrl ? describe : describe.skip)('Redis that goes away', () => {
  const redis = new SwitchableRedis(redisUrl ?? 'redis://127.0.0.1:6379');

  beforeAll(() => redis.join());
  afterAll(() => redis.cut());

  test('and comes back is used again, and has kept what it was given', async () => {
    const queues = store.openQueues({ redisUrl: redis.url, prefix: `test-${randomUUID()}` });
    const performed: string[] = [];
    const [before, kept, during, after] = [effect(), effect(1_000), effect(), effect()];
    const keptIsPerformed = new Promise<void>((resolve) => {
      void queues.work(async (id) => {
        performed.push(id);
        if (id === kept.id) resolve();
      });
    });
    await queues.add([before, kept]);
    await queues.settled();

    await redis.cut();
    await expect(queues.add([during])).rejects.toThrow();
    expect(await queues.ready()).toMatchObject({ ok: false });

    await redis.join();
    while (!(await queues.ready()).ok) await new Promise((turn) => setImmediate(turn));
    await queues.add([after]);
    await queues.settled();
    await keptIsPerformed;
    expect(performed.toSorted()).toEqual([before.id, kept.id, after.id].toSorted());
    await queues.close();
  });

  test('while an effect is performed does not have it performed twice', async () => {
    const queues = store.openQueues({ redisUrl: redis.url, prefix: `test-${randomUUID()}` });
    const performed: string[] = [];
    await queues.work(async (id) => {
      performed.push(id);
      if (performed.length === 1) {
        await redis.cut();
        await redis.join();
      }
    });
    const [first, second] = [effect(), effect()];
    await queues.add([first]);
    await queues.settled();
    while (!(await queues.ready()).ok) await new Promise((turn) => setImmediate(turn));
    await queues.add([second]);
    await queues.settled();
    expect(performed).toEqual([first.id, second.id]);
    await queues.close();
  });
});
