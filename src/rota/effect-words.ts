import type { Instant } from '../clock.ts';
import { civilDay } from './calendar-day.ts';
import type { Interval } from './hours.ts';
import { nameOf } from './ladder-words.ts';
import type { LineEffect, OverrideEffect, PersonSpan } from './override-effect.ts';
import type { Area, ClinicianId } from './types.ts';
import { endWith, longDate, shortDate, shortTime, spokenDate } from './words.ts';
import { dayAt } from './zone-day.ts';

/** An effect in sentences, the worst first on each line: "Haematology has nobody on Monday 23 November, 9am to 5pm". */
export function effectWords(area: Area, now: Instant, effect: OverrideEffect): readonly string[] {
  const { looked, whole, lines } = effect;
  const until = shortDate(looked.to - 1, area.timezone);
  const nothing = lines.length === 0 ? [`Nobody is rung more or less than before, up to ${until}`] : [];
  const later = whole ? [] : [`It goes on after ${until}, which is not shown here`];
  return [...nothing, ...lines.flatMap((line) => lineWords(area, now, line)), ...later];
}

function lineWords(area: Area, now: Instant, effect: LineEffect): readonly string[] {
  const name = area.lines.find(({ id }) => id === effect.line)?.name ?? effect.line;
  const spans = (intervals: readonly Interval[]): string =>
    intervals.map((each) => spanWords(each, now, area.timezone)).join('; ');
  const people = (verb: string, found: readonly PersonSpan[]): readonly string[] =>
    eachPerson(found).map((id) => {
      const own = found.filter(({ clinician }) => clinician === id);
      return `${name}: ${nameOf(area, id)} ${verb} ${spans(own)}`;
    });
  const names = (ids: readonly ClinicianId[]): string => ids.map((id) => nameOf(area, id)).join(' and ');
  return [
    ...(effect.gaps.length > 0 ? [`${name} has nobody ${spans(effect.gaps)}`] : []),
    ...effect.thinned.map((span) => `${name} has only ${names(span.people)} ${spans([span])}`),
    ...people('is not rung', effect.lost),
    ...people('is rung', effect.gained),
    ...(effect.filled.length > 0 ? [`${name} has somebody again ${spans(effect.filled)}`] : []),
  ];
}

function eachPerson(found: readonly PersonSpan[]): readonly ClinicianId[] {
  return [...new Set(found.map(({ clinician }) => clinician))];
}

/** "on Monday 23 November, 9am to 5pm", or "from 8pm on Monday 23 November to 8am on Tuesday 24 November". */
function spanWords({ from, to }: Interval, now: Instant, zone: string): string {
  const date = (at: Instant): string => (sameYear(at, now, zone) ? spokenDate(at, zone) : longDate(at, zone));
  if (dayAt(from, zone) === dayAt(to - 1, zone)) {
    return `on ${date(from)}, ${shortTime(from, zone)} to ${shortTime(to, zone)}`;
  }
  return `from ${shortTime(from, zone)} on ${date(from)} to ${endWith(to, zone, date)}`;
}

function sameYear(one: Instant, other: Instant, zone: string): boolean {
  return civilDay(dayAt(one, zone)).year === civilDay(dayAt(other, zone)).year;
}
