import type { Instant } from '../clock.ts';
import { dayNumber, weekdayIndex, weekdays, weekNumber } from './calendar-day.ts';
import type { DayNumber } from './calendar-day.ts';
import type { Hours, WallTime } from './types.ts';
import { endInstant, startInstant } from './zone-day.ts';
import type { Minutes } from './zone-day.ts';

/** A stretch of time, `to` exclusive. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Hours made ready for asking often: days as numbers, times as minutes. */
export interface ReadyHours {
  readonly dated: boolean;
  /** True where the hours begin on this weekday, Monday first. */
  readonly onWeekday: readonly boolean[];
  readonly date: DayNumber | undefined;
  readonly every: number;
  readonly starting: DayNumber | undefined;
  readonly from: Minutes;
  /** Over 1440 when the hours end the next day. */
  readonly to: Minutes;
}

/** Makes hours ready. `to` not after `from` ends the next day. */
export function readyHours(hours: Hours): ReadyHours {
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const times = { from, to: to > from ? to : to + 1440 };
  if (hours.kind === 'dated') {
    return {
      ...times,
      dated: true,
      onWeekday: [],
      date: dayNumber(hours.date),
      every: 1,
      starting: undefined,
    };
  }
  const onWeekday = weekdays.map((weekday) => hours.days.includes(weekday));
  const starting = hours.starting === undefined ? undefined : dayNumber(hours.starting);
  return { ...times, dated: false, onWeekday, date: undefined, every: hours.every, starting };
}

/** The real interval of the hours that begin on `day`: 20:00 to 08:00 lasts 11 hours when the clocks go forward. */
export function intervalOn(hours: ReadyHours, day: DayNumber, zone: string): Interval | undefined {
  if (!beginsOn(hours, day)) return undefined;
  const from = startInstant(day, hours.from, zone);
  const to = endInstant(day, hours.to, zone);
  return from < to ? { from, to } : undefined;
}

/** Alternate weeks count from the week that holds `starting`, and never before that day. */
function beginsOn(hours: ReadyHours, day: DayNumber): boolean {
  if (hours.dated) return hours.date === day;
  if (!hours.onWeekday[weekdayIndex(day)]) return false;
  if (hours.starting === undefined) return true;
  if (day < hours.starting) return false;
  return (weekNumber(day) - weekNumber(hours.starting)) % hours.every === 0;
}

function minutesOf(time: WallTime): Minutes {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
