import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Overrides } from '../../src/overrides/overrides.ts';
import { PauseByText } from '../../src/texts/pause-by-text.ts';
import { lineWith, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const { area } = lineWith(
  '[{ days: [mon], from: "09:00", to: "17:00" }]',
  '[{ days: [mon], from: "09:00", to: "13:00", people: [ahmed] }]',
);
const start = wall('2026-11-23 10:00');

describe.each(availableDatabases())('OFF and ON at two processes whose clocks differ, on $name', (kind) => {
  let store: Store;
  let now: number;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate overrides, override_requests');
    now = start;
  });
  afterAll(() => store.close());

  /** Whose clock is so many seconds ahead. */
  function process(ahead: number) {
    const clock = { now: () => now + ahead * 1000 };
    const overrides = new Overrides(store.database.pool, clock, randomUUID);
    return {
      overrides,
      texts: new PauseByText({
        overrides,
        pauses: { hear: () => undefined, forget: () => undefined },
        rotas: { current: { areas: [area], hash: 'a test' } },
        database: store.database.pool,
        dispatch: () => undefined,
        clock,
      }),
    };
  }

  function texting(sid: string) {
    const clinician = area.people.get('ahmed');
    if (!clinician) throw new Error('Ahmed is gone');
    return { area, clinician, namesArea: false, sid };
  }

  async function pauses(): Promise<number[]> {
    const standing = await process(0).overrides.standing('riverside', start, start + 86_400_000);
    return standing.map(({ to }) => to);
  }

  test('ON ends a pause that begins in a moment by our clock', async () => {
    await process(3).texts.off(texting('SM1'), 'shift-end');
    now += 2_000;
    await process(0).texts.on(texting('SM2'));
    expect(await pauses()).toEqual([]);
  });

  test('ON leaves a pause that a manager made for the minute to come', async () => {
    const from = start + 30_000;
    const pause = { area: 'riverside', clinician: 'ahmed', line: undefined, with: undefined, why: '' };
    await process(0).overrides.add({
      drafts: [{ ...pause, kind: 'pause', from, to: from + 3_600_000 }],
      by: 'key manager',
    });
    await process(0).texts.on(texting('SM1'));
    expect(await pauses()).toEqual([from + 3_600_000]);
  });

  test.each([
    { name: 'behind', ahead: [3, 0] },
    { name: 'ahead', ahead: [0, 3] },
  ])(
    'of two OFFs the later stands, though its process is $name',
    async ({ ahead: [first = 0, last = 0] }) => {
      await process(first).texts.off(texting('SM1'), 'shift-end');
      now += 2_000;
      await process(last).texts.off(texting('SM2'), wall('2026-11-23 17:00'));
      expect(await pauses()).toEqual([wall('2026-11-23 17:00')]);
    },
  );
});
