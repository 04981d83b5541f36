import type { Instant } from '../clock.ts';
import { holidaysOf } from './bank-holidays.ts';
import { weekdayIndex, weekdays } from './calendar-day.ts';
import type { DayNumber } from './calendar-day.ts';
import { intervalOn, readyHours } from './hours.ts';
import type { Interval, ReadyHours } from './hours.ts';
import type { Area, Line, Shift } from './types.ts';

/** One shift as it falls on one day. */
export interface ShiftInterval extends Interval {
  readonly shift: Shift;
  /** Where the shift stands in its file, from 0. */
  readonly place: number;
}

/** What begins on one day of a line. Any of it may run into the next day, none of it further. */
export interface DayPlan {
  readonly open: readonly Interval[];
  readonly shifts: readonly ShiftInterval[];
}

/** More than the year that `opensNext` may look through. */
const plansKept = 800;

interface ReadyShift {
  readonly shift: Shift;
  readonly place: number;
  readonly hours: ReadyHours;
}

/** A line's days, worked out once each and remembered. Rotas never change in place: a new reading is a new object. */
class LineCalendar {
  readonly #zone: string;
  readonly #holidays: ReadonlySet<DayNumber>;
  readonly #open: readonly ReadyHours[];
  /** The shifts that may begin on each weekday, Monday first; dated ones are among all of them. */
  readonly #shifts: readonly (readonly ReadyShift[])[];
  readonly #plans = new Map<DayNumber, DayPlan>();

  constructor(area: Area, line: Line) {
    this.#zone = area.timezone;
    this.#holidays = line.bankHolidays === 'closed' ? holidaysOf(area) : new Set();
    this.#open = line.open.map(readyHours);
    const shifts = line.shifts.map((shift, place) => ({ shift, place, hours: readyHours(shift.hours) }));
    this.#shifts = weekdays.map((_, day) =>
      shifts.filter(({ hours }) => hours.dated || hours.onWeekday[day]),
    );
  }

  plan(day: DayNumber): DayPlan {
    let plan = this.#plans.get(day);
    if (!plan) {
      if (this.#plans.size >= plansKept) this.#plans.clear();
      this.#plans.set(day, (plan = this.#workOut(day)));
    }
    return plan;
  }

  /** On a closed bank holiday weekly hours and shifts do not count; dated shifts do, and open the line. */
  #workOut(day: DayNumber): DayPlan {
    const closed = this.#holidays.has(day);
    const open: Interval[] = [];
    for (const hours of this.#open) {
      const interval = closed && !hours.dated ? undefined : intervalOn(hours, day, this.#zone);
      if (interval) open.push(interval);
    }
    const shifts: ShiftInterval[] = [];
    for (const { shift, place, hours } of this.#shifts[weekdayIndex(day)] ?? []) {
      const interval = closed && !hours.dated ? undefined : intervalOn(hours, day, this.#zone);
      if (!interval) continue;
      shifts.push({ from: interval.from, to: interval.to, shift, place });
      if (closed) open.push(interval);
    }
    return { open, shifts };
  }
}

const calendars = new WeakMap<Area, WeakMap<Line, LineCalendar>>();

/** What begins on `day` on this line of this area. */
export function dayPlan(area: Area, line: Line, day: DayNumber): DayPlan {
  let ofArea = calendars.get(area);
  if (!ofArea) calendars.set(area, (ofArea = new WeakMap<Line, LineCalendar>()));
  let calendar = ofArea.get(line);
  if (!calendar) ofArea.set(line, (calendar = new LineCalendar(area, line)));
  return calendar.plan(day);
}

/** True while `interval` holds `at`. */
export function holds(interval: Interval, at: Instant): boolean {
  return interval.from <= at && at < interval.to;
}
