import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import { dayAt, endInstant, type Minutes } from '../rota/zone-day.ts';
import type { Reading, TextWord } from './text-command.ts';

/** A time of day in a text: what it may mean, in minutes after midnight. "2:30" may be in the night or after noon. */
export interface TimeFound {
  readonly minutes: readonly Minutes[];
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Of a time on a named day that may be before or after noon, the one in these hours is meant. */
const daytime = { from: 7 * 60, to: 19 * 60 };
/** "half 2" and "quarter past 2" are none of the times that they hold. */
const parts = ['half', 'quarter', 'past'];

/** The first time of day among the words: "14:00", "1400hrs", "2pm", "2.30 pm", "midday", "5". */
export function readTime(words: readonly TextWord[]): TimeFound | undefined {
  if (words.some(({ word }) => parts.includes(word))) return undefined;
  for (const [from, { word }] of words.entries()) {
    const next = words[from + 1]?.word ?? '';
    const half = /^[ap]m$/.test(next) ? next : '';
    const minutes = minutesOf(half && /^[\d:.]+$/.test(word) ? word + half : word);
    if (minutes) return { minutes, from, to: from + (half ? 2 : 1) };
  }
  return undefined;
}

/** The next instant at which a clock shows it; on `day` only, if one is named. */
export function instantOf(
  { minutes }: TimeFound,
  { now, zone }: Reading,
  day?: DayNumber,
): Instant | undefined {
  const today = dayAt(now, zone);
  const days = day === undefined ? [today, today + 1] : [day];
  const isLater = day !== undefined && day > today;
  const likely = isLater ? minutes.filter((at) => daytime.from <= at && at < daytime.to) : [];
  const instants = days.flatMap((each) =>
    (likely.length > 0 ? likely : minutes).map((at) => endInstant(each, at, zone)),
  );
  const later = instants.filter((at) => at > now);
  return later.length > 0 ? Math.min(...later) : undefined;
}

function minutesOf(word: string): readonly Minutes[] | undefined {
  if (word === 'midday' || word === 'noon') return [720];
  if (word === 'midnight') return [1440];
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?$/.exec(word.replace(/(?<=\d\d)h(rs?)?$/, ''));
  if (!found) return undefined;
  const [, hours = '', past = '0', half] = found;
  const [hour, minute] = [Number(hours), Number(past)];
  if (minute > 59 || hour > 24 || hour * 60 + minute > 1440) return undefined;
  if (half !== undefined) return halfDay(hour, minute, half);
  const isPlain = hours.startsWith('0') || hour === 0 || hour > 12 || /^\d{3,4}/.test(word);
  return isPlain ? [hour * 60 + minute] : [hour * 60 + minute, ((hour + 12) % 24) * 60 + minute];
}

function halfDay(hour: number, minute: number, half: string): readonly Minutes[] | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return [((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute];
}
