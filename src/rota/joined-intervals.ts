import type { Interval } from './hours.ts';

/** The same time as intervals that neither overlap nor touch, in order. */
export function joinedIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = [];
  for (const next of intervals.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.to) joined[joined.length - 1] = { ...last, to: Math.max(last.to, next.to) };
    else joined.push(next);
  }
  return joined;
}
