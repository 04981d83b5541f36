import { civilDay, dayNumber, weekdayIndex, weekNumber, type DayNumber } from '../rota/calendar-day.ts';
import { dayAt } from '../rota/zone-day.ts';
import type { Reading, TextWord } from './text-command.ts';

/** A day named in a text, and which of its words name it (`to` exclusive). */
export interface DayFound {
  /** `undefined`: there is no such day, it is over, or its weekday is another. */
  readonly day: DayNumber | undefined;
  readonly from: number;
  readonly to: number;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const weekdayWords: readonly (readonly string[])[] = [
  ['mon', 'monday'],
  ['tue', 'tues', 'tuesday'],
  ['wed', 'weds', 'wednesday'],
  ['thu', 'thur', 'thurs', 'thursday'],
  ['fri', 'friday'],
  ['sat', 'saturday'],
  ['sun', 'sunday'],
];
const tomorrow = ['tomorrow', 'tomorow', 'tommorow', 'tommorrow', 'tmrw', 'tmw', 'tomo'];

/** The last day that the words name: "4 Dec", "Fri 4th December", "04/12", "2026-12-04", "tomorrow", "next Friday". */
export function readDay(words: readonly TextWord[], reading: Reading): DayFound | undefined {
  let last: DayFound | undefined;
  for (let at = 0; at < words.length;) {
    const found = dayFrom(
      words.slice(at).map(({ word }) => word),
      dayAt(reading.now, reading.zone),
    );
    if (found) last = { day: found.day, from: at, to: at + found.words };
    at += found?.words ?? 1;
  }
  return last;
}

interface Named {
  readonly day: DayNumber | undefined;
  /** How many words it took. */
  readonly words: number;
}

function dayFrom(words: readonly string[], today: DayNumber): Named | undefined {
  const [first = ''] = words;
  if (first === 'today' || first === 'tonight') return { day: today, words: 1 };
  if (tomorrow.includes(first)) return { day: today + 1, words: 1 };
  return weekday(words, today) ?? dated(words, today);
}

function weekday(words: readonly string[], today: DayNumber): Named | undefined {
  const isNext = words[0] === 'next';
  const place = weekdayOf(words[isNext ? 1 : 0]);
  if (place < 0) return undefined;
  const used = isNext ? 2 : 1;
  const date = isNext ? undefined : dated(words.slice(used), today);
  if (date) {
    const agrees = date.day !== undefined && weekdayIndex(date.day) === place;
    return { day: agrees ? date.day : undefined, words: used + date.words };
  }
  const ahead = (place - weekdayIndex(today) + 7) % 7;
  const monday = (weekNumber(today) + 1) * 7 - 3;
  return { day: isNext ? monday + place : today + ahead, words: used };
}

function weekdayOf(word: string | undefined): number {
  return weekdayWords.findIndex((names) => word !== undefined && names.includes(word));
}

function dated(words: readonly string[], today: DayNumber): Named | undefined {
  const [first = '', second = '', third = ''] = words;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(first);
  if (iso) return { day: dayOf(Number(iso[3]), Number(iso[2]), iso[1], today), words: 1 };
  // "9.10" alone is a time.
  const numbers = /^(\d{1,2})(?:[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?|\.(\d{1,2})\.(\d{2}|\d{4}))$/.exec(first);
  if (numbers) {
    const [, date, month, year, dottedMonth, dottedYear] = numbers;
    return { day: dayOf(Number(date), Number(month ?? dottedMonth), year ?? dottedYear, today), words: 1 };
  }
  const [name, after] = second === 'of' ? [third, 2] : [second, 1];
  if (dateOf(first) && monthOf(name)) return withYear(first, name, words.slice(after + 1), after + 1, today);
  return monthOf(first) && dateOf(second) && !monthOf(third)
    ? withYear(second, first, words.slice(2), 2, today)
    : undefined;
}

function withYear(
  date: string,
  month: string,
  rest: readonly string[],
  words: number,
  today: DayNumber,
): Named {
  const year = /^20\d{2}$/.exec(rest[0] ?? '')?.[0];
  return { day: dayOf(dateOf(date), monthOf(month), year, today), words: year ? words + 1 : words };
}

function dateOf(word: string): number {
  return Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? 0);
}

/** 1 to 12; 0: no month. */
function monthOf(word: string): number {
  if (word === 'sept') return 9;
  return Math.max(months.indexOf(word), monthNames.indexOf(word)) + 1;
}

/** "22 Nov" on the 23rd is a slip, and not of next year. */
const furthest = 300;

/** Without a year it is the next such day, where that is not nearly a year ahead; a day that is over is none. */
function dayOf(
  date: number,
  month: number,
  year: string | undefined,
  today: DayNumber,
): DayNumber | undefined {
  const two = (number: number): string => String(number).padStart(2, '0');
  const of = (each: number): DayNumber | undefined => dayNumber(`${each}-${two(month)}-${two(date)}`);
  if (year !== undefined) return notOver(of(Number(year.length === 2 ? `20${year}` : year)), today);
  const thisYear = civilDay(today).year;
  const next = notOver(of(thisYear), today) ?? of(thisYear + 1);
  return next !== undefined && next - today <= furthest ? next : undefined;
}

function notOver(day: DayNumber | undefined, today: DayNumber): DayNumber | undefined {
  return day !== undefined && day >= today ? day : undefined;
}
