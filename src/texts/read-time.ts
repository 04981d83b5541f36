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
const twelves = new Map([
  ['midday', 720],
  ['noon', 720],
  ['midnight', 1440],
]);
/** "half 2" and "quarter past 2" are none of the times that they hold. */
const parts = ['half', 'quarter', 'past'];

/** "In the morning" makes an 8 one before noon. */
export type PartOfDay = 'morning' | 'afternoon' | 'night';

/** Which part of a day the words name, if they name one. */
export function partOfDay(words: readonly TextWord[]): PartOfDay | undefined {
  const part = words.map(
    ({ word }) => /^(morning|afternoon|evening|lunch|pm$|night|tonight)/.exec(word)?.[1],
  );
  const found = part.find((each) => each !== undefined);
  if (found === undefined || found === 'morning') return found;
  return found.endsWith('night') ? 'night' : 'afternoon';
}

/** The first time of day among the words: "14:00", "1400hrs", "2pm", "2.30 pm", "midday", "5". */
export function readTime(words: readonly TextWord[], part?: PartOfDay): TimeFound | undefined {
  if (words.some(({ word }) => parts.includes(word))) return undefined;
  for (const [from, { word }] of words.entries()) {
    const next = words[from + 1]?.word ?? '';
    // "12 midnight" is no noon.
    const name = /^12(:00)?$/.test(word) && twelves.has(next) ? next : '';
    const half = /^[ap]m$/.test(next) && /^[\d:.]+$/.test(word) ? next : '';
    const minutes = minutesOf(name || word + half)?.flatMap((each) => inPart(each, half ? undefined : part));
    if (minutes) return { minutes, from, to: from + (name || half ? 2 : 1) };
  }
  return undefined;
}

function inPart(minutes: Minutes, part: PartOfDay | undefined): readonly Minutes[] {
  switch (part) {
    case undefined:
      return [minutes];
    case 'morning':
      return minutes < 720 ? [minutes] : [];
    case 'afternoon':
      return minutes >= 720 ? [minutes] : [];
    case 'night':
      return minutes === 0 ? [1440] : minutes >= 17 * 60 ? [minutes] : [];
  }
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
  const twelve = twelves.get(word);
  if (twelve !== undefined) return [twelve];
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
