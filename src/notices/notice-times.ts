import type { Instant } from '../clock.ts';
import { holidaysOf } from '../rota/bank-holidays.ts';
import { civilDay, weekdayIndex, type DayNumber } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area } from '../rota/types.ts';
import { dayAt, minutesAt, startInstant } from '../rota/zone-day.ts';

/** What an area's people are to be told of by now, if they were not told before. Times are those on its walls. */
export interface NoticesDue {
  /**
   * From 6pm to 9pm: tomorrow, whose shifts are reminded of. From 7am to 9am: today, for what came to be somebody's
   * overnight, or was not told because nothing ran in the evening.
   */
  readonly remindersFor: DayNumber | undefined;
  /**
   * From 9am to 9pm: hours with nobody up to the end of the next working day. So an uncovered Monday is told of on
   * Friday, and what opens later than that is told of at once. From 7am what begins before midday, for it may have
   * opened overnight.
   */
  readonly uncovered: UncoveredDue | undefined;
  /** On the first working day of the week, from 8am to 6pm: its Monday. */
  readonly digestOf: DayNumber | undefined;
  /** The same on the later working days: for a digest that was missed, because nothing ran when it was due. */
  readonly lateDigestOf: DayNumber | undefined;
  /** Working days from 9am, where phones are checked each month: the month, "2026-12". */
  readonly checkPhonesOf: string | undefined;
}

export interface UncoveredDue {
  /** Where to look: the same all day, and from day to day never less far ahead. */
  readonly within: Interval;
  /** What begins before this is to be told of by now. */
  readonly before: Instant;
}

const hour = 60;

/** Pure: asked each hour, so that an hour in which nothing ran, or a rota that changed since, does no harm. */
export function noticesDue(area: Area, now: Instant): NoticesDue {
  const { timezone } = area;
  const today = dayAt(now, timezone);
  const minutes = minutesAt(now, timezone);
  const between = (from: number, to: number): boolean => from * hour <= minutes && minutes < to * hour;
  const isCheckTime = area.checkPhones === 'monthly' && isWorkingDay(area, today) && between(9, 17);
  const isDigestTime = isWorkingDay(area, today) && between(8, 18);
  const isFirst = isFirstWorkingDay(area, today);
  const monday = today - weekdayIndex(today);
  return {
    remindersFor: between(18, 21) ? today + 1 : between(7, 9) ? today : undefined,
    uncovered: between(7, 21) ? uncoveredDue(area, today, between(7, 9)) : undefined,
    digestOf: isFirst && isDigestTime ? monday : undefined,
    lateDigestOf: !isFirst && isDigestTime ? monday : undefined,
    checkPhonesOf: isCheckTime ? monthOf(today) : undefined,
  };
}

function uncoveredDue(area: Area, today: DayNumber, isEarly: boolean): UncoveredDue {
  const { timezone } = area;
  const from = startInstant(today, 0, timezone);
  const end = startInstant(nextWorkingDay(area, today) + 1, 0, timezone);
  const before = isEarly ? startInstant(today, 12 * hour, timezone) : end;
  return { within: { from, to: end }, before };
}

/** Of its week, Monday to Sunday. */
function isFirstWorkingDay(area: Area, day: DayNumber): boolean {
  return nextWorkingDay(area, day - weekdayIndex(day) - 1) === day;
}

/** Monday to Friday, bank holidays and the area's own excepted. */
export function isWorkingDay(area: Area, day: DayNumber): boolean {
  return weekdayIndex(day) < 5 && !holidaysOf(area).has(day);
}

/** The first working day after `day`. */
export function nextWorkingDay(area: Area, day: DayNumber): DayNumber {
  let next = day + 1;
  while (!isWorkingDay(area, next) && next < day + 30) next++;
  return next;
}

function monthOf(day: DayNumber): string {
  const { year, month } = civilDay(day);
  return `${year}-${String(month).padStart(2, '0')}`;
}
