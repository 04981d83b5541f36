import type { Interval } from '../rota/hours.ts';
import { icsComponents, plainText, valueOf, type IcsComponent, type IcsFile } from './ics-components.ts';
import { repeatFault } from './ics-repeats.ts';
import { readSeries, type Occurrence } from './ics-series.ts';
import { shownText, type ImportFault, type ImportReading, type ImportRow } from './import-row.ts';

/** The most a file may hold; more is refused as a whole, since nobody could look through its preview. */
export const mostEntries = 2000;

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
  for (const line of file.unfinished) gathered.fault(line, '', 'the event never ends: END:VEVENT is missing');
  for (const [uid, events] of bySeries(file.events)) {
    gatherSeries(gathered, uid, events, file, question.zone);
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
  file: IcsFile,
  zone: string,
): void {
  const [first] = events;
  if (!first) return;
  const current = withoutDoubles(gathered, events);
  const reason = seriesFault(uid, current);
  const read = reason === undefined ? readSeries(current, file.timezones, zone, gathered.span) : { reason };
  if ('reason' in read) return gathered.fault(first.line, titleOf(first), read.reason);
  const byLine = new Map(current.map((each) => [each.line, each]));
  const cancelled = current.filter((each) => valueOf(each, 'STATUS')?.trim().toUpperCase() === 'CANCELLED');
  gathered.cancelled += cancelled.length;
  const repeats = current.some((each) => valueOf(each, 'RRULE') !== undefined);
  const within = read.occurrences.filter(({ from }) => !repeats || from < gathered.span.to);
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

function seriesFault(uid: string, events: readonly IcsComponent[]): string | undefined {
  const named = (name: string) =>
    events.flatMap(({ properties }) => properties.filter((each) => each.name === name));
  if (uid.length > 1000) return 'its UID is too long';
  const starts = named('DTSTART').map(({ value }) => value);
  if (starts.length < events.length) return 'it has no beginning (DTSTART)';
  if (starts.some((value) => !/^(?:19[7-9]|20\d|21\d)\d{5}(?:T\d{6}Z?)?$/.test(value)))
    return 'its beginning (DTSTART) is not a time';
  if (named('DTEND').some(({ value }) => !/^\d{8}(?:T\d{6}Z?)?$/.test(value)))
    return 'its end (DTEND) is not a time';
  if (named('RECURRENCE-ID').some(({ parameters }) => /RANGE=/i.test(parameters)))
    return 'it changes all later repeats (RANGE=THISANDFUTURE), which is not read: add them by hand';
  return named('RRULE')
    .map(({ value }) => repeatFault(value))
    .find((reason) => reason !== undefined);
}

function titleOf(event: IcsComponent | undefined): string {
  return event ? plainText(valueOf(event, 'SUMMARY') ?? '').slice(0, 400) : '';
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

/** Everything that was found in a file so far. */
class Gathered {
  readonly span: Interval;
  cancelled = 0;
  #over = 0;
  readonly #rows: ImportRow[] = [];
  readonly #faults: ImportFault[] = [];

  constructor(span: Interval) {
    this.span = span;
  }

  get size(): number {
    return this.#rows.length + this.#faults.length;
  }

  fault(line: number, text: string, reason: string): void {
    this.#faults.push({ line, text: shownText(text), reason });
  }

  add({ line, from, to }: Occurrence, title: string): void {
    if (to <= from) return this.fault(line, title, 'it ends when it begins, or before');
    if (to <= this.span.from) this.#over++;
    else if (from < this.span.to) {
      const text = shownText(title);
      this.#rows.push({
        line,
        from,
        to,
        who: title,
        mayBeId: false,
        text,
        adviceLine: undefined,
        why: undefined,
      });
    } else this.fault(line, title, 'it begins more than a year ahead');
  }

  reading(): ImportReading {
    const leftOut = { cancelled: this.cancelled, over: this.#over };
    return { rows: this.#rows, faults: this.#faults, leftOut };
  }
}
