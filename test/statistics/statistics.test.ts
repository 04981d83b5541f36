import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Grouping } from '../../src/statistics/counts-query.ts';
import { statisticsOf, type Statistics } from '../../src/statistics/statistics.ts';
import { availableDatabases } from './databases.ts';
import type { Store } from '../stores.ts';
import { storeOffers, type TestOffer } from './offers.ts';
import { riverside } from './riverside.ts';

const haematology: TestOffer = {
  ...{ ending: 'connected', practice: 'Z99901', by: 'ahmed', first: true, rang: ['ahmed'], after: 20 },
  outcome: 'referral-avoided',
};
const endocrinology: TestOffer = {
  line: 'endocrinology',
  practice: 'Z99902',
  ending: 'connected',
  by: 'brown',
};

/** The table that every figure below was counted from by hand. */
const table: readonly TestOffer[] = [
  // Haematology, November: ten recorded, seven of them avoided a referral; one connected and not recorded.
  ...Array.from({ length: 7 }, (_, n) => ({ ...haematology, after: 10 * (n + 1) })),
  { ...haematology, after: 80, outcome: 'admission-avoided' },
  { ...haematology, after: 90, outcome: undefined, clinicianSaid: 'admitted' },
  { ...haematology, after: 100, outcome: 'referral-made', clinicianSaid: 'referral-avoided' },
  { ...haematology, after: 200, outcome: undefined, by: 'brown', first: false, rang: ['ahmed', 'brown'] },
  // What stands beside these two must not count: only a connected offer has a taker and an outcome.
  { ending: 'abandoned', practice: 'Z99901', rang: ['ahmed'], by: 'ahmed', outcome: 'other' },
  { ending: 'unanswered', practice: null, rang: ['ahmed', 'brown', 'ahmed', 'brown'] },
  { ending: 'closed', practice: 'Z99901', rang: ['ahmed'] },
  { ending: null, practice: 'Z99901', rang: ['ahmed'] },
  // Endocrinology: 23:30 on 31 October in London, and half an hour into 1 November.
  { ...endocrinology, at: '2026-10-31T23:30:00Z', after: 30, outcome: 'other', first: true, rang: ['brown'] },
  { ...endocrinology, at: '2026-11-01T00:30:00Z', after: 45.5, outcome: undefined, rang: ['ghost', 'brown'] },
  // A line and a practice that the rota no longer has, on the last summer evening: 1 July on the wall.
  { line: 'podiatry', practice: 'Z99909', at: '2026-06-30T23:30:00Z', ending: 'unanswered', rang: ['ghost'] },
];

function columns({ rows }: Statistics): unknown[] {
  return rows.map((row) => [row.key, row.label, row.offered, row.connected, row.closed, row.attempts]);
}

describe.each(availableDatabases())('the statistics of an area, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
    const { pool } = store.database;
    await storeOffers(pool, 'riverside', table);
    await storeOffers(pool, 'elsewhere', [{ ending: 'connected', outcome: 'referral-avoided', by: 'ahmed' }]);
  });
  afterAll(() => store.close());

  function statistics(by: Grouping, from = '2026-01-01', to = '2027-01-01'): Promise<Statistics> {
    return statisticsOf(store.database.pool, riverside(), { from, to }, by);
  }

  test('give every measure of a line', async () => {
    const [row] = (await statistics('line')).rows;
    expect(row).toEqual({
      key: 'haematology',
      label: 'Haematology',
      ...{
        offered: 13,
        connected: 11,
        connectedFirst: 10,
        abandoned: 1,
        unanswered: 1,
        closed: 1,
        recorded: 10,
      },
      outcomes: {
        ...{ 'referral-avoided': 7, 'admission-avoided': 1, 'investigation-arranged': 0, 'referral-made': 1 },
        ...{ admitted: 1, other: 0 },
      },
      avoidedReferral: {
        count: 7,
        of: 10,
        rate: 0.7,
        low: expect.closeTo(0.3968, 4),
        high: expect.closeTo(0.8922, 4),
      },
      avoidedAdmission: {
        count: 1,
        of: 10,
        rate: 0.1,
        low: expect.closeTo(0.0179, 4),
        high: expect.closeTo(0.4042, 4),
      },
      avoidedHospital: {
        count: 8,
        of: 10,
        rate: 0.8,
        low: expect.closeTo(0.4902, 4),
        high: expect.closeTo(0.9433, 4),
      },
      floor: { count: 8, of: 11, rate: 8 / 11 },
      completeness: 10 / 11,
      secondsToConnect: { median: 60, p90: 100 },
      attempts: 17,
    });
  });

  test('by line: in the order of the menu, what the rota no longer has at the end', async () => {
    expect(columns(await statistics('line'))).toEqual([
      ['haematology', 'Haematology', 13, 11, 1, 17],
      ['endocrinology', 'Endocrinology', 2, 2, 0, 3],
      ['podiatry', 'podiatry', 1, 0, 0, 1],
    ]);
  });

  test('by practice: by name, the unknown ones at the end', async () => {
    expect(columns(await statistics('practice'))).toEqual([
      ['Z99902', 'Almond Road Practice', 2, 2, 0, 3],
      ['Z99901', 'Fiction Lane Surgery', 12, 11, 1, 13],
      ['Z99909', 'Z99909', 1, 0, 0, 1],
      ['unknown', 'Unknown practice', 1, 0, 0, 4],
    ]);
  });

  test('by clinician: each offer with who took it, each ringing with who was rung', async () => {
    expect(columns(await statistics('clinician'))).toEqual([
      ['brown', 'Dr Joe Brown', 3, 3, 0, 5],
      ['ahmed', 'Dr Samira Ahmed', 10, 10, 0, 14],
      ['ghost', 'ghost', 0, 0, 0, 2],
      ['none', 'Nobody took it', 3, 0, 1, 0],
    ]);
  });

  test("by month: the area's own", async () => {
    expect(columns(await statistics('month'))).toEqual([
      ['2026-07', 'July 2026', 1, 0, 0, 1],
      ['2026-10', 'October 2026', 1, 1, 0, 1],
      ['2026-11', 'November 2026', 14, 12, 1, 19],
    ]);
  });

  test('total all rows, without asking for an average of averages', async () => {
    const { total } = await statistics('line');
    expect(total).toMatchObject({
      ...{ key: 'total', offered: 16, connected: 13, abandoned: 1, unanswered: 2, closed: 1, recorded: 11 },
      avoidedReferral: { count: 7, of: 11 },
      secondsToConnect: { median: 50, p90: 98 },
      attempts: 21,
    });
  });

  test('count the days of the wall clock, and the last one not', async () => {
    expect((await statistics('line', '2026-06-30', '2026-07-01')).total.offered).toBe(0);
    expect((await statistics('line', '2026-07-01', '2026-07-02')).total.offered).toBe(1);
    expect((await statistics('line', '2026-11-01', '2026-11-02')).total.offered).toBe(1);
  });

  test('of an empty period have no rows, and a total of nothing', async () => {
    const { rows, total } = await statistics('clinician', '2020-01-01', '2020-02-01');
    expect(rows).toEqual([]);
    expect(total).toMatchObject({ offered: 0, attempts: 0, completeness: null, outcomes: { other: 0 } });
    expect(total.secondsToConnect).toEqual({ median: null, p90: null });
    expect(total.avoidedReferral).toEqual({ count: 0, of: 0, rate: null, low: null, high: null });
  });
});
