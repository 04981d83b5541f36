import type { Day, Weekday } from './types.ts';

/** A day on the calendar, counted from 1970-01-01 (day 0). Plain arithmetic: no zone, no clock. */
export type DayNumber = number;

/** A day in the Gregorian calendar; month 1 to 12. */
export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** Monday first, as weeks are counted here. */
export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const msPerDay = 86_400_000;

/** The number of a day such as "2026-12-28"; `undefined` when there is no such day ("2026-02-30"). */
export function dayNumber(day: Day): DayNumber | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const number = Math.floor(Date.UTC(year, month - 1, date) / msPerDay);
  return dayText(number) === day ? number : undefined;
}

/** The same day in writing: "2026-12-28". */
export function dayText(day: DayNumber): Day {
  const { year, month, date } = civilDay(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayIndex(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Weeks run from Monday to Sunday; day 0 was a Thursday. */
export function weekNumber(day: DayNumber): number {
  return Math.floor((day + 3) / 7);
}

/** Year, month and date by Howard Hinnant's `civil_from_days` (https://howardhinnant.github.io/date_algorithms.html). */
export function civilDay(day: DayNumber): CivilDay {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date };
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
