import { DateTime } from 'luxon';
import type { Instant } from '../clock.ts';
import { endInstant, startInstant } from './zone-day.ts';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;
/** No clock is more than 14 hours ahead of UTC, or behind it; but texts may say so, and mean something else. */
const onEarth = /^(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/i;
/** What may follow an offset (RFC 9557), as JavaScript's Temporal writes it: "[Europe/London]". */
const inBrackets = /(?:\[!?[\w./+=-]+\])+$/;

/**
 * The instant that an ISO 8601 text names: "2026-11-23T09:30:00Z". Without an offset it is the wall clock of `zone`
 * ("2026-11-23T09:30", "2026-11-23"): a time the clocks skip is the first instant after the gap, of one that comes
 * twice it is the first, or the last if the text names the end of something. A zone in brackets after the offset says
 * nothing more: the offset counts. `undefined` when it is no date and time.
 */
export function instantFromText(
  text: string,
  zone: string,
  edge: 'start' | 'end' = 'start',
): Instant | undefined {
  const given = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  const iso = given.replace(inBrackets, '');
  if (!/^\d{4}-\d{2}-\d{2}[^[]*$/.test(iso)) return undefined;
  const found = DateTime.fromISO(iso, { zone: 'utc' });
  if (!found.isValid) return undefined;
  const [, offset] = /T.*?(Z|[+-]\d{2}(?::?\d{2})?)$/i.exec(iso) ?? [];
  if (offset !== undefined) return onEarth.test(offset) ? found.toMillis() : undefined;
  if (iso !== given) return undefined; // The clocks of which zone: the area's, or those in the brackets?
  const wall = found.toMillis();
  const day = Math.floor(wall / msPerDay);
  const minutes = Math.floor((wall - day * msPerDay) / msPerMinute);
  const atMinute = edge === 'end' ? endInstant : startInstant;
  return atMinute(day, minutes, zone) + (wall - day * msPerDay - minutes * msPerMinute);
}
