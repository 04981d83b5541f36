import type { Instant } from '../clock.ts';
import type { Interval } from './hours.ts';
import { joinedIntervals } from './joined-intervals.ts';
import { dayPlan, holds } from './line-calendar.ts';
import type { Area, Line } from './types.ts';
import { dayAt } from './zone-day.ts';

/** How far ahead `opensNext` looks, in days. */
const daysAhead = 366;

/** Whether the line takes calls at `at`. */
export function isOpen(area: Area, line: Line, at: Instant): boolean {
  const today = dayAt(at, area.timezone);
  return (
    dayPlan(area, line, today).open.some((interval) => holds(interval, at)) ||
    dayPlan(area, line, today - 1).open.some((interval) => holds(interval, at))
  );
}

/**
 * When the open hours end that hold `at`, joined with those of the same day that they touch: a line that never closes
 * has midnight. `undefined`: it is closed.
 */
export function openUntil(area: Area, line: Line, at: Instant): Instant | undefined {
  const today = dayAt(at, area.timezone);
  const ends = [today - 1, today]
    .flatMap((day) => joinedIntervals(dayPlan(area, line, day).open))
    .flatMap((interval) => (holds(interval, at) ? [interval.to] : []));
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** The first instant after `at` when a closed line opens, within a year; `undefined` if it is open or never opens. */
export function opensNext(area: Area, line: Line, at: Instant): Instant | undefined {
  if (isOpen(area, line, at)) return undefined;
  const today = dayAt(at, area.timezone);
  for (let day = today; day <= today + daysAhead; day++) {
    const starts = dayPlan(area, line, day).open.map(({ from }) => from);
    const next = Math.min(...starts.filter((from) => from > at));
    if (next !== Infinity) return next;
  }
  return undefined;
}

/** The open hours within `span`, in order, joined where they touch and cut to the span. */
export function openIntervals(area: Area, line: Line, span: Interval): readonly Interval[] {
  const found: Interval[] = [];
  for (let day = dayAt(span.from, area.timezone) - 1; day <= dayAt(span.to, area.timezone); day++) {
    found.push(...dayPlan(area, line, day).open);
  }
  return joinedIntervals(found.map((interval) => cut(interval, span)).filter(({ from, to }) => from < to));
}

function cut(interval: Interval, span: Interval): Interval {
  return { from: Math.max(interval.from, span.from), to: Math.min(interval.to, span.to) };
}
