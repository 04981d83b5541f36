import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outcomes } from '../../src/call/call.ts';
import { groupings } from '../../src/statistics/counts-query.ts';
import type { Measures } from '../../src/statistics/row.ts';
import { statisticsOf } from '../../src/statistics/statistics.ts';
import { availableDatabases } from './databases.ts';
import type { Store } from '../stores.ts';
import { storeOffers, type TestOffer } from './offers.ts';
import { riverside } from './riverside.ts';

const people = ['ahmed', 'brown', 'ghost'] as const;

const someOffer: fc.Arbitrary<TestOffer> = fc.record({
  line: fc.constantFrom('haematology', 'endocrinology', 'podiatry'),
  practice: fc.constantFrom('Z99901', 'Z99902', null),
  at: fc.constantFrom('2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00Z', '2026-07-31T22:59:59Z'),
  ending: fc.constantFrom('connected', 'abandoned', 'unanswered', 'closed', null),
  first: fc.boolean(),
  by: fc.constantFrom(...people),
  outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined }),
  rang: fc.array(fc.constantFrom(...people), { maxLength: 4 }),
});

function figures(measures: Measures): Record<string, number> {
  const { offered, connected, connectedFirst, abandoned, unanswered, closed, recorded, attempts } = measures;
  return {
    offered,
    connected,
    connectedFirst,
    abandoned,
    unanswered,
    closed,
    recorded,
    attempts,
    ...measures.outcomes,
  };
}

function sumOf(rows: readonly Measures[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const row of rows) {
    for (const [name, figure] of Object.entries(figures(row))) sum[name] = (sum[name] ?? 0) + figure;
  }
  return sum;
}

describe.each(availableDatabases())('the rows of a table, on $name', (kind) => {
  let store: Store;
  let areas = 0;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());

  test('sum to its total, by whatever they are grouped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someOffer, { minLength: 1, maxLength: 30 }), async (offers) => {
        const area = riverside(`area-${areas++}`);
        await storeOffers(store.database.pool, area.id, offers);
        const totals = [];
        for (const by of groupings) {
          const { rows, total } = await statisticsOf(
            store.database.pool,
            area,
            { from: '2026-01-01', to: '2027-01-01' },
            by,
          );
          if (rows.length > 0) expect(sumOf(rows)).toEqual(figures(total));
          totals.push(figures(total));
        }
        expect(new Set(totals.map((total) => JSON.stringify(total))).size).toBe(1);
        expect(totals[0]?.['offered']).toBe(
          offers.filter(({ ending }) => ending !== null && ending !== 'closed').length,
        );
      }),
      { numRuns: 40 },
    );
  });
});
