import { dayNumber, type DayNumber } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import { endInstant, startInstant, type Minutes } from '../rota/zone-day.ts';

interface Cells {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

/** A cell's day, its time, or both. */
interface Moment {
  readonly day: DayNumber | undefined;
  readonly minutes: Minutes | undefined;
}

/**
 * When a row is, or what is wrong with it. Days are "2026-12-28" or, day first as in Britain, "28/12/2026"; times "09:00"
 * to "24:00". With a date, an end not after the beginning is the next day's; without times it is the whole day.
 */
export function csvSpan({ date, from, to }: Cells, zone: string): Interval | string {
  const on = date === '' ? undefined : momentOf(date);
  if (on && (on.day === undefined || on.minutes !== undefined)) return `"date" ${notDay}`;
  const [start, end] = [momentOf(from), momentOf(to)];
  if (from !== '' && !start) return `"from" ${notMoment}`;
  if (to !== '' && !end) return `"to" ${notMoment}`;
  const read = on?.day === undefined ? bothDays(start, end) : onDay(on.day, start, end);
  if (typeof read === 'string') return read;
  const span = {
    from: startInstant(read.from.day, read.from.minutes, zone),
    to: endInstant(read.to.day, read.to.minutes, zone),
  };
  return span.from < span.to ? span : '"to" is not after "from"';
}

const notDay = 'is not a day that exists: write it like 2026-12-28 or 28/12/2026';
const notMoment = 'is not a time: write it like 2026-12-28 09:00, or 09:00 beside a date';

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

function momentOf(cell: string): Moment | undefined {
  const both = /^(\d{4}-\d\d-\d\d|\d{1,2}\/\d{1,2}\/\d{4})?(?:[T ]?(\d{1,2}:\d\d)(?::00)?)?$/.exec(
    cell.trim(),
  );
  if (!both || cell.trim() === '') return undefined;
  const [, dayCell, timeCell] = both;
  const day = dayCell === undefined ? undefined : dayOf(dayCell);
  const minutes = timeCell === undefined ? undefined : minutesOf(timeCell);
  const bad =
    (dayCell !== undefined && day === undefined) || (timeCell !== undefined && minutes === undefined);
  return bad ? undefined : { day, minutes };
}

function dayOf(cell: string): DayNumber | undefined {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  const iso = date && month && year ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : cell;
  return iso >= '2000' && iso < '2200' ? dayNumber(iso) : undefined;
}

function minutesOf(cell: string): Minutes | undefined {
  const [hours = 0, minutes = 0] = cell.split(':').map(Number);
  const all = hours * 60 + minutes;
  return minutes < 60 && all <= 1440 ? all : undefined;
}
