import ical from 'node-ical';
import type { DateWithTimeZone, VEvent } from 'node-ical';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import { dayAt, endInstant, minutesAt, startInstant } from '../rota/zone-day.ts';
import { isCancelled, type IcsComponent, type IcsProperty } from './ics-components.ts';
import { tzidOf, type IcsZones } from './ics-zones.ts';

/** One time that something happens. */
export interface Occurrence extends Interval {
  /** The line of the file on which the VEVENT stands that says so. */
  readonly line: number;
}

/** All that a file says under one UID, or why it cannot be read. */
export type SeriesReading = { readonly occurrences: readonly Occurrence[] } | { readonly reason: string };

const msPerDay = 86_400_000;
const lineKey = 'ROTALINE-LINE';

/** How the times of a file are to be understood. */
export interface SeriesQuestion {
  readonly zones: IcsZones;
  /** The area's zone: of floating times, and of days. */
  readonly zone: string;
  readonly span: Interval;
}

/**
 * Reads events that share a UID: an event, or a series with its exceptions, cancelled ones left out. Repeats are
 * expanded within `span` and a month around it. The end of a wall-clock event is a wall-clock time on its day: a night
 * from 8pm to 8am ends at 8am also when the clocks change.
 */
export function readSeries(events: readonly IcsComponent[], question: SeriesQuestion): SeriesReading {
  const unknown = events.flatMap(({ properties }) => properties).find((each) => !isKnown(each, question));
  if (unknown) return { reason: `its time zone "${(tzidOf(unknown) ?? '').slice(0, 60)}" is not known` };
  try {
    const event = parsed(events.flatMap((each) => marked(each, question)));
    if (!event?.start) return { reason: 'it has no beginning (DTSTART)' };
    const said = allSaid(event);
    return { occurrences: withAllMoved(expanded(event, said, question), said, question.zone) };
  } catch {
    return { reason: 'its times or repeats cannot be understood' };
  }
}

function parsed(lines: readonly string[]): VEvent | undefined {
  const text = ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
  return Object.values(ical.sync.parseICS(text)).find((each): each is VEvent => each?.type === 'VEVENT');
}

const timed = ['DTSTART', 'DTEND', 'EXDATE', 'RECURRENCE-ID'];
const kept = [...timed, 'DURATION', 'RRULE', 'SEQUENCE'];

function isKnown(property: IcsProperty, { zones }: SeriesQuestion): boolean {
  const tzid = timed.includes(property.name) ? tzidOf(property) : undefined;
  return tzid === undefined || zones.of(tzid) !== undefined;
}

/** Only what says when, under one UID, with the line it stands on; every zone by the name that everybody knows. */
function marked(event: IcsComponent, question: SeriesQuestion): readonly string[] {
  const said = event.properties
    .filter(({ name }) => kept.includes(name))
    .map((each) => inZone(each, question));
  const off = isCancelled(event) ? ['STATUS:CANCELLED'] : [];
  return ['BEGIN:VEVENT', 'UID:one', `X-${lineKey}:${event.line}`, ...said, ...off, 'END:VEVENT'];
}

function inZone(property: IcsProperty, { zones, zone }: SeriesQuestion): string {
  const { name, value, parameters } = property;
  if (!timed.includes(name)) return `${name}:${value}`;
  if (/VALUE=DATE(?:;|$)/i.test(parameters) || /^\d{8}(?:,|$)/.test(value))
    return `${name};VALUE=DATE:${value}`;
  if (/Z$/.test(value)) return `${name}:${value}`;
  const tzid = tzidOf(property);
  return `${name};TZID=${(tzid === undefined ? undefined : zones.of(tzid)) ?? zone}:${value}`;
}

const date = z.custom<DateWithTimeZone>((value) => value instanceof Date && !Number.isNaN(value.getTime()));

/** When an event is, as node-ical reads it. */
const when = z.object({
  start: date,
  end: date.optional(),
  datetype: z.string(),
  status: z.string().optional().catch(undefined),
  [lineKey]: z.coerce.number(),
});
type When = z.output<typeof when>;

function expanded(
  event: VEvent,
  said: readonly When[],
  { zone, span }: SeriesQuestion,
): readonly Occurrence[] {
  if (!event.rrule) return said.filter(isOn).map((each) => occurrence(each, each.start, each, zone));
  const wide = { from: new Date(span.from - 35 * msPerDay), to: new Date(span.to + 35 * msPerDay) };
  const series = when.parse(event);
  return ical
    .expandRecurringEvent(event, wide)
    .map(({ event: of, start }) => ({ of: when.parse(of), start }))
    .filter(({ of }) => isOn(of))
    .map(({ of, start }) => occurrence(of, start, series, zone));
}

/** One that was moved from far away, or takes the place of a repeat that there is no more, stands where it stands. */
function withAllMoved(
  found: readonly Occurrence[],
  said: readonly When[],
  zone: string,
): readonly Occurrence[] {
  const there = new Set(found.map(({ line }) => line));
  const missing = said.slice(1).filter((each) => isOn(each) && !there.has(Number(each[lineKey])));
  return [...found, ...missing.map((each) => occurrence(each, each.start, each, zone))];
}

/** Every event of the series as it stands in the file; of one that is only exceptions, those. */
function allSaid(event: VEvent): readonly When[] {
  const moved = [...new Set(Object.values(event.recurrences ?? {}))].map((each) => when.parse(each));
  const own = when.parse(event);
  return moved.some((each) => each[lineKey] === own[lineKey]) ? moved : [own, ...moved];
}

function isOn({ status }: When): boolean {
  return typeof status !== 'string' || status.toUpperCase() !== 'CANCELLED';
}

/** `said` stands at `start`; how long it lasts is said there, or by the whole series. */
function occurrence(said: When, start: DateWithTimeZone, series: When, area: string): Occurrence {
  const line = Number(said[lineKey] ?? series[lineKey]);
  const lasts = said.end ? said : series;
  if (said.datetype === 'date') {
    const day = localDay(start);
    const days = Math.max(1, lasts.end ? localDay(lasts.end) - localDay(lasts.start) : 1);
    return { line, from: startInstant(day, 0, area), to: endInstant(day + days, 0, area) };
  }
  const zone = said.start.tz ?? 'Etc/UTC';
  const length = (lasts.end?.getTime() ?? lasts.start.getTime()) - lasts.start.getTime();
  const from = start.getTime();
  if (zone === 'Etc/UTC' || !IANAZone.isValidZone(zone)) return { line, from, to: from + length };
  return { line, ...onWall(from, lasts, zone) };
}

/** The same times on the wall, that many days later. */
function onWall(at: Instant, lasts: When, zone: string): Interval {
  const [first, last] = [lasts.start.getTime(), lasts.end?.getTime() ?? lasts.start.getTime()];
  const day = dayAt(at, zone);
  const days = dayAt(last, zone) - dayAt(first, zone);
  const from = startInstant(day, minutesAt(at, zone), zone);
  const to = endInstant(day + days, minutesAt(last, zone), zone);
  return { from, to: last === first ? from : to };
}

/** node-ical gives the days of all-day events as midnights of this machine's zone. */
function localDay(date: Date): DayNumber {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / msPerDay);
}
