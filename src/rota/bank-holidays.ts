import data from './bank-holidays.json' with { type: 'json' };
import { dayNumber, dayText } from './calendar-day.ts';
import type { DayNumber } from './calendar-day.ts';
import type { Area, Day, Division, Line } from './types.ts';
import { dateInWords } from './words.ts';

export interface BankHoliday {
  readonly date: Day;
  readonly title: string;
}

/** The first and the last day for which every nation's bank holidays are known. */
export const bankHolidaysKnown: { readonly from: Day; readonly to: Day } = { from: data.from, to: data.to };

/** The bank holidays of one nation, in order, for as long as they are known. */
export function bankHolidays(division: Division): readonly BankHoliday[] {
  return data.divisions[division];
}

/** Every day on which the area keeps a bank holiday: its nation's days and its own. */
export function holidaysOf(area: Pick<Area, 'bankHolidays' | 'extraHolidays'>): ReadonlySet<DayNumber> {
  const days = [...bankHolidays(area.bankHolidays).map(({ date }) => date), ...area.extraHolidays];
  return new Set(days.map(dayNumber).filter((day) => day !== undefined));
}

/** What the bank holiday on `day` is called; `undefined` on any other day. */
export function bankHolidayTitle(
  area: Pick<Area, 'bankHolidays' | 'extraHolidays'>,
  day: DayNumber,
): string | undefined {
  const date = dayText(day);
  const found = bankHolidays(area.bankHolidays).find((holiday) => holiday.date === date);
  return found?.title ?? (area.extraHolidays.includes(date) ? 'a holiday of the area' : undefined);
}

/** That nobody knows yet whether `day` is a bank holiday on which the line is closed; `undefined`: it is known. */
export function holidaysUnknownWords(
  area: Pick<Area, 'extraHolidays'>,
  line: Pick<Line, 'bankHolidays'>,
  day: DayNumber,
): string | undefined {
  const last = dayNumber(bankHolidaysKnown.to) ?? 0;
  if (day <= last || line.bankHolidays === 'open' || area.extraHolidays.includes(dayText(day)))
    return undefined;
  const after = `Bank holidays after ${dateInWords(last)} are not known yet`;
  return `${after}: update Rotaline, or add bankHolidayDates in service.yaml`;
}
