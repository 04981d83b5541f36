import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { ICalCalendar } from 'ical-generator';
import { tzlib_get_ical_block as timezoneBlock } from 'timezones-ical-library';
import { wallClock, type Instant } from '../clock.ts';
import { dayAt, minutesAt, startInstant } from '../rota/zone-day.ts';
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

/**
 * The calendar as RFC 5545 has it: CRLF, folded at 75 octets, with a VTIMEZONE. Duties are shown as free time: who is on
 * call may well have a clinic.
 */
export function feedDocument({ name, timezone }: FeedTitle, events: readonly GivenEvent[]): string {
  const block = zoneBlock(timezone);
  const zone = block === undefined ? undefined : timezone;
  const calendar = ical({
    // Without a name here, so that stamps are in UTC, as they must be; the zone's name is told below.
    timezone: { name: null, generator: () => block ?? null },
    name: escaped(plain(name)),
    prodId: { company: 'Rotaline', product: 'Rotaline', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: readAgainAfter,
    x: { 'X-WR-TIMEZONE': timezone },
  });
  for (const event of events) addEvent(calendar, event, zone);
  return `${calendar.toString()}\r\n`;
}

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
    summary: plain(event.summary),
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  });
}

/** Of an hour that comes twice a wall-clock time names the first (RFC 5545, 3.3.5): the second is told in UTC. */
function isPlain(at: Instant, zone: string): boolean {
  return startInstant(dayAt(at, zone), minutesAt(at, zone), zone) === at;
}

function zoneBlock(timezone: string): string | undefined {
  const [block] = timezoneBlock(timezone);
  return block?.startsWith('BEGIN:VTIMEZONE') ? block : undefined;
}

/** On one line: a line break in a name must not begin a property. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** As RFC 5545 wants text (3.3.11); ical-generator does it for events, but not for the calendar's name. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (each) => `\\${each}`);
}
