import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { areaWeek } from '../../src/notices/area-week.ts';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import type { Override } from '../../src/rota/types.ts';
import { storeRings } from '../api/rings.ts';
import { haematology, lineOf, override, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const { area } = lineOf(haematology);
const monday = dayNumber('2026-11-23') ?? 0;
/** The first working day, had Monday and Tuesday been holidays. */
const now = wall('2026-11-25 08:00');

describe.each(availableDatabases())('the figures of a week, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(async () => {
    await store.database.pool.query('truncate calls cascade');
  });
  afterAll(() => store.close());

  function week(overrides: readonly Override[] = []) {
    return areaWeek(store.database.pool, { standing: async () => overrides }, area, monday, now);
  }

  test.each([
    ['two hours', '2026-11-24 12:00', 2],
    ['four days', '2026-11-28 00:00', 31],
    ['a minute less than two hours', '2026-11-24 11:59', 0],
  ])('count a pause of everybody, of %s', async (_, end, hoursWithNobody) => {
    const span = { from: wall('2026-11-24 10:00'), to: wall(end) };
    const pauses = ['ahmed', 'brown', 'patel'].map((id) => override('pause', id, span));
    expect(await week(pauses)).toMatchObject({ hoursWithNobody });
  });

  test('hide no gap, however short', async () => {
    const span = { from: wall('2026-11-24 10:00'), to: wall('2026-11-24 10:02') };
    const absent = ['ahmed', 'brown', 'patel'].map((id) => override('leave', id, span));
    expect(await week(absent)).toMatchObject({ hoursWithNobody: 0.04, hoursThin: 0 });
  });

  test('count phones that failed since the week began', async () => {
    const at = ['2026-11-23T10:00:00Z', '2026-11-24T11:00:00Z', '2026-11-25T07:59:00Z'];
    await storeRings(
      store.database.pool,
      'riverside',
      at.map((each) => ({ clinician: 'ahmed', result: 'failed', at: each })),
    );
    expect(await week()).toMatchObject({ failingPhones: 1 });
  });
});
