import type { Instant } from '../../clock.ts';
import type { Interval } from '../hours.ts';
import { dayPlan } from '../line-calendar.ts';
import type { Area, ClinicianId, Line, Override } from '../types.ts';
import { dayAt } from '../zone-day.ts';

/** Where one duty ends and the next begins, though the same person goes on: for each person, in order. */
export type DutySeams = ReadonlyMap<ClinicianId, readonly Instant[]>;

/** A new duty begins with each shift of somebody's own, or of whoever they stand in for, and with each extra. */
export function dutySeams(area: Area, line: Line, span: Interval, overrides: readonly Override[]): DutySeams {
  const seams = new Map<ClinicianId, Set<Instant>>();
  const add = (clinician: ClinicianId, at: Instant): void => {
    const known = seams.get(clinician);
    if (known) known.add(at);
    else seams.set(clinician, new Set([at]));
  };
  const swaps = overrides.filter(({ kind }) => kind === 'swap');
  for (let day = dayAt(span.from, area.timezone) - 1; day <= dayAt(span.to, area.timezone); day++) {
    for (const { shift, from, to } of dayPlan(area, line, day).shifts) {
      for (const person of shift.people) {
        add(person, from);
        for (const swap of swaps) {
          const touches = swap.clinician === person && swap.from < to && from < swap.to;
          if (touches && swap.with !== undefined) add(swap.with, from);
        }
      }
    }
  }
  for (const { kind, clinician, from } of overrides) if (kind === 'extra') add(clinician, from);
  return new Map([...seams].map(([clinician, each]) => [clinician, [...each].sort((a, b) => a - b)]));
}
