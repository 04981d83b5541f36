import type { Instant } from '../clock.ts';
import { civilDay, weekdayIndex } from './calendar-day.ts';
import type { DayNumber } from './calendar-day.ts';
import type { Interval } from './hours.ts';
import { dayAt, minutesAt } from './zone-day.ts';

/**
 * Dates and times in words, in the NHS content style (https://service-manual.nhs.uk/content/numbers-measurements-dates-time):
 * "9:15am", "midday", "Monday 23 November". Used on the page, in texts and on the telephone.
 */
export const dayNames: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const msPerMinute = 60_000;

/** "9am", "9:15am", "midday", "5:30pm", "midnight". Seconds are left out. */
export function shortTime(instant: Instant, zone: string): string {
  return timeOfDay(Math.floor(minutesAt(instant, zone)));
}

/** The same of minutes after midnight; 1440 is midnight again. */
export function timeOfDay(minutesPast: number): string {
  const minutes = minutesPast % 1440;
  if (minutes === 0) return 'midnight';
  if (minutes === 720) return 'midday';
  const hour = Math.floor(minutes / 60) % 12 || 12;
  const past = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `${hour}${past}${minutes < 720 ? 'am' : 'pm'}`;
}

/** "23 November". */
export function shortDate(instant: Instant, zone: string): string {
  const { month, date } = civilDay(dayAt(instant, zone));
  return `${date} ${monthNames[month - 1]}`;
}

/** "Monday 23 November". */
export function spokenDate(instant: Instant, zone: string): string {
  return dayInWords(dayAt(instant, zone));
}

/** "Monday 23 November 2026". */
export function longDate(instant: Instant, zone: string): string {
  return longDay(dayAt(instant, zone));
}

/** "Monday 23 November 2026", of a day on the calendar. */
export function longDay(day: DayNumber): string {
  return `${dayInWords(day)} ${civilDay(day).year}`;
}

/** "23 November 2026". */
export function dateInWords(day: DayNumber): string {
  const { year, month, date } = civilDay(day);
  return `${date} ${monthNames[month - 1]} ${year}`;
}

/** "9:15am on Monday 23 November 2026". */
export function longInstant(instant: Instant, zone: string): string {
  return `${shortTime(instant, zone)} on ${longDate(instant, zone)}`;
}

/** "8am on Tuesday 24 November 2026", "the end of Monday 23 November 2026". */
export function longEnd(end: Instant, zone: string): string {
  return endWith(end, zone, (at) => longDate(at, zone));
}

/** An end by its date in some words: midnight by the day that it ends, since "midnight on Tuesday" may be either. */
export function endWith(end: Instant, zone: string, dateWords: (at: Instant) => string): string {
  const time = shortTime(end, zone);
  return time === 'midnight' ? endOfDay(end, dateWords) : `${time} on ${dateWords(end)}`;
}

/** "the end of Monday 23 November", of the midnight after it. */
export function endOfDay(midnight: Instant, dateWords: (at: Instant) => string): string {
  return `the end of ${dateWords(midnight - msPerMinute)}`;
}

/** Whether the time alone tells the end: it is on the first day, or the next morning and less than 24 hours on. */
export function endsSoon({ from, to }: Interval, zone: string): boolean {
  const days = dayAt(to - 1, zone) - dayAt(from, zone);
  const clock = (at: Instant): number => Math.floor(minutesAt(at, zone));
  return days === 0 || (days === 1 && 0 < clock(to) && clock(to) < clock(from));
}

/** What follows "opens": "today at 1pm", "tomorrow at 9am", "on Monday 23 November at 9am". */
export function spokenInstant(instant: Instant, now: Instant, zone: string): string {
  const days = dayAt(instant, zone) - dayAt(now, zone);
  const time = shortTime(instant, zone);
  if (days === 0) return `today at ${time}`;
  if (days === 1 && time === 'midnight') return 'at midnight tonight';
  if (days === 1) return `tomorrow at ${time}`;
  return `on ${spokenDate(instant, zone)} at ${time}`;
}

/** What follows "until": "5pm", "8am tomorrow", "8am on 4 December", "4 December" (at its very beginning). */
export function untilWords(instant: Instant, now: Instant, zone: string): string {
  const days = dayAt(instant, zone) - dayAt(now, zone);
  const time = shortTime(instant, zone);
  if (days === 0 || (days === 1 && time === 'midnight')) return time;
  if (days === 1) return `${time} tomorrow`;
  const date = dateAsSeenFrom(instant, now, zone);
  return time === 'midnight' ? date : `${time} on ${date}`;
}

/** "4 December", with the year where it is not this one. */
function dateAsSeenFrom(instant: Instant, now: Instant, zone: string): string {
  const { year } = civilDay(dayAt(instant, zone));
  const thisYear = civilDay(dayAt(now, zone)).year;
  return year === thisYear ? shortDate(instant, zone) : `${shortDate(instant, zone)} ${year}`;
}

function dayInWords(day: DayNumber): string {
  const { month, date } = civilDay(day);
  return `${dayNames[weekdayIndex(day)]} ${date} ${monthNames[month - 1]}`;
}
