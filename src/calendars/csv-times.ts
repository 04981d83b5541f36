import type { DayNumber } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import { endInstant, startInstant, type Minutes } from '../rota/zone-day.ts';
import { readDay, type DayOrder } from './csv-days.ts';

interface Cells {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

/** A cell's day, its time, or both; or why it is neither. */
type Moment = { readonly day: DayNumber | undefined; readonly minutes: Minutes | undefined };
type Reading = Moment | { readonly reason: string };

/**
 * When a row is, or what is wrong with it. Times are "09:00" to "24:00", "9am" or "5:30 PM". With a date, an end not
 * after the beginning is the next day's; without times it is the whole day.
 */
export function csvSpan(cells: Cells, order: DayOrder | undefined, zone: string): Interval | string {
  const [on, start, end] = [cells.date, cells.from, cells.to].map((cell) => momentOf(cell, order));
  if (on && 'reason' in on) return `"date" ${on.reason}`;
  if (on?.minutes !== undefined) return '"date" has a time of day: write that under "from" and "to"';
  if (start && 'reason' in start) return `"from" ${start.reason}`;
  if (end && 'reason' in end) return `"to" ${end.reason}`;
  const read = on?.day === undefined ? bothDays(start, end) : onDay(on.day, start, end);
  if (typeof read === 'string') return read;
  const span = {
    from: startInstant(read.from.day, read.from.minutes, zone),
    to: endInstant(read.to.day, read.to.minutes, zone),
  };
  return span.from < span.to ? span : '"to" is not after "from"';
}

const notMoment = 'is not a day or time: write it like 2026-12-28 09:00, or 09:00 beside a date';

interface Edges {
  readonly from: { readonly day: DayNumber; readonly minutes: Minutes };
  readonly to: { readonly day: DayNumber; readonly minutes: Minutes };
}

function bothDays(start: Moment | undefined, end: Moment | undefined): Edges | string {
  if (start?.day === undefined) return '"from" has no day, and there is no date beside it';
  if (end?.day === undefined) return '"to" has no day, and there is no date beside it';
  return {
    from: { day: start.day, minutes: start.minutes ?? 0 },
    to: { day: end.day, minutes: end.minutes ?? 1440 },
  };
}

function onDay(day: DayNumber, start: Moment | undefined, end: Moment | undefined): Edges | string {
  if (start?.day !== undefined || end?.day !== undefined)
    return 'beside "date", "from" and "to" are times of day';
  if ((start === undefined) !== (end === undefined))
    return 'give both "from" and "to", or neither for the whole day';
  const [from, to] = [start?.minutes ?? 0, end?.minutes ?? 1440];
  return { from: { day, minutes: from }, to: { day, minutes: to > from ? to : to + 1440 } };
}

/** `undefined`: the cell is empty. */
function momentOf(cell: string, order: DayOrder | undefined): Reading | undefined {
  const whole = cell.trim();
  if (whole === '') return undefined;
  const [, timeCell] = /(?:^|[T\s])(\d{1,2}:\d\d(?::00)?(?: ?[ap]m)?|\d{1,2} ?[ap]m)$/i.exec(whole) ?? [];
  const minutes = timeCell === undefined ? undefined : minutesOf(timeCell);
  if (timeCell !== undefined && minutes === undefined) return { reason: notMoment };
  const dayCell = whole.slice(0, whole.length - (timeCell?.length ?? 0)).replace(/[T\s]+$/, '');
  if (dayCell === '') return { day: undefined, minutes };
  const day = readDay(dayCell, order);
  if (day === 'none') return { reason: notMoment };
  if (typeof day === 'number') return { day, minutes };
  return { reason: `may be ${day.either}: say whether dates are day-first or month-first` };
}

function minutesOf(cell: string): Minutes | undefined {
  const [, hour = '', minute = '0', half] = /^(\d{1,2})(?::(\d\d))?(?::00)?(?: ?([ap])m)?$/i.exec(cell) ?? [];
  const [hours, minutes] = [Number(hour), Number(minute)];
  if (minutes > 59 || (half !== undefined && (hours < 1 || hours > 12))) return undefined;
  const all = (half === undefined ? hours : (hours % 12) + (/p/i.test(half) ? 12 : 0)) * 60 + minutes;
  return all <= 1440 ? all : undefined;
}
