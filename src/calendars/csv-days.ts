import { dayNumber, type DayNumber } from '../rota/calendar-day.ts';

/** Which of "01/02/2027" is the day. */
export const dayOrders = ['day-first', 'month-first'] as const;
export type DayOrder = (typeof dayOrders)[number];

/** A day; why it is none; or the two that it may be. */
export type DayReading = DayNumber | 'none' | { readonly either: string };

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The one order in which all the days of a file can be read; `undefined`: both will do, or neither. */
export function dayOrderOf(cells: Iterable<string>): DayOrder | undefined {
  const clear = new Set<DayOrder>();
  for (const cell of cells) {
    const [, one, other] = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(cell.trim()) ?? [];
    if (Number(one) > 12) clear.add('day-first');
    if (Number(other) > 12) clear.add('month-first');
  }
  return clear.size === 1 ? [...clear][0] : undefined;
}

/**
 * Reads "2026-12-28", "28 Dec 2026", "28-Dec-26" and "28/12/2026". Where it is not said which number is the day, and both
 * may be, none is taken: leave in the wrong month is a consultant rung on leave.
 */
export function readDay(cell: string, order: DayOrder | undefined): DayReading {
  const [, one, other, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  if (one === undefined || other === undefined || year === undefined) return read(isoOf(cell));
  const readings = { 'day-first': iso(year, other, one), 'month-first': iso(year, one, other) };
  if (order !== undefined) return read(readings[order]);
  const [british, american] = [read(readings['day-first']), read(readings['month-first'])];
  if (british === american || american === 'none') return british;
  if (british === 'none') return american;
  return { either: `${words(one, other)} or ${words(other, one)}` };
}

function isoOf(cell: string): string {
  const [, day, name, year] = /^(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4}|\d{2})$/i.exec(cell) ?? [];
  if (day === undefined || name === undefined || year === undefined) return cell;
  const month = months.findIndex((each) => [each, each.slice(0, 3)].some((known) => isSame(known, name)));
  return iso(year.padStart(4, '20'), String(month + 1), day);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function iso(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function read(text: string): DayNumber | 'none' {
  const day = text >= '2000' && text < '2200' ? dayNumber(text) : undefined;
  return day ?? 'none';
}

function words(day: string, month: string): string {
  return `${Number(day)} ${months[Number(month) - 1] ?? ''}`;
}
