import { dayNumber, weekdays } from '../calendar-day.ts';
import type { WallTime, Weekday } from '../types.ts';
import { dayNames, longDay, timeOfDay } from '../words.ts';
import type { ChangedHours } from './rota-change.ts';

/** "Monday 9am to 5pm", "Monday to Friday 8pm to 8am, every 2 weeks from 6 January", "Monday 28 December 2026 10am to 2pm". */
export function hoursWords({ days, date, from, to, every, starting }: ChangedHours): string {
  const times = `${timeWords(from)} to ${timeWords(to)}`;
  if (date !== undefined) return `${dateWords(date)} ${times}`;
  const weeks = every === undefined ? '' : `every ${every} weeks `;
  const since = starting === undefined ? '' : `, ${weeks}from ${dateWords(starting)}`;
  return `${daysWords(days ?? [])} ${times}${since}`;
}

/** "Monday", "Monday and Wednesday", "Monday to Friday", "every day". */
export function daysWords(days: readonly Weekday[]): string {
  const places = days.map((day) => weekdays.indexOf(day)).sort((one, other) => one - other);
  if (places.length === 7) return 'every day';
  const names = places.map((place) => dayNames[place] ?? '');
  const [first = 0] = places;
  const inARow = places.every((place, index) => place === first + index);
  if (inARow && names.length > 2) return `${names[0]} to ${names.at(-1)}`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function timeWords(time: WallTime): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return timeOfDay(hour * 60 + minute);
}

function dateWords(date: string): string {
  const day = dayNumber(date);
  return day === undefined ? date : longDay(day);
}
