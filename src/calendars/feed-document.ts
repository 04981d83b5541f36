import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { ICalCalendar } from 'ical-generator';
import { tzlib_get_ical_block as timezoneBlock } from 'timezones-ical-library';
import { wallClock, type Instant } from '../clock.ts';
import { dayAt, endInstant, minutesAt, startInstant } from '../rota/zone-day.ts';
import type { GivenEvent } from './given-events.ts';

/** What a feed says of itself. */
export interface FeedTitle {
  /** Shown as the calendar's name. */
  readonly name: string;
  /** An IANA zone: events have the times of its wall clocks. */
  readonly timezone: string;
}

/** How often whoever reads a feed is asked to come again, in seconds. Outlook and Google take their own time anyway. */
const readAgainAfter = 3600;

/** So many are written at a time: hundreds of events take a good part of a second. */
const writtenAtOnce = 40;

/**
 * The calendar as RFC 5545 has it: CRLF, folded at 75 octets, what concerns all of it first, then a VTIMEZONE, then the
 * events. `pause` waits for the moment in which a call may be answered in between.
 */
export async function feedDocument(
  title: FeedTitle,
  events: readonly GivenEvent[],
  pause: () => Promise<void>,
): Promise<string> {
  const zone = calendarZone(title.timezone);
  const pieces: string[] = [head(title.name, zone.id), zone.block];
  for (let place = 0; place < events.length; place += writtenAtOnce) {
    pieces.push(written(events.slice(place, place + writtenAtOnce), zone.id));
    await pause();
  }
  return `${pieces.join('')}${calendarEnd}\r\n`;
}

const calendarEnd = 'END:VCALENDAR';

/** Everything before the first component. */
function head(name: string, zone: string | undefined): string {
  const calendar = ical({
    name: escaped(plain(name)),
    prodId: { company: 'Rotaline', product: 'Rotaline', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: readAgainAfter,
    // Not told as the calendar's own zone, so that stamps are in UTC, as they must be.
    x: { 'X-WR-TIMEZONE': zone ?? 'Etc/UTC' },
  });
  return calendar.toString().slice(0, -calendarEnd.length);
}

/** The events alone. */
function written(events: readonly GivenEvent[], zone: string | undefined): string {
  const calendar = ical();
  for (const event of events) addEvent(calendar, event, zone);
  const text = calendar.toString();
  return text.slice(text.indexOf('BEGIN:VEVENT'), -calendarEnd.length);
}

/**
 * Duties are shown as free time: who is on call may well have a clinic. That one is cancelled is said in its title,
 * too: Outlook, and Google at times, show it like any other.
 */
function addEvent(calendar: ICalCalendar, event: GivenEvent, zone: string | undefined): void {
  const onWall = zone !== undefined && isPlain(event.from, zone) && isPlain(event.to, zone);
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    stamp: wallClock(event.changedAt, 'utc'),
    lastModified: wallClock(event.changedAt, 'utc'),
    start: wallClock(event.from, zone ?? 'utc'),
    end: wallClock(event.to, zone ?? 'utc'),
    timezone: onWall ? zone : null,
    summary: plain(event.cancelled ? `Cancelled: ${event.summary}` : event.summary),
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  });
}

/**
 * Of an hour that comes twice a wall-clock time names the first (RFC 5545, 3.3.5), but many readers take it for the
 * second: both are told in UTC.
 */
function isPlain(at: Instant, zone: string): boolean {
  const [day, minutes] = [dayAt(at, zone), minutesAt(at, zone)];
  return startInstant(day, minutes, zone) === endInstant(day, minutes, zone);
}

/** A zone as the calendar names it, with its VTIMEZONE; without an id times are told in UTC. */
interface CalendarZone {
  readonly id: string | undefined;
  readonly block: string;
}

/** Belfast's clocks come under the name of London's: the name that the VTIMEZONE has is the one to use. */
function calendarZone(timezone: string): CalendarZone {
  const [block = ''] = timezoneBlock(timezone);
  const [, id] = /^TZID:(\S+)$/m.exec(block) ?? [];
  return id === undefined
    ? { id, block: '' }
    : { id, block: `${block.trim().replace(/\r?\n/g, '\r\n')}\r\n` };
}

/** On one line: a line break in a name must not begin a property. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** As RFC 5545 wants text (3.3.11); ical-generator does it for events, but not for the calendar's name. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (each) => `\\${each}`);
}
