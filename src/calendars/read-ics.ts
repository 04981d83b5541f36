import type { Interval } from '../rota/hours.ts';
import { Gathered, titleOf } from './gathered-events.ts';
import { icsComponents, valueOf, type IcsComponent } from './ics-components.ts';
import { readSeries, type SeriesQuestion } from './ics-series.ts';
import { seriesFault } from './ics-series-fault.ts';
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

/** Reads a calendar (RFC 5545) as Outlook, Google and others write it. */
export async function readIcs(text: string, question: ReadingQuestion): Promise<ImportReading> {
  const file = icsComponents(text);
  if (!file.isCalendar) return failed(1, 'this is not a calendar: it has no BEGIN:VCALENDAR');
  if (file.events.length + file.unfinished.length > mostEntries)
    return failed(1, `it holds more than ${mostEntries} events: import a part of it`);
  if (file.events.length + file.unfinished.length === 0) return failed(1, 'it holds no events');
  const gathered = new Gathered(question.span);
  const zones = new IcsZones(file.timezones, question.zone, question.span.from);
  for (const line of file.unfinished) gathered.fault(line, '', 'the event never ends: END:VEVENT is missing');
  for (const [uid, events] of bySeries(file.events)) {
    gatherSeries(gathered, uid, events, { ...question, zones });
    if (gathered.size > mostEntries)
      return failed(1, `it holds more than ${mostEntries} entries: import a part of it`);
    await question.pause();
  }
  return gathered.reading();
}

function gatherSeries(
  gathered: Gathered,
  uid: string,
  events: readonly IcsComponent[],
  question: SeriesQuestion,
): void {
  const [first] = events;
  if (!first) return;
  const current = withoutDoubles(gathered, events);
  const reason = seriesFault(uid, current);
  const read = reason === undefined ? readSeries(current, question) : { reason };
  if ('reason' in read) return gathered.fault(first.line, titleOf(first), read.reason);
  const byLine = new Map(current.map((each) => [each.line, each]));
  const cancelled = current.filter((each) => valueOf(each, 'STATUS')?.trim().toUpperCase() === 'CANCELLED');
  gathered.cancelled += cancelled.length;
  const repeats = current.some((each) => valueOf(each, 'RRULE') !== undefined);
  const within = read.occurrences.filter(({ from }) => !repeats || from < gathered.span.to);
  if (within.length === 0 && cancelled.length < current.length) gathered.nothing(first);
  for (const each of within) gathered.add(each, titleOf(byLine.get(each.line)) || titleOf(first));
  if (current.some((each) => valueOf(each, 'RDATE') !== undefined))
    gathered.fault(first.line, titleOf(first), 'its extra dates (RDATE) are not read: add them by hand');
}

/** Of two that say the same part of the same series, the later version counts (SEQUENCE). */
function withoutDoubles(gathered: Gathered, events: readonly IcsComponent[]): readonly IcsComponent[] {
  const found = new Map<string, IcsComponent>();
  for (const each of events) {
    const key = valueOf(each, 'RECURRENCE-ID') ?? '';
    const other = found.get(key);
    if (!other || sequenceOf(each) > sequenceOf(other)) found.set(key, each);
    else if (sequenceOf(each) === sequenceOf(other) && each.lines.join() !== other.lines.join())
      gathered.fault(
        each.line,
        titleOf(each),
        `the event of line ${other.line} has the same UID, and only that is read`,
      );
  }
  return [...found.values()];
}

function sequenceOf(event: IcsComponent): number {
  return Number(valueOf(event, 'SEQUENCE')) || 0;
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

function failed(line: number, reason: string): ImportReading {
  return { rows: [], faults: [{ line, text: '', reason }], leftOut: { cancelled: 0, over: 0 } };
}
