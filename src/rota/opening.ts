import type { Instant } from '../clock.ts';
import type { Interval } from './hours.ts';
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

/** When an open line closes, hours that touch being one; `undefined` if it is closed, or open for a week and more. */
export function closesNext(area: Area, line: Line, at: Instant): Instant | undefined {
  const span = { from: at, to: at + 8 * 86_400_000 };
  const closes = openIntervals(area, line, span).find((interval) => holds(interval, at))?.to;
  return closes === span.to ? undefined : closes;
}

/** The open hours within `span`, in order, joined where they touch and cut to the span. */
export function openIntervals(area: Area, line: Line, span: Interval): readonly Interval[] {
  const found: Interval[] = [];
  for (let day = dayAt(span.from, area.timezone) - 1; day <= dayAt(span.to, area.timezone); day++) {
    found.push(...dayPlan(area, line, day).open);
  }
  return joined(found.map((interval) => cut(interval, span)).filter(({ from, to }) => from < to));
}

function cut(interval: Interval, span: Interval): Interval {
  return { from: Math.max(interval.from, span.from), to: Math.min(interval.to, span.to) };
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last && next.from <= last.to) result[result.length - 1] = { ...last, to: Math.max(last.to, next.to) };
    else result.push(next);
  }
  return result;
}
