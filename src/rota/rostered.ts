import type { Instant } from '../clock.ts';
import { dayPlan, holds } from './line-calendar.ts';
import type { ShiftInterval } from './line-calendar.ts';
import type { Area, ClinicianId, Line } from './types.ts';
import { dayAt, startInstant } from './zone-day.ts';

/** Somebody whom the rota itself puts on the ladder. */
export interface Rostered {
  readonly id: ClinicianId;
  /** The lowest of the tiers of their shifts. */
  readonly tier: number;
  /** When the last of the shifts that hold the instant ends. */
  readonly until: Instant;
}

/** The same people, from one change of shift to the next. */
interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly rostered: readonly Rostered[];
}

/** The stretch asked for last. Most questions are about now, and a ladder is worked out before every ring. */
const lastStretch = new WeakMap<Area, WeakMap<Line, Stretch>>();

/** The people of the shifts that hold `at`, each once: by tier, in file order, in the order of each shift. */
export function rosteredAt(area: Area, line: Line, at: Instant): readonly Rostered[] {
  let ofArea = lastStretch.get(area);
  if (!ofArea) lastStretch.set(area, (ofArea = new WeakMap<Line, Stretch>()));
  let stretch = ofArea.get(line);
  if (!stretch || !holds(stretch, at)) ofArea.set(line, (stretch = stretchAt(area, line, at)));
  return stretch.rostered;
}

function stretchAt(area: Area, line: Line, at: Instant): Stretch {
  const today = dayAt(at, area.timezone);
  const shifts = [...dayPlan(area, line, today - 1).shifts, ...dayPlan(area, line, today).shifts];
  let from = startInstant(today, 0, area.timezone);
  let to = startInstant(today + 1, 0, area.timezone);
  for (const shift of shifts) {
    for (const edge of [shift.from, shift.to]) {
      if (edge <= at) from = Math.max(from, edge);
      else to = Math.min(to, edge);
    }
  }
  return { from, to, rostered: eachOnce(shifts.filter((shift) => holds(shift, at)).sort(byTierAndPlace)) };
}

function byTierAndPlace(one: ShiftInterval, other: ShiftInterval): number {
  return one.shift.tier - other.shift.tier || one.place - other.place;
}

function eachOnce(shifts: readonly ShiftInterval[]): readonly Rostered[] {
  const found = new Map<ClinicianId, { id: ClinicianId; tier: number; until: Instant }>();
  for (const { shift, to } of shifts) {
    for (const id of shift.people) {
      const already = found.get(id);
      if (!already) found.set(id, { id, tier: shift.tier, until: to });
      else if (already.until < to) already.until = to;
    }
  }
  return [...found.values()];
}
