import { coverage } from '../coverage.ts';
import type { Interval } from '../hours.ts';
import type { Area, ClinicianId, Line, Override } from '../types.ts';
import { DutyStretches } from './duty-stretches.ts';
import { dutySeams } from './duty-seams.ts';

/** The duties on one line that begin within a span. */
export interface LineDuties {
  readonly people: readonly ClinicianId[];
  /** In order; none overlaps another. */
  of(clinician: ClinicianId): readonly Interval[];
}

const msPerDay = 86_400_000;

/** Looks further than asked for at both ends, so that no duty is cut where the span begins or ends. */
export function lineDuties(
  area: Area,
  line: Line,
  span: Interval,
  overrides: readonly Override[],
): LineDuties {
  const wide = { from: span.from - 2 * msPerDay, to: span.to + 2 * msPerDay };
  const here = overrides.filter((each) => each.line === undefined || each.line === line.id);
  const stretches = new DutyStretches(dutySeams(area, line, wide, here));
  for (const each of coverage({ area, line, ...wide, overrides: here })) stretches.add(each);
  return {
    people: stretches.people(),
    of: (clinician) => stretches.of(clinician).filter(({ from }) => span.from <= from && from < span.to),
  };
}

/** The lines on which the clinician is ever on duty, in the order of the menu: they are few of an area's many. */
export function linesOf(area: Area, clinician: ClinicianId, overrides: readonly Override[]): readonly Line[] {
  return area.lines.filter(
    (line) =>
      line.shifts.some(({ people }) => people.includes(clinician)) ||
      overrides.some((each) => placesThem(each, clinician) && [undefined, line.id].includes(each.line)),
  );
}

function placesThem({ kind, clinician: of, with: standIn }: Override, clinician: ClinicianId): boolean {
  return (kind === 'extra' && of === clinician) || (kind === 'swap' && standIn === clinician);
}
