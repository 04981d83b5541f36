import ical from 'node-ical';
import type { DateWithTimeZone, VEvent } from 'node-ical';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import type { Interval } from '../rota/hours.ts';
import { dayAt, endInstant, minutesAt, startInstant } from '../rota/zone-day.ts';
import { valueOf, type IcsComponent, type IcsProperty } from './ics-components.ts';

/** One time that something happens. */
export interface Occurrence extends Interval {
  /** The line of the file on which the VEVENT stands that says so. */
  readonly line: number;
}

/** All that a file says under one UID, or why it cannot be read. */
export type SeriesReading = { readonly occurrences: readonly Occurrence[] } | { readonly reason: string };

const msPerDay = 86_400_000;
const lineKey = 'ROTALINE-LINE';

/**
 * Reads events that share a UID: an event, or a series with its exceptions, cancelled ones left out. Repeats are
 * expanded within `span` and a month around it, so that a moved one is found. Floating times are those of `zone`, as
 * are the days of all-day events. The end of a wall-clock event is a wall-clock time on its day: a night from 8pm to
 * 8am ends at 8am also when the clocks change.
 */
export function readSeries(
  events: readonly IcsComponent[],
  timezones: readonly IcsComponent[],
  zone: string,
  span: Interval,
): SeriesReading {
  const zones = timezones.filter((each) => isNamed(each, events));
  const parsed = parse([
    ...zones.flatMap(({ lines }) => lines),
    ...events.flatMap((each) => marked(each, zone)),
  ]);
  if ('reason' in parsed) return parsed;
  const event = Object.values(parsed.events).find((each): each is VEvent => each?.type === 'VEVENT');
  if (!event?.start) return { reason: 'it has no beginning (DTSTART)' };
  try {
    const said = allSaid(event);
    const unknown = unknownZone(said);
    if (unknown !== undefined) return { reason: `its time zone "${unknown.slice(0, 60)}" is not known` };
    return { occurrences: expanded(event, said, zone, span) };
  } catch {
    return { reason: 'its times or repeats cannot be understood' };
  }
}

/** Most files bring more zones than their events name, and every one takes its time to read. */
function isNamed(timezone: IcsComponent, events: readonly IcsComponent[]): boolean {
  const id = valueOf(timezone, 'TZID');
  if (id === undefined || timezone.lines.length > 200) return false;
  return events.some(({ properties }) => properties.some(({ parameters }) => parameters.includes(id)));
}

type Parsed = { readonly events: ReturnType<typeof ical.sync.parseICS> } | { readonly reason: string };

function parse(lines: readonly string[]): Parsed {
  try {
    return { events: ical.sync.parseICS(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n')) };
  } catch {
    return { reason: 'its times or repeats cannot be understood' };
  }
}

const timed = ['DTSTART', 'DTEND', 'EXDATE', 'RECURRENCE-ID'];
const kept = [...timed, 'DURATION', 'RRULE', 'SEQUENCE', 'STATUS'];

/** Only what says when, under one UID, with the line it stands on; floating times in `zone`. */
function marked({ line, properties }: IcsComponent, zone: string): readonly string[] {
  const said = properties.filter(({ name }) => kept.includes(name)).map((each) => inZone(each, zone));
  return ['BEGIN:VEVENT', 'UID:one', `X-${lineKey}:${line}`, ...said, 'END:VEVENT'];
}

function inZone({ name, parameters, value }: IcsProperty, zone: string): string {
  const floating = timed.includes(name) && /^\d{8}T\d{6}(?:,|$)/.test(value) && !/TZID=/i.test(parameters);
  const named = parameters.replace(/(TZID="?)\/[^":;]*\/([A-Z]\w+\/[A-Z][\w+-]+)/i, '$1$2');
  return `${name}${floating ? `;TZID=${zone}` : named}:${value}`;
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

function unknownZone(all: readonly When[]): string | undefined {
  return all
    .flatMap(({ start, end }) => [start, end])
    .map((each) => (each?.dateOnly ? undefined : each?.tz))
    .find((tz) => tz !== undefined && !IANAZone.isValidZone(tz) && !/^[+-]\d\d:?\d\d$/.test(tz));
}

function expanded(event: VEvent, said: readonly When[], zone: string, span: Interval): readonly Occurrence[] {
  if (!event.rrule) return said.filter(isOn).map((each) => occurrence(each, each.start, each, zone));
  const wide = { from: new Date(span.from - 35 * msPerDay), to: new Date(span.to + 35 * msPerDay) };
  const series = when.parse(event);
  return ical
    .expandRecurringEvent(event, wide)
    .map(({ event: of, start }) => ({ of: when.parse(of), start }))
    .filter(({ of }) => isOn(of))
    .map(({ of, start }) => occurrence(of, start, series, zone));
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
