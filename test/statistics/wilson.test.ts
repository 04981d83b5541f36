import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wilson } from '../../src/statistics/wilson.ts';

describe('the 95% Wilson interval', () => {
  test.each([
    { count: 0, of: 10, low: 0, high: 0.2775 },
    { count: 10, of: 10, low: 0.7225, high: 1 },
    { count: 7, of: 10, low: 0.3968, high: 0.8922 },
    { count: 682, of: 934, low: 0.7008, high: 0.7577 },
  ])('of $count in $of is $low to $high', ({ count, of, low, high }) => {
    const interval = wilson(count, of);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  test('of nothing is unknown', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });

  test.each([
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [Number.NaN, 2],
    [0, -1],
  ])('is refused for %d in %d', (count, of) => {
    expect(() => wilson(count, of)).toThrow(RangeError);
  });

  test('always holds the rate and stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (count, rest) => {
        fc.pre(count + rest > 0);
        const interval = wilson(count, count + rest);
        const rate = count / (count + rest);
        expect(interval).toBeDefined();
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(rate);
        expect(interval?.high).toBeGreaterThanOrEqual(rate);
        expect(interval?.high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('of the others mirrors it', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (count, rest) => {
        const [one, other] = [wilson(count, count + rest), wilson(rest, count + rest)];
        expect(one?.low).toBeCloseTo(1 - (other?.high ?? Number.NaN), 10);
        expect(one?.high).toBeCloseTo(1 - (other?.low ?? Number.NaN), 10);
      }),
    );
  });
});
