import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import { dayAt, startInstant } from '../rota/zone-day.ts';
import { readDay, type DayFound } from './read-day.ts';
import { instantOf, partOfDay, readTime, type PartOfDay, type TimeFound } from './read-time.ts';
import { polite, type Reading, type TextWord } from './text-command.ts';

/** An instant, or the end of the present shift. */
export type Until = Instant | 'shift-end';

const until = ['until', 'untill', 'till', 'til', 'unti'];
const aboutTime = new Set('about around approx approximately roughly say after at on by'.split(' '));
/** After an hour without minutes: "until 3 patients are seen" names no time. */
const afterHour = new Set(
  'then on oclock o clock or and if when in this today tonight morning afternoon evening'.split(' '),
);
const aboutEnd = new Set('end ends of my this shift shifts finishes finished over duty'.split(' '));

/** The place of the last "until"; "to" is one where there is no other: "off to theatre until 3", "off to 3pm". -1: none. */
export function placeOfUntil(words: readonly TextWord[]): number {
  const last = words.findLastIndex(({ word }) => until.includes(word));
  if (last >= 0) return last;
  return words.findIndex(
    ({ word }, place) => word === 'to' && /^(\d|noon|mid)/.test(words[place + 1]?.word ?? ''),
  );
}

/** What follows "until": a time, a day, both in either order, or the end of the shift. `undefined`: it is not clear. */
export function readUntil(words: readonly TextWord[], reading: Reading): Until | undefined {
  // "20 to 3", "5 past 3", "3 from 2".
  if (words.some(({ word }) => ['to', 'past', 'from'].includes(word))) return undefined;
  const day = readDay(words, reading);
  const rest = day ? words.toSpliced(day.from, day.to - day.from) : words;
  const part = partOfDay(words);
  const time = timeAtOnce(rest, part);
  // "Tomorrow afternoon" is no time, and "friday 9-5" is two.
  if (!time && (part !== undefined || rest.some(({ word }) => /\d/.test(word)))) return undefined;
  if (day) return onDay(day, words[day.from]?.word ?? '', time, isEnd(rest), reading);
  if (time) return instantOf(time, reading);
  if (isEnd(rest) && rest.some(({ word }) => word === 'day')) return startOf(1, reading);
  const isShift = rest.some(({ word }) => /^(shift|end)/.test(word));
  return isShift && rest.every(({ word }) => aboutEnd.has(word) || polite.has(word))
    ? 'shift-end'
    : undefined;
}

/** "Until Monday", on a Monday, is until the next one. */
function onDay(
  { day }: DayFound,
  name: string,
  time: TimeFound | undefined,
  isEndOfDay: boolean,
  reading: Reading,
): Instant | undefined {
  if (day === undefined) return undefined;
  const on = (each: DayNumber): Instant | undefined =>
    time ? instantOf(time, reading, each) : startInstant(each + (isEndOfDay ? 1 : 0), 0, reading.zone);
  const isOver = (on(day) ?? 0) <= reading.now;
  return on(isOver && /^(mon|tue|wed|thu|fri|sat|sun)/.test(name) ? day + 7 : day);
}

/** The time, where it stands first. "Until bed 4 is seen" and "until 5 patients are seen" name none. */
function timeAtOnce(words: readonly TextWord[], part: PartOfDay | undefined): TimeFound | undefined {
  const place = words.findIndex(({ word }) => !aboutTime.has(word) && !polite.has(word));
  const time = readTime(words, part);
  if (!time || time.from !== place) return undefined;
  const after = words[time.to]?.word;
  const isSure = !/^\d{1,2}$/.test(words[time.to - 1]?.word ?? '') || after === undefined;
  return isSure || afterHour.has(after) || polite.has(after) ? time : undefined;
}

function isEnd(words: readonly TextWord[]): boolean {
  return words.some(({ word }) => word === 'end');
}

function startOf(days: number, { now, zone }: Reading): Instant {
  return startInstant(dayAt(now, zone) + days, 0, zone);
}
