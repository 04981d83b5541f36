import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outcomes } from '../../src/call/call.ts';
import { measuresOf, type Counts, type OutcomeCounts, type Rate } from '../../src/statistics/row.ts';

const someOutcomes: fc.Arbitrary<OutcomeCounts> = fc.record({
  'referral-avoided': fc.nat(50),
  'admission-avoided': fc.nat(50),
  'investigation-arranged': fc.nat(50),
  'referral-made': fc.nat(50),
  admitted: fc.nat(50),
  other: fc.nat(50),
});

const someCounts: fc.Arbitrary<Counts> = fc
  .tuple(someOutcomes, fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300))
  .map(([said, silent, abandoned, unanswered, closed]) => {
    const connected = silent + outcomes.reduce((sum, id) => sum + said[id], 0);
    const secondsToConnect = { median: null, p90: null };
    return {
      ...{ connected, connectedFirst: 0, abandoned, unanswered, closed },
      ...{ outcomes: said, secondsToConnect, attempts: 0 },
    };
  });

function expectProportion({ count, of, rate, low, high }: Rate): void {
  if (of === 0) {
    expect([count, rate, low, high]).toEqual([0, null, null, null]);
    return;
  }
  expect(rate).toBe(count / of);
  expect(low).toBeLessThanOrEqual(rate ?? Number.NaN);
  expect(high).toBeGreaterThanOrEqual(rate ?? Number.NaN);
}

describe('the measures of a row', () => {
  test('add up, whatever was counted', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const measures = measuresOf(counts);
        expect(measures.offered).toBe(measures.connected + measures.abandoned + measures.unanswered);
        expect(measures.recorded).toBeLessThanOrEqual(measures.connected);
        expect(measures.avoidedHospital.count).toBe(
          measures.avoidedReferral.count + measures.avoidedAdmission.count,
        );
        expect(measures.floor.count).toBe(measures.avoidedHospital.count);
        expect(measures.floor.rate ?? 0).toBeLessThanOrEqual(measures.avoidedHospital.rate ?? 0);
        [measures.avoidedReferral, measures.avoidedAdmission, measures.avoidedHospital].forEach(
          expectProportion,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('of nothing are unknown, not zero', () => {
    const said = { 'referral-avoided': 0, 'admission-avoided': 0, 'investigation-arranged': 0, other: 0 };
    const measures = measuresOf({
      ...{ connected: 0, connectedFirst: 0, abandoned: 3, unanswered: 0, closed: 0, attempts: 0 },
      ...{
        outcomes: { ...said, 'referral-made': 0, admitted: 0 },
        secondsToConnect: { median: null, p90: null },
      },
    });
    expect(measures.completeness).toBeNull();
    expect(measures.floor).toEqual({ count: 0, of: 0, rate: null });
    expect(measures.avoidedReferral).toEqual({ count: 0, of: 0, rate: null, low: null, high: null });
  });
});
