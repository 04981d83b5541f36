import type { Instant } from '../clock.ts';
import { coverageGaps } from '../rota/coverage.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, Override } from '../rota/types.ts';
import type { UncoveredSpan } from '../outbox/notice.ts';

/** A pause that is shorter is for the moment, and leaves nobody uncovered. */
const longPause = 2 * 3_600_000;

/** The overrides by which managers are told of hours with nobody. */
export function withoutShortPauses(overrides: readonly Override[]): readonly Override[] {
  return overrides.filter(({ kind, from, to }) => kind !== 'pause' || to - from >= longPause);
}

/**
 * As it is told: what began before today is told of from now on, in whole minutes. "Sunday midnight" would be where
 * the look began, and not the hours.
 */
export function spanAhead(span: UncoveredSpan, today: Instant, now: Instant): UncoveredSpan {
  return span.from < today ? { ...span, from: Math.floor(now / 60_000) * 60_000 } : span;
}

/** The hours with nobody, in order, that are not over. */
export function uncoveredSpans(
  area: Area,
  span: Interval,
  overrides: readonly Override[],
  now: Instant,
): readonly UncoveredSpan[] {
  const lasting = withoutShortPauses(overrides);
  return area.lines
    .flatMap((line) =>
      coverageGaps({ area, line, ...span, overrides: lasting }).map((gap) => ({ line: line.id, ...gap })),
    )
    .filter(({ to }) => to > now)
    .sort((one, other) => one.from - other.from);
}
