import { longDate } from '../rota/words.ts';
import { titleOf, type Gathered } from './gathered-events.ts';
import { isCancelled, valueOf, type IcsComponent } from './ics-components.ts';
import { goesOnAfter } from './ics-repeats.ts';
import { readSeries, type Occurrence, type SeriesQuestion } from './ics-series.ts';
import { seriesFault } from './ics-series-fault.ts';

/** Adds what a file says under one UID to what was found. */
export function gatherSeries(
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
  const cancelled = current.filter(isCancelled);
  gathered.cancelled += cancelled.length;
  const rule = current.map((each) => valueOf(each, 'RRULE')).find((each) => each !== undefined);
  const within = read.occurrences.filter(({ from }) => rule === undefined || from < gathered.span.to);
  if (within.length === 0 && cancelled.length < current.length) gathered.nothing(first);
  addEach(gathered, current, within);
  if (current.some((each) => valueOf(each, 'RDATE') !== undefined))
    gathered.fault(first.line, titleOf(first), 'its extra dates (RDATE) are not read: add them by hand');
  const more = within.length < read.occurrences.length || goesOnAfter(rule, gathered.span.to);
  if (within.length > 0 && more) gathered.fault(first.line, titleOf(first), goesOn(question));
}

function addEach(gathered: Gathered, events: readonly IcsComponent[], found: readonly Occurrence[]): void {
  const [first] = events;
  const byLine = new Map(events.map((each) => [each.line, each]));
  const tentative = new Set(events.filter(isTentative).map(({ line }) => line));
  for (const each of found)
    if (!tentative.has(each.line)) gathered.add(each, titleOf(byLine.get(each.line)) || titleOf(first));
  for (const line of new Set(found.map((each) => each.line)))
    if (tentative.has(line))
      gathered.fault(
        line,
        titleOf(byLine.get(line)) || titleOf(first),
        'it is only tentative: settle it, and import it then, or add it by hand',
      );
}

/** As Google and others say it, or as Outlook does. */
function isTentative(event: IcsComponent): boolean {
  return ['STATUS', 'X-MICROSOFT-CDO-BUSYSTATUS'].some(
    (name) => valueOf(event, name)?.trim().toUpperCase() === 'TENTATIVE',
  );
}

function goesOn({ span, zone }: SeriesQuestion): string {
  return `it goes on, and what begins after ${longDate(span.to, zone)} is not taken: import it again before then`;
}

/** Of two that say the same part of the same series, the later version counts (SEQUENCE). None goes without a word. */
function withoutDoubles(gathered: Gathered, events: readonly IcsComponent[]): readonly IcsComponent[] {
  const found = new Map<string, IcsComponent>();
  for (const each of events) {
    const key = valueOf(each, 'RECURRENCE-ID') ?? '';
    const other = found.get(key);
    if (!other || sequenceOf(each) > sequenceOf(other)) found.set(key, each);
    if (other) gathered.fault(...doubled(each, other));
  }
  return [...found.values()];
}

/** What is told of the one that is not read. */
function doubled(each: IcsComponent, other: IcsComponent): [line: number, text: string, reason: string] {
  if (each.lines.join() === other.lines.join())
    return [each.line, titleOf(each), `the event of line ${other.line} says the same, and is read once`];
  const [read, left] = sequenceOf(each) > sequenceOf(other) ? [each, other] : [other, each];
  const reason =
    sequenceOf(each) === sequenceOf(other)
      ? `the event of line ${read.line} has the same UID, and only that is read`
      : `the event of line ${read.line} is a later version of it, and only that is read`;
  return [left.line, titleOf(left), reason];
}

function sequenceOf(event: IcsComponent): number {
  return Number(valueOf(event, 'SEQUENCE')) || 0;
}
