import { DateTime } from 'luxon';
import type { Instant } from '../clock.ts';
import type { Day } from '../rota/types.ts';

/** Days of an area's calendar. */
export interface Days {
  /** The first day. */
  readonly from: Day;
  /** The day after the last. */
  readonly to: Day;
}

/** From an instant up to, and not including, another. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The longest period that may be asked about. */
export const longestYears = 5;

/** What is wrong with a period, in words for whoever asked; `undefined` when nothing is. Both days must be real. */
export function periodFault({ from, to }: Days): string | undefined {
  if (to <= from) return 'must be after "from": it is the day after the last one counted';
  const latest = DateTime.fromISO(from, { zone: 'utc' }).plus({ years: longestYears }).toISODate();
  return latest !== null && to > latest ? `must be at most ${longestYears} years after "from"` : undefined;
}

/** The first instant of `day` on the wall clocks of `zone`. A midnight that the clocks skip is the instant after. */
export function startOf(day: Day, zone: string): Instant {
  return DateTime.fromISO(day, { zone }).startOf('day').toMillis();
}

/** The instants that `days` cover in `zone`; a day has 23 or 25 hours when the clocks change. */
export function spanOf(days: Days, zone: string): Span {
  return { from: startOf(days.from, zone), to: startOf(days.to, zone) };
}

/** An instant as the database and the API write it: ISO 8601 in UTC. */
export function isoInstant(instant: Instant): string {
  return DateTime.fromMillis(instant, { zone: 'utc' }).toISO() ?? '';
}
