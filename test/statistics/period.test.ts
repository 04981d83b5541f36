import { describe, expect, test } from '@jest/globals';
import { isoInstant, periodFault, spanOf } from '../../src/statistics/period.ts';

function isoSpan(from: string, to: string, zone: string): string {
  const span = spanOf({ from, to }, zone);
  return `${isoInstant(span.from)} ${isoInstant(span.to)}`;
}

describe('a period', () => {
  test.each([
    ['a winter day', '2026-11-22', '2026-11-23', '2026-11-22T00:00:00.000Z 2026-11-23T00:00:00.000Z'],
    ['a summer day', '2026-07-01', '2026-07-02', '2026-06-30T23:00:00.000Z 2026-07-01T23:00:00.000Z'],
    ['the day of 23 hours', '2026-03-29', '2026-03-30', '2026-03-29T00:00:00.000Z 2026-03-29T23:00:00.000Z'],
    ['the day of 25 hours', '2026-10-25', '2026-10-26', '2026-10-24T23:00:00.000Z 2026-10-26T00:00:00.000Z'],
  ])('runs from midnight to midnight on the wall: %s', (_name, from, to, instants) => {
    expect(isoSpan(from, to, 'Europe/London')).toBe(instants);
  });

  test('begins after a midnight that the clocks skip', () => {
    // Beirut, 2026-03-29: 00:00 became 01:00 (+03:00).
    expect(isoSpan('2026-03-29', '2026-03-30', 'Asia/Beirut')).toBe(
      '2026-03-28T22:00:00.000Z 2026-03-29T21:00:00.000Z',
    );
  });

  test.each([
    ['2026-11-01', '2026-11-02', undefined],
    ['2024-02-29', '2029-02-28', undefined],
    ['2021-11-01', '2026-11-01', undefined],
    ['2021-11-01', '2026-11-02', 'must be at most 5 years after "from"'],
    ['2026-11-01', '2026-11-01', 'must be after "from": it is the day after the last one counted'],
    ['2026-11-02', '2026-11-01', 'must be after "from": it is the day after the last one counted'],
  ])('from %s to %s: %s', (from, to, fault) => {
    expect(periodFault({ from, to })).toBe(fault);
  });
});
