import { DateTime } from 'luxon';
import type { Interval } from '../rota/hours.ts';
import { gatherSeries } from './gather-series.ts';
import { Gathered } from './gathered-events.ts';
import { icsComponents, isCancelled, valueOf, type IcsComponent, type IcsFile } from './ics-components.ts';
import { IcsZones } from './ics-zones.ts';
import { mostEntries, type ImportReading } from './import-row.ts';

export interface ReadingQuestion {
  /** The area's zone: for floating times and for days. */
  readonly zone: string;
  /** From now to a year ahead. What is over before is left out; what begins after is a fault. */
  readonly span: Interval;
  /** Waits for the moment in which a call may be answered in between. */
  readonly pause: () => Promise<void>;
}

/** What a calendar of many years may hold: most of it is over, and Google exports a calendar as a whole. */
const mostEvents = 20_000;

const otherKinds: Readonly<Record<string, string>> = {
  VTODO: 'it is a task (VTODO), not an event: make it an event, or add it by hand',
  VJOURNAL: 'it is a note (VJOURNAL), not an event',
  VFREEBUSY: 'it says when somebody is busy (VFREEBUSY), but not why: export the calendar itself',
};

/** Reads a calendar (RFC 5545) as Outlook, Google and others write it. */
export async function readIcs(text: string, question: ReadingQuestion): Promise<ImportReading> {
  const file = await icsComponents(text, question.pause);
  const { events, unfinished, others } = file;
  if (!file.isCalendar) return failed(notCalendar(text));
  const holds = events.length + unfinished.length + others.length;
  if (holds > mostEvents) return failed(`it holds more than ${mostEvents} events: import a part of it`);
  if (holds === 0) return failed('it holds no events');
  const gathered = new Gathered(question.span);
  const zones = new IcsZones(file.timezones, question.zone, question.span.from);
  gatherUnread(gathered, file, text);
  const past = DateTime.fromMillis(question.span.from, { zone: 'utc' })
    .minus({ days: 2 })
    .toFormat('yyyyMMdd');
  for (const [uid, series] of bySeries(events)) {
    const [first] = series;
    if (series.length === 1 && first && isOver(first, past)) gathered.over++;
    else gatherSeries(gathered, uid, series, { ...question, zones });
    if (gathered.size > mostEntries)
      return failed(`it holds more than ${mostEntries} entries: import a part of it`);
    await question.pause();
  }
  return gathered.reading();
}

/** What stands in the file and is no event, or no whole one. */
function gatherUnread(gathered: Gathered, { unfinished, others, isWhole }: IcsFile, text: string): void {
  for (const line of unfinished) gathered.fault(line, '', 'the event never ends: END:VEVENT is missing');
  for (const { line, kind } of others) gathered.fault(line, '', otherKinds[kind] ?? 'it is not an event');
  const last = text.trimEnd().split('\n').length;
  if (!isWhole && unfinished.length === 0)
    gathered.fault(
      last,
      '',
      'the file stops before its end (END:VCALENDAR): export it again, for more may be missing',
    );
}

/** Whether one that does not repeat is over by what it says itself, whatever its zone: soon seen, and most are. */
function isOver(event: IcsComponent, past: string): boolean {
  if (isCancelled(event)) return false;
  if (['RRULE', 'RDATE', 'DURATION'].some((name) => valueOf(event, name) !== undefined)) return false;
  const [from, to] = ['DTSTART', 'DTEND'].map((name) => /^\d{8}/.exec(valueOf(event, name) ?? '')?.[0]);
  return from !== undefined && from < past && (to ?? from) < past;
}

function bySeries(events: readonly IcsComponent[]): ReadonlyMap<string, readonly IcsComponent[]> {
  const series = new Map<string, IcsComponent[]>();
  for (const event of events) {
    const uid = valueOf(event, 'UID') || `line ${event.line}`;
    const known = series.get(uid);
    if (known) known.push(event);
    else series.set(uid, [event]);
  }
  return series;
}

function notCalendar(text: string): string {
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text))
    return 'this is a web page, not a calendar: export it again';
  return 'this is not a calendar: it has no BEGIN:VCALENDAR';
}

function failed(reason: string): ImportReading {
  return { rows: [], faults: [{ line: 1, text: '', reason }], leftOut: { cancelled: 0, over: 0 } };
}
