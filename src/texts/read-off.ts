import { dayAt, startInstant } from '../rota/zone-day.ts';
import { readDay } from './read-day.ts';
import { instantOf, readTime } from './read-time.ts';
import type { Reading, TextCommand, TextWord } from './text-command.ts';

/** Longer is leave, and for the rota's manager to enter. */
const longest = 7 * 24 * 60 * 60_000;
const minute = 60_000;

const until = ['until', 'untill', 'till', 'til', 'unti', 'to'];
const unclear: TextCommand = { kind: 'unclear', about: 'off' };
/** Words after OFF that say that something else is meant than "from now". */
const notNow =
  /^(from|after|at|not|dont|on|back|next|week|weeks|day|days|few|several|hour|min|half|tomorrow|leave|swap|mon|tue|wed|thu|fri|sat|sun)/;

/** What follows OFF: nothing that counts, "2H", "90 minutes", "half an hour", "1/2 hour", "UNTIL 14:00", "TODAY". */
export function readOff(words: readonly TextWord[], reading: Reading): TextCommand {
  const at = words.findIndex(({ word }) => until.includes(word));
  if (at >= 0) return words.slice(0, at).some(isStrange) ? unclear : readUntil(words.slice(at + 1), reading);
  const minutes = readDuration(words.map(({ word }) => word));
  if (minutes !== undefined) return off(reading.now + minutes * minute, reading);
  if (words.some(({ word }) => word === 'today')) return off(startOfDay(reading, 1), reading);
  return words.some(isStrange) ? unclear : { kind: 'off', to: 'shift-end' };
}

function isWeekday(word = ''): boolean {
  return /^(mon|tue|wed|thu|fri|sat|sun)/.test(word);
}

function isStrange({ word }: TextWord): boolean {
  return /\d/.test(word) || notNow.test(word);
}

function readUntil(words: readonly TextWord[], reading: Reading): TextCommand {
  const day = readDay(words, reading);
  const rest = day ? words.filter((_, index) => index < day.from || index >= day.to) : words;
  const time = readTime(rest);
  if (day) {
    if (day.day === undefined) return unclear;
    const on = (each: number): number | undefined =>
      time ? instantOf(time, reading, each) : startInstant(each, 0, reading.zone);
    const isToday = (on(day.day) ?? 0) <= reading.now;
    // "Until Monday", on a Monday, is until the next one.
    return off(on(isToday && isWeekday(words[day.from]?.word) ? day.day + 7 : day.day), reading);
  }
  if (time) return off(instantOf(time, reading), reading);
  return rest.some(({ word }) => /^(shift|end)/.test(word)) ? { kind: 'off', to: 'shift-end' } : unclear;
}

function off(to: number | undefined, { now }: Reading): TextCommand {
  if (to === undefined || to <= now) return unclear;
  return to - now > longest ? { kind: 'unclear', about: 'off-too-long' } : { kind: 'off', to };
}

function startOfDay({ now, zone }: Reading, days: number): number {
  return startInstant(dayAt(now, zone) + days, 0, zone);
}

const counts: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  four: 4,
  half: 0.5,
  '1/2': 0.5,
};

/** Minutes; `undefined`: no duration is said, or only a part of it can be read. */
function readDuration(words: readonly string[]): number | undefined {
  let minutes = 0;
  let count: number | undefined;
  if (words.some((word) => word === 'few' || word === 'several')) return undefined;
  for (const [place, word] of words.entries()) {
    const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)?([a-z]*)$/.exec(word) ?? [];
    const each = unitOf(unit);
    const spelt = counts[word];
    if (digits !== undefined && unit !== '' && each === undefined) return undefined;
    if (digits !== undefined) count = Number(digits);
    // "Half an hour" and "a couple of hours", but not "one and a half hours".
    else if (spelt === 1 && count === 0.5) continue;
    else if (spelt !== undefined && count !== undefined && !/^an?$/.test(words[place - 1] ?? ''))
      return undefined;
    else if (spelt !== undefined) count = spelt;
    if (each !== undefined) {
      if (count === undefined) return undefined;
      minutes += count * each;
      count = undefined;
    }
  }
  // "1h30"
  if (count !== undefined && minutes > 0 && minutes % 60 === 0 && count < 60) return minutes + count;
  return count === undefined && minutes > 0 ? minutes : undefined;
}

function unitOf(word: string): number | undefined {
  if (/^(h|hr|hrs|hour|hours)$/.test(word)) return 60;
  return /^(m|min|mins|minute|minutes)$/.test(word) ? 1 : undefined;
}
