import type { Instant } from '../clock.ts';
import { holidaysOf } from './bank-holidays.ts';
import { weekdayIndex } from './calendar-day.ts';
import { coverage } from './coverage.ts';
import type { Interval } from './hours.ts';
import { joinedIntervals } from './joined-intervals.ts';
import type { Area, ClinicianId, Override } from './types.ts';
import { dayAt, endInstant, startInstant } from './zone-day.ts';

/** How long somebody may be rung, in milliseconds. */
export interface DutyHours {
  readonly inHours: number;
  readonly outOfHours: number;
}

export interface DutyHoursQuestion {
  readonly area: Area;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly overrides: readonly Override[];
}

/** From when until when one rota of an area was in force; `undefined`: there was no such area then. */
export interface RotaStretch extends Interval {
  readonly area: Area | undefined;
}

/** 8am and 6:30pm, as minutes of the day. */
const core = { from: 8 * 60, to: 18 * 60 + 30 };

/**
 * The time during which each clinician is on a ladder of the area's lines: open hours only, overrides counted, hours
 * on several lines at once counted once. Who is on none is left out.
 */
export function dutyHours(question: DutyHoursQuestion): ReadonlyMap<ClinicianId, DutyHours> {
  const inside = coreHours(question);
  return new Map(
    [...dutiesOf(question)].map(([id, duties]) => {
      const joined = joinedIntervals(duties);
      const inHours = overlapOf(joined, inside);
      return [id, { inHours, outOfHours: lengthOf(joined) - inHours }];
    }),
  );
}

/** The same through stretches of time that do not overlap, each by the rota that was in force then. */
export function dutyHoursThrough(
  stretches: readonly RotaStretch[],
  overrides: readonly Override[],
): ReadonlyMap<ClinicianId, DutyHours> {
  return sumOfHours(
    stretches.map(({ area, from, to }) => {
      const meeting = overrides.filter((each) => each.from < to && each.to > from);
      return area ? dutyHours({ area, from, to, overrides: meeting }) : new Map<ClinicianId, DutyHours>();
    }),
  );
}

/** The hours of several times that do not overlap, together. */
export function sumOfHours(
  parts: readonly ReadonlyMap<ClinicianId, DutyHours>[],
): ReadonlyMap<ClinicianId, DutyHours> {
  const sums = new Map<ClinicianId, DutyHours>();
  for (const [id, { inHours, outOfHours }] of parts.flatMap((part) => [...part])) {
    const before = sums.get(id) ?? { inHours: 0, outOfHours: 0 };
    sums.set(id, { inHours: before.inHours + inHours, outOfHours: before.outOfHours + outOfHours });
  }
  return sums;
}

/**
 * In hours is 8am to 6:30pm on Monday to Friday but not on the area's bank holidays: "core hours" of the GMS contract
 * (https://www.legislation.gov.uk/uksi/2015/1862, regulation 3). Everything else is out of hours.
 */
export function coreHours({ area, from, to }: Omit<DutyHoursQuestion, 'overrides'>): readonly Interval[] {
  const holidays = holidaysOf(area);
  const zone = area.timezone;
  const found: Interval[] = [];
  for (let day = dayAt(from, zone); day <= dayAt(to, zone); day++) {
    if (weekdayIndex(day) > 4 || holidays.has(day)) continue;
    found.push({ from: startInstant(day, core.from, zone), to: endInstant(day, core.to, zone) });
  }
  return found;
}

function dutiesOf({ area, ...question }: DutyHoursQuestion): ReadonlyMap<ClinicianId, readonly Interval[]> {
  const duties = new Map<ClinicianId, Interval[]>();
  for (const line of area.lines) {
    for (const { people, from, to } of coverage({ area, line, ...question })) {
      for (const id of people) {
        const known = duties.get(id);
        if (known) known.push({ from, to });
        else duties.set(id, [{ from, to }]);
      }
    }
  }
  return duties;
}

/** How long both have something. Each is in order and does not overlap itself. */
function overlapOf(these: readonly Interval[], those: readonly Interval[]): number {
  let sum = 0;
  let other = 0;
  for (const { from, to } of these) {
    while ((those[other]?.to ?? Infinity) <= from) other++;
    for (let next = other; (those[next]?.from ?? Infinity) < to; next++) {
      const each = those[next];
      if (each) sum += Math.max(0, Math.min(to, each.to) - Math.max(from, each.from));
    }
  }
  return sum;
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0);
}
