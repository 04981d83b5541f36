import { lineDuties, linesOf } from './line-duties.ts';
import type { Instant } from '../../clock.ts';
import type { DayNumber } from '../calendar-day.ts';
import type { Interval } from '../hours.ts';
import { onCall } from '../on-call.ts';
import { openUntil } from '../opening.ts';
import type { Area, ClinicianId, Line, Override } from '../types.ts';
import { dayAt, startInstant } from '../zone-day.ts';

/** One shift of one clinician on one line, overrides counted. */
export interface Duty extends Interval {
  readonly line: Line;
}

/** How far NEXT looks, in days. */
export const lookAhead = 60;

/** The clinician's duties that begin within the span, in order. Pauses are for the moment and change none of them. */
export function dutiesOf(
  area: Area,
  clinician: ClinicianId,
  span: Interval,
  overrides: readonly Override[],
): readonly Duty[] {
  const lasting = withoutPauses(overrides).filter((each) => each.area === area.id);
  return linesOf(area, clinician, lasting)
    .flatMap((line) => {
      const duties = lineDuties(area, line, span, lasting).of(clinician);
      return duties.map(({ from, to }) => ({ from, to, line }));
    })
    .sort((one, other) => one.from - other.from);
}

/** The duties that begin on a day of the area's calendar. */
export function dutiesOnDay(
  area: Area,
  clinician: ClinicianId,
  day: DayNumber,
  overrides: readonly Override[],
): readonly Duty[] {
  const span = { from: startInstant(day, 0, area.timezone), to: startInstant(day + 1, 0, area.timezone) };
  return dutiesOf(area, clinician, span, overrides);
}

/**
 * When the last shift ends on which the clinician is now, of all lines; `undefined`: they are on none. An extra may
 * last for weeks, and is no shift beyond the open hours that hold now. Pauses are left aside.
 */
export function shiftEnd(
  area: Area,
  clinician: ClinicianId,
  at: Instant,
  overrides: readonly Override[],
): Instant | undefined {
  const lasting = withoutPauses(overrides);
  const ends = area.lines.flatMap((line) => {
    const closes = openUntil(area, line, at) ?? at;
    const today = lasting.map((each) => (each.kind === 'extra' ? endedBy(each, closes) : each));
    return onCall({ area, line, at, overrides: today }).ladder.flatMap((rung) =>
      rung.clinician.id === clinician ? [rung.until] : [],
    );
  });
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

function endedBy(extra: Override, closes: Instant): Override {
  return { ...extra, to: Math.min(extra.to, closes) };
}

/**
 * When a pause "until the end of the shift" ends: with the shift; of who is on none, with the day, or with the night
 * shift that goes on after it.
 */
export function pauseEnd(
  area: Area,
  clinician: ClinicianId,
  at: Instant,
  overrides: readonly Override[],
): Instant {
  const endOfDay = startInstant(dayAt(at, area.timezone) + 1, 0, area.timezone);
  return (
    shiftEnd(area, clinician, at, overrides) ?? shiftEnd(area, clinician, endOfDay - 1, overrides) ?? endOfDay
  );
}

export function withoutPauses(overrides: readonly Override[]): readonly Override[] {
  return overrides.filter(({ kind }) => kind !== 'pause');
}
