import type { Instant } from '../clock.ts';
import { coverageGaps } from '../rota/coverage.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, Override } from '../rota/types.ts';
import { withoutPauses } from '../texts/duties.ts';
import type { UncoveredSpan } from '../texts/notice.ts';

/** The hours with nobody, in order, that are not over. A pause is for the moment and leaves nobody uncovered. */
export function uncoveredSpans(
  area: Area,
  span: Interval,
  overrides: readonly Override[],
  now: Instant,
): readonly UncoveredSpan[] {
  const lasting = withoutPauses(overrides);
  return area.lines
    .flatMap((line) =>
      coverageGaps({ area, line, ...span, overrides: lasting }).map((gap) => ({ line: line.id, ...gap })),
    )
    .filter(({ to }) => to > now)
    .sort((one, other) => one.from - other.from);
}

/** Names one span for good: told of once. */
export function spanKey(area: Area, { line, from, to }: UncoveredSpan): string {
  return `uncovered ${area.id}/${line} ${new Date(from).toISOString()} ${new Date(to).toISOString()}`;
}
