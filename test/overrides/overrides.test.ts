import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { onCallNow } from '../../src/calls/on-call-now.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import type { OverrideDraft } from '../../src/rota/override-draft.ts';
import { haematology, lineOf, override, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const { area, line } = lineOf(haematology);
const at = wall('2026-11-23 10:00');
const by = 'key manager-a';

function draft(...made: Parameters<typeof override>): OverrideDraft {
  const { id: _, ...rest } = override(...made);
  return rest;
}

const leave = draft('leave', 'brown');
const oneWay = draft('swap', 'brown', { with: 'okafor' });
const inReturn = draft('swap', 'okafor', { with: 'brown' });

describe.each(availableDatabases())('overrides in the database, on $name', (kind) => {
  let store: Store;
  let overrides: Overrides;
  beforeAll(async () => {
    store = await kind.open();
    overrides = new Overrides(store.database.pool, { now: () => at }, randomUUID);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.pool.query('truncate overrides, override_requests cascade');
  });

  const add = async (...drafts: [OverrideDraft, ...OverrideDraft[]]) => {
    const added = await overrides.add({ drafts, by });
    if (added.result === 'key-reused') throw new Error('there was no key');
    return added;
  };
  const ladder = async () => {
    const { ladder, why } = await onCallNow(store.database.pool, area, line, at);
    return { ids: ladder.map(({ clinician }) => clinician.id), why };
  };

  test('count at once, and are given as reasons', async () => {
    expect((await ladder()).ids).toEqual(['ahmed', 'brown', 'patel']);
    await add(draft('leave', 'brown', { to: wall('2026-12-04 00:00') }));
    const { ids, why } = await ladder();
    expect(ids).toEqual(['ahmed', 'patel']);
    expect(why).toContain('Dr Brown: on leave until 4 December');
  });

  test('come back as they were made', async () => {
    const drafts = [
      leave,
      oneWay,
      draft('extra', 'okafor', { line: 'haematology' }),
      draft('pause', 'patel'),
    ];
    for (const each of drafts) await add(each);
    const standing = await overrides.standing('riverside', at, at + 1);
    expect(standing).toHaveLength(4);
    expect(standing).toEqual(expect.arrayContaining(drafts.map((each) => expect.objectContaining(each))));
  });

  test.each([
    ['ends when the time asked for begins', -2, 0, 0],
    ['ends after that', -2, 1, 1],
    ['begins before the time asked for ends', 9, 20, 1],
    ['begins when it ends', 10, 20, 0],
  ])('one that %s counts so many times', async (_, from, to, count) => {
    await add(draft('leave', 'brown', { from: at + from, to: at + to }));
    expect(await overrides.standing('riverside', at, at + 10)).toHaveLength(count);
    expect(await overrides.standing('elsewhere', at, at + 10)).toEqual([]);
  });

  test('a swap one way is not taken for half of a swap both ways, nor the other way round', async () => {
    expect((await add(oneWay)).result).toBe('made');
    expect((await add(oneWay, inReturn)).result).toBe('made');
    const again = await add(oneWay, inReturn);
    expect(again.result).toBe('known');
    expect(again.overrides.map(({ clinician }) => clinician)).toEqual(['brown', 'okafor']);
    expect((await add(oneWay)).result).toBe('known');
  });

  test('one key in two areas at once is used for one of them', async () => {
    const request = (key: string) => ({ key: 'k', digest: key });
    const results = await Promise.all([
      overrides.add({ drafts: [leave], by, request: request('one') }),
      overrides.add({ drafts: [{ ...leave, area: 'elsewhere' }], by, request: request('other') }),
    ]);
    expect(results.map(({ result }) => result).sort()).toEqual(['key-reused', 'made']);
    const { rows } = await store.database.pool.query('select id from overrides');
    expect(rows).toHaveLength(1);
  });

  test('removed twice at once, keep one remover', async () => {
    const [made] = (await add(leave)).overrides;
    const removers = ['key manager-a', 'key manager-b', 'key manager-c'];
    const removed = await Promise.all(
      removers.map((each) => overrides.remove('riverside', made?.id ?? '', each)),
    );
    expect(new Set(removed.flat().map((each) => each.removed?.by)).size).toBe(1);
  });

  test('removed, count no more, and are still found and listed when asked for', async () => {
    const [made] = (await add(leave)).overrides;
    const id = made?.id ?? '';
    await overrides.remove('riverside', id, by);
    expect(await overrides.standing('riverside', at, at + 1)).toEqual([]);
    expect(await overrides.list({ area: 'riverside', from: at, limit: 9 })).toEqual([]);
    expect(await overrides.list({ area: 'riverside', from: at, limit: 9, removed: true })).toMatchObject([
      { id },
    ]);
    expect(await overrides.find('riverside', id)).toMatchObject([{ id, removed: { by, at } }]);
  });

  describe('counted as they did', () => {
    const hour = 3_600_000;
    const from = at - 3 * hour;
    const to = at + 3 * hour;
    const clock = { now: () => at };
    const removedAt = (instant: number) =>
      new Overrides(store.database.pool, { now: () => instant }, randomUUID);
    const counted = async (since = from, until = to) =>
      (await new Overrides(store.database.pool, clock, randomUUID).counted('riverside', since, until)).map(
        (each) => [each.clinician, (each.from - at) / hour, (each.to - at) / hour],
      );

    test('one that was made late counts from when it was made', async () => {
      await add(draft('leave', 'brown', { from: at - hour, to: at + hour }));
      expect(await counted()).toEqual([['brown', 0, 1]]);
      expect(await counted(from, at)).toEqual([]);
    });

    test('one that was removed counts until it was', async () => {
      const [made] = (await add(draft('leave', 'brown', { from: at, to: at + 2 * hour }))).overrides;
      await removedAt(at + hour).remove('riverside', made?.id ?? '', by);
      expect(await counted()).toEqual([['brown', 0, 1]]);
      expect(await counted(at + hour, to)).toEqual([]);
      expect(await overrides.standing('riverside', from, to)).toEqual([]);
    });

    test('one that was removed before it began never counts', async () => {
      const [made] = (await add(draft('leave', 'brown', { from: at + hour, to: at + 2 * hour }))).overrides;
      await removedAt(at + hour / 2).remove('riverside', made?.id ?? '', by);
      expect(await counted()).toEqual([]);
    });

    test('one that was neither made late nor removed counts as it stands', async () => {
      await add(draft('leave', 'brown', { from: at + hour, to: at + 2 * hour }));
      await add(draft('leave', 'ahmed', { area: 'elsewhere', from: at + hour, to: at + 2 * hour }));
      expect(await counted()).toEqual([['brown', 1, 2]]);
      expect(await counted(from, at + hour)).toEqual([]);
    });
  });

  test('are removed in their own area only', async () => {
    const [made] = (await add(leave)).overrides;
    expect(await overrides.remove('elsewhere', made?.id ?? '', by)).toEqual([]);
    expect(await overrides.standing('riverside', at, at + 1)).toHaveLength(1);
  });

  test('removed, restore the ladder and its reasons, whatever else stands', async () => {
    const anyDraft = fc
      .record({
        kind: fc.constantFrom('pause' as const, 'leave' as const, 'swap' as const, 'extra' as const),
        clinician: fc.constantFrom('ahmed', 'brown', 'patel', 'okafor'),
        with: fc.constantFrom('okafor', 'patel', 'brown'),
        hours: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ hours, kind, clinician, with: other }) =>
        draft(kind, clinician, { with: kind === 'swap' ? other : undefined, to: at + hours * 3_600_000 }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(anyDraft, { maxLength: 3 }), anyDraft, async (others, one) => {
        await store.database.pool.query('truncate overrides');
        for (const each of others) await add(each);
        const before = await ladder();
        const { overrides: made, result } = await add(one);
        fc.pre(result === 'made');
        await overrides.remove('riverside', made[0]?.id ?? '', by);
        expect(await ladder()).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});
