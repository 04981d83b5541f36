import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countsStatement, groupings } from '../../src/statistics/counts-query.ts';
import type { Store } from '../stores.ts';
import { availableDatabases } from './databases.ts';

/** A call each hour for a year, with three rings each. */
const aYear = [
  `insert into calls (id, area, caller_sid, status, state, started_at, updated_at)
   select gen_random_uuid(), 'riverside', 'CA' || n, 'over', '{}', at, at
     from generate_series(1, 8760) as n, lateral (select timestamptz '2025-11-01' + n * interval '1 hour' as at) as each`,
  `insert into offers (id, call_id, area, line, chosen_at, ending, ended_at)
   select id, id, 'riverside', 'haematology', started_at, 'unanswered', started_at from calls`,
  `insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, created_at, leg_over)
   select gen_random_uuid(), id, id, 'riverside', 'haematology', 'ahmed', n, 'over', started_at, true
     from calls, generate_series(1, 3) as n`,
];

describe.each(availableDatabases())('among the calls of a year, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
    for (const statement of aYear) await store.database.pool.query(statement);
    await store.database.pool.query('analyze');
  });
  afterAll(() => store.close());

  test.each(groupings)('those of a week are counted by %s without reading the others', async (by) => {
    const zone = by === 'month' ? ['Europe/London'] : [];
    const { rows } = await store.database.pool.query(`explain ${countsStatement(by)}`, [
      'riverside',
      '2026-10-05T00:00:00Z',
      '2026-10-12T00:00:00Z',
      ...zone,
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Seq Scan on (offers|attempts)/);
  });
});
