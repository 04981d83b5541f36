import { IANAZone } from 'luxon';
import type { Instant } from '../clock.ts';
import type { DayNumber } from './calendar-day.ts';

/** Minutes after the midnight that begins a day; 1440 is "24:00". */
export type Minutes = number;

/**
 * What the clocks of a zone do around one day. `before` and `after` are offsets from UTC in milliseconds; the
 * clocks change at `change`, or not at all (`Infinity`).
 */
interface ZoneDay {
  readonly before: number;
  readonly after: number;
  readonly change: Instant;
}

const msPerDay = 86_400_000;
const msPerHour = 3_600_000;
const msPerMinute = 60_000;

/** Enough for several years of one zone; asking the zone itself is slow. */
const daysKept = 4000;
const known = new Map<string, Map<DayNumber, ZoneDay>>();

/**
 * The instant at which a wall clock in `zone` shows `minutes` on `day`, as the start of something. A time that the
 * clocks skip is the first instant after the gap; of a time that comes twice it is the first.
 */
export function startInstant(day: DayNumber, minutes: Minutes, zone: string): Instant {
  const wall = day * msPerDay + minutes * msPerMinute;
  const { before, after, change } = zoneDay(zone, Math.floor(wall / msPerDay));
  return wall - before < change ? wall - before : Math.max(wall - after, change);
}

/**
 * The same as the end of something. A skipped time is the first instant after the gap; of a time that comes twice
 * it is the last.
 */
export function endInstant(day: DayNumber, minutes: Minutes, zone: string): Instant {
  const wall = day * msPerDay + minutes * msPerMinute;
  const { before, after, change } = zoneDay(zone, Math.floor(wall / msPerDay));
  return wall - after >= change ? wall - after : Math.min(wall - before, change);
}

/** The day that people in `zone` have at `instant`. */
export function dayAt(instant: Instant, zone: string): DayNumber {
  return Math.floor((instant + offsetAt(instant, zone)) / msPerDay);
}

/** Minutes (and fractions) since the last midnight on the wall clock of `zone` at `instant`. */
export function minutesAt(instant: Instant, zone: string): Minutes {
  const wall = instant + offsetAt(instant, zone);
  return (wall - Math.floor(wall / msPerDay) * msPerDay) / msPerMinute;
}

/** How far the zone's clocks are ahead of UTC at `instant`, in milliseconds. */
function offsetAt(instant: Instant, zone: string): number {
  const { before, after, change } = zoneDay(zone, Math.floor(instant / msPerDay));
  return instant < change ? before : after;
}

function zoneDay(zone: string, day: DayNumber): ZoneDay {
  let days = known.get(zone);
  if (!days) known.set(zone, (days = new Map<DayNumber, ZoneDay>()));
  let found = days.get(day);
  if (!found) {
    if (days.size >= daysKept) days.clear();
    days.set(day, (found = read(zone, day)));
  }
  return found;
}

/** Looks from 14 hours before the day to 12 after it in UTC, so that it holds the local day of any zone on earth. */
function read(zone: string, day: DayNumber): ZoneDay {
  const iana = IANAZone.create(zone);
  const offset = (instant: Instant): number => iana.offset(instant) * msPerMinute;
  let early = day * msPerDay - 14 * msPerHour;
  let late = (day + 1) * msPerDay + 12 * msPerHour;
  const before = offset(early);
  const after = offset(late);
  if (before === after) return { before, after, change: Infinity };
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offset(middle) === before) early = middle;
    else late = middle;
  }
  return { before, after, change: late };
}
