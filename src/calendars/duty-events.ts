import { createHash } from 'node:crypto';
import type { Instant } from '../clock.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, ClinicianId, Line, LineId, Override } from '../rota/types.ts';
import { lineDuties, linesOf } from '../rota/duties/line-duties.ts';

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
  const lines =
    subject.kind === 'line'
      ? area.lines.filter(({ id }) => id === subject.line)
      : linesOf(area, subject.clinician, counted);
  return lines
    .flatMap((line) => eventsOn(area, line, span, counted, subject))
    .sort((one, other) => one.from - other.from || compare(one.uid, other.uid));
}

function eventsOn(
  area: Area,
  line: Line,
  span: Interval,
  overrides: readonly Override[],
  subject: FeedSubject,
): readonly DutyEvent[] {
  const duties = lineDuties(area, line, span, overrides);
  const nameOf = (clinician: ClinicianId): string => area.people.get(clinician)?.name ?? clinician;
  const people = subject.kind === 'clinician' ? [subject.clinician] : duties.people;
  return people.flatMap((clinician) =>
    duties.of(clinician).map(({ from, to }) => ({
      uid: uidOf(area, line, clinician, from),
      from,
      to,
      summary: subject.kind === 'line' ? nameOf(clinician) : `${line.name}: on call`,
    })),
  );
}

function uidOf(area: Area, line: Line, clinician: ClinicianId, from: Instant): string {
  const text = [area.id, line.id, clinician, new Date(from).toISOString()].join('/');
  return `${createHash('sha256').update(text).digest('hex').slice(0, 40)}@rotaline`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
