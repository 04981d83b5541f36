import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EffectJob } from '../../src/escalation/queues-backend.ts';
import type { Queues } from '../../src/escalation/queues.ts';
import { availableStores, type Store } from '../stores.ts';

const hour = 3_600_000;

function effect(delay = 0, queue: EffectJob['queue'] = 'effects'): EffectJob {
  return { id: randomUUID(), queue, delay };
}

describe.each(availableStores())('queues on $name', (kind) => {
  let store: Store;
  let queues: Queues;
  let performed: string[];
  let perform: (effectId: string) => Promise<void>;

  beforeAll(async () => void (store = await kind.open()));
  afterAll(() => store.close());

  beforeEach(async () => {
    performed = [];
    perform = async () => undefined;
    queues = store.openQueues({ prefix: `test-${randomUUID()}` });
    await queues.work(async (id) => {
      performed.push(id);
      await perform(id);
    });
  });
  afterEach(() => queues.close());

  const isPerformed = ({ id }: EffectJob): Promise<void> =>
    new Promise((resolve) => {
      perform = async (performing) => {
        if (performing === id) resolve();
      };
    });

  test('an effect that is due is performed once', async () => {
    const due = effect();
    await queues.add([due]);
    await queues.settled();
    expect(performed).toEqual([due.id]);
  });

  test('effects of both queues, added together, are all performed', async () => {
    const jobs = Array.from({ length: 20 }, (_, index) => effect(0, index % 2 ? 'legs' : 'effects'));
    await queues.add(jobs);
    await queues.settled();
    expect(performed.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
  });

  test('an effect that is due later waits, and is performed by itself when its time comes', async () => {
    const [soon, later] = [effect(30), effect(hour)];
    const done = isPerformed(soon);
    await queues.add([later, soon]);
    await done;
    expect(performed).toContain(soon.id);
    expect(performed).not.toContain(later.id);
  });

  test('an effect that is added twice while it waits is performed once', async () => {
    const later = effect(30);
    const done = isPerformed(later);
    await queues.add([later]);
    await queues.add([later]);
    await done;
    const last = effect();
    await queues.add([last]);
    await queues.settled();
    expect(performed).toEqual([later.id, last.id]);
  });

  test('an effect that adds itself again while it is performed is performed again', async () => {
    const stubborn = effect();
    perform = async () => {
      if (performed.length < 3) await queues.add([stubborn]);
    };
    await queues.add([stubborn]);
    await queues.settled();
    expect(performed).toEqual([stubborn.id, stubborn.id, stubborn.id]);
  });

  test('an effect that adds itself again for later is performed again when its time comes', async () => {
    const stubborn = effect();
    const again = new Promise<void>((resolve) => {
      perform = async () => {
        if (performed.length === 1) await queues.add([{ ...stubborn, delay: 30 }]);
        else resolve();
      };
    });
    await queues.add([stubborn]);
    await again;
    expect(performed).toEqual([stubborn.id, stubborn.id]);
  });

  test('an effect that fails does not hold up the next', async () => {
    perform = async () => {
      throw new Error('the carrier said no');
    };
    await queues.add([effect()]);
    await queues.settled();
    perform = async () => undefined;
    await queues.add([effect()]);
    await queues.settled();
    expect(performed).toHaveLength(2);
  });

  test('settled waits for an effect that is being performed', async () => {
    let finish = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      perform = () => {
        resolve();
        return new Promise<void>((done) => (finish = done));
      };
    });
    let settled = false;
    await queues.add([effect()]);
    const settling = queues.settled().then(() => (settled = true));
    await begun;
    expect(settled).toBe(false);
    finish();
    await settling;
  });

  test('closing waits for an effect that is being performed', async () => {
    let finished = false;
    const begun = new Promise<void>((resolve) => {
      perform = async () => {
        resolve();
        await store.database.pool.query('select 1');
        finished = true;
      };
    });
    await queues.add([effect()]);
    await begun;
    await queues.close();
    expect(finished).toBe(true);
  });

  test('jobs that were added before the workers began are performed', async () => {
    const early = store.openQueues({ prefix: `test-${randomUUID()}` });
    const [due, later] = [effect(), effect(hour)];
    await early.add([due, later]);
    const seen: string[] = [];
    await early.work(async (id) => void seen.push(id));
    await early.settled();
    expect(seen).toEqual([due.id]);
    await early.close();
  });

  test('is ready, and says on what', async () => {
    expect(await queues.ready()).toEqual({ ok: true, detail: expect.stringContaining(queues.kind) });
  });

  test('a worker without a sign of life is replaced, and its jobs are performed', async () => {
    let [now, step] = [0, 60_000];
    const watched = store.openQueues({ prefix: `test-${randomUUID()}`, clock: { now: () => (now += step) } });
    const seen: string[] = [];
    await watched.work(async (id) => void seen.push(id));
    await watched.add([effect(), effect(0, 'legs')]);
    await watched.settled();
    expect(await watched.ready()).toEqual({ ok: false, detail: expect.stringContaining('legs, effects') });
    step = 0;
    expect(await watched.ready()).toMatchObject({ ok: true });
    await watched.add([effect(), effect(0, 'legs')]);
    await watched.settled();
    expect(seen).toHaveLength(4);
    await watched.close();
  });

  test('legs are held to the calls a second, other effects are not', async () => {
    const slow = store.openQueues({ prefix: `test-${randomUUID()}`, callsPerSecond: 2 });
    const seen: string[] = [];
    const legs = [effect(0, 'legs'), effect(0, 'legs'), effect(0, 'legs')];
    const others = [effect(), effect(), effect(), effect()];
    await slow.add([...legs, ...others]);
    await slow.work(async (id) => void seen.push(id));
    await slow.settled();
    expect(seen).toHaveLength(7);
    expect(seen.at(-1)).toBe(legs.at(-1)?.id);
    await slow.close();
  });
});
