import { DutySweep, type CoverageQuestion } from './duty-sweep.ts';
import type { Interval } from './hours.ts';
import { openIntervals } from './opening.ts';
import type { ClinicianId } from './types.ts';

/** Open time during which the same people may be rung (in whatever order). */
export interface CoverageSpan extends Interval {
  readonly people: readonly ClinicianId[];
}

/**
 * Who covers the line's open hours between two instants: every open instant is in exactly one span, none that is
 * closed is in any. A span with no people is a gap.
 */
export function coverage(question: CoverageQuestion): readonly CoverageSpan[] {
  const { area, line } = question;
  const sweep = new DutySweep(question);
  const spans: CoverageSpan[] = [];
  for (const open of openIntervals(area, line, question)) {
    for (let from = open.from; from < open.to;) {
      const people = sweep.peopleAt(from);
      const to = Math.min(sweep.nextChange, open.to);
      addTo(spans, { from, to, people });
      from = to;
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

/** Joins spans that touch and have the same people. */
function addTo(spans: CoverageSpan[], span: CoverageSpan): void {
  const last = spans.at(-1);
  const same = last?.to === span.from && sameSet(last.people, span.people);
  if (last && same) spans[spans.length - 1] = { from: last.from, to: span.to, people: last.people };
  else spans.push(span);
}

function sameSet(one: readonly ClinicianId[], other: readonly ClinicianId[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((id) => other.includes(id));
}
