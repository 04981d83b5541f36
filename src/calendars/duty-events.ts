import { createHash } from 'node:crypto';
import type { Instant } from '../clock.ts';
import { coverage } from '../rota/coverage.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, ClinicianId, Line, LineId, Override } from '../rota/types.ts';
import { DutyStretches } from './duty-stretches.ts';
import { dutySeams } from './duty-seams.ts';

/** Whose calendar it is: one clinician's, on every line of the area, or one line's, with everybody on it. */
export type FeedSubject =
  | { readonly kind: 'clinician'; readonly clinician: ClinicianId }
  | { readonly kind: 'line'; readonly line: LineId };

/** One duty of one clinician on one line, as a calendar shows it. */
export interface DutyEvent extends Interval {
  /** Always the same for the same area, line, clinician and start; tells none of them. */
  readonly uid: string;
  readonly summary: string;
}

const msPerDay = 86_400_000;

/**
 * The duties that begin within `span`, in order. Overrides count, but for pauses: those are for the moment, and a
 * calendar is not. Somebody who cannot be rung (on leave, or without a phone) has no duty.
 */
export function dutyEvents(
  area: Area,
  subject: FeedSubject,
  span: Interval,
  overrides: readonly Override[],
): readonly DutyEvent[] {
  const counted = overrides.filter((each) => each.area === area.id && each.kind !== 'pause');
  return linesOf(area, subject, counted)
    .flatMap((line) => lineDuties(area, line, span, counted, subject))
    .sort((one, other) => one.from - other.from || compare(one.uid, other.uid));
}

/** The lines to look at: a clinician is on few of an area's many, and a year of each takes its time. */
function linesOf(area: Area, subject: FeedSubject, overrides: readonly Override[]): readonly Line[] {
  if (subject.kind === 'line') return area.lines.filter(({ id }) => id === subject.line);
  const { clinician } = subject;
  const named = overrides.filter((each) => each.with === clinician || each.clinician === clinician);
  return area.lines.filter(
    (line) =>
      line.shifts.some(({ people }) => people.includes(clinician)) ||
      named.some((each) => each.line === undefined || each.line === line.id),
  );
}

function lineDuties(
  area: Area,
  line: Line,
  span: Interval,
  counted: readonly Override[],
  subject: FeedSubject,
): readonly DutyEvent[] {
  const overrides = counted.filter((each) => each.line === undefined || each.line === line.id);
  // Further than asked for at both ends, so that no duty is cut where the span begins or ends.
  const wide = { from: beginningOf(span, overrides) - 2 * msPerDay, to: span.to + 2 * msPerDay };
  const stretches = new DutyStretches(dutySeams(area, line, wide, overrides));
  for (const each of coverage({ area, line, ...wide, overrides })) stretches.add(each);
  const people = subject.kind === 'clinician' ? [subject.clinician] : stretches.people();
  return people.flatMap((clinician) =>
    stretches
      .of(clinician)
      .filter(({ from }) => span.from <= from && from < span.to)
      .map(({ from, to }) => ({
        uid: uidOf(area, line, clinician, from),
        from,
        to,
        summary:
          subject.kind === 'line' ? (area.people.get(clinician)?.name ?? clinician) : `${line.name}: on call`,
      })),
  );
}

/** An extra may have begun long before the span and still go on. */
function beginningOf(span: Interval, overrides: readonly Override[]): Instant {
  const extras = overrides.filter(({ kind, to }) => kind === 'extra' && to > span.from);
  const earliest = Math.min(span.from, ...extras.map(({ from }) => from));
  return Math.max(earliest, span.from - 400 * msPerDay);
}

function uidOf(area: Area, line: Line, clinician: ClinicianId, from: Instant): string {
  const text = [area.id, line.id, clinician, new Date(from).toISOString()].join('/');
  return `${createHash('sha256').update(text).digest('hex').slice(0, 40)}@rotaline`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
