import type { Instant } from '../clock.ts';
import type { DayNumber } from './calendar-day.ts';
import type { Interval } from './hours.ts';
import { ladderPlaces } from './ladder-places.ts';
import { dayPlan } from './line-calendar.ts';
import { rungs } from './on-call.ts';
import { openIntervals } from './opening.ts';
import { standingOverrides } from './standing-overrides.ts';
import type { Area, ClinicianId, Line, Override } from './types.ts';
import { dayAt } from './zone-day.ts';

/** Open time during which the same people may be rung (in whatever order). */
export interface CoverageSpan extends Interval {
  readonly people: readonly ClinicianId[];
}

export interface CoverageQuestion {
  readonly area: Area;
  readonly line: Line;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Absent: none. */
  readonly overrides?: readonly Override[];
}

/**
 * Who covers the line's open hours between two instants: every open instant is in exactly one span, none that is
 * closed is in any. A span with no people is a gap.
 */
export function coverage(question: CoverageQuestion): readonly CoverageSpan[] {
  const { area, line, overrides = [] } = question;
  const changes = changesWithin(question);
  const spans: CoverageSpan[] = [];
  for (const open of openIntervals(area, line, question)) {
    for (const piece of cutAt(open, changes)) {
      addTo(spans, { ...piece, people: peopleAt(area, line, piece.from, overrides) });
    }
  }
  return spans;
}

/** The open hours during which fewer than `least` people may be rung, in order; 1 finds the hours with nobody. */
export function thinHours(question: CoverageQuestion, least: number): readonly CoverageSpan[] {
  return coverage(question).filter(({ people }) => people.length < least);
}

/** The open hours with nobody on the ladder, joined where they touch. */
export function coverageGaps(question: CoverageQuestion): readonly Interval[] {
  return thinHours(question, 1).map(({ from, to }) => ({ from, to }));
}

function peopleAt(
  area: Area,
  line: Line,
  at: Instant,
  overrides: readonly Override[],
): readonly ClinicianId[] {
  const standing = standingOverrides(overrides, { area: area.id, line: line.id }, at);
  return rungs(ladderPlaces(area, line, at, standing)).map(({ clinician }) => clinician.id);
}

/** The only instants at which a ladder's people can change, in order, each once. */
function changesWithin({ area, line, from, to, overrides = [] }: CoverageQuestion): readonly Instant[] {
  const changes: Instant[] = [];
  const last: DayNumber = dayAt(to, area.timezone);
  for (let day = dayAt(from, area.timezone) - 1; day <= last; day++) {
    for (const shift of dayPlan(area, line, day).shifts) changes.push(shift.from, shift.to);
  }
  for (const override of overrides) changes.push(override.from, override.to);
  return [...new Set(changes)].filter((at) => from < at && at < to).sort((one, other) => one - other);
}

function cutAt({ from, to }: Interval, changes: readonly Instant[]): readonly Interval[] {
  const edges = [from, ...changes.slice(firstAfter(changes, from), firstNotBefore(changes, to)), to];
  return edges.slice(1).map((end, index) => ({ from: edges[index] ?? from, to: end }));
}

function firstAfter(changes: readonly Instant[], at: Instant): number {
  return firstWhere(changes, (each) => each > at);
}

function firstNotBefore(changes: readonly Instant[], at: Instant): number {
  return firstWhere(changes, (each) => each >= at);
}

/** By halving: a year of shifts has thousands of edges. */
function firstWhere(changes: readonly Instant[], holds: (at: Instant) => boolean): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(changes[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Joins spans that touch and have the same people. */
function addTo(spans: CoverageSpan[], span: CoverageSpan): void {
  const last = spans.at(-1);
  const same = last?.to === span.from && sameSet(last.people, span.people);
  if (last && same) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
}

function sameSet(one: readonly ClinicianId[], other: readonly ClinicianId[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
