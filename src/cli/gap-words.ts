import type { Instant } from '../clock.ts';
import { dayNumber, type DayNumber } from '../rota/calendar-day.ts';
import type { CoverageSpan } from '../rota/coverage.ts';
import type { LineReport } from '../rota/coverage-report.ts';
import { counted } from '../rota/counted.ts';
import { hoursWords, inHours } from '../rota/in-hours.ts';
import type { Area } from '../rota/types.ts';
import { endsSoon, endWith, longDate, longDay, longEnd, longInstant, shortTime } from '../rota/words.ts';
import { dayAt } from '../rota/zone-day.ts';
import { listed } from '../texts/notice-words.ts';

/** More dates than this are told as how many, and from when to when. */
const mostDates = 10;
const msPerWeek = 7 * 86_400_000;

/** How well a line is covered: the sum, hours with nobody, hours with too few, and holidays that nobody decided. */
export function gapWords(area: Area, report: LineReport): readonly string[] {
  const { line, spans, undecided } = report;
  const holidays = undecided.map(
    ({ date, title }) =>
      `  ${longDay(dayNumber(date) ?? 0)}, ${title}: closed, for the file does not say whether the line opens`,
  );
  const empty = spans.filter(({ people }) => people.length === 0);
  const thin = spans.filter(({ people }) => people.length > 0);
  return [
    `${line.ref}: ${sumWords(report)}`,
    ...[empty, thin].flatMap((some) => alike(area, some).map((each) => `  ${alikeWords(area, each)}`)),
    ...holidays,
  ];
}

/** "3 hours with nobody and 12 hours with fewer than 2 people, of 40 open". */
function sumWords({ line, open, nobody, thin }: LineReport): string {
  const enough = counted(line.minimum, 'person', 'people');
  if (open === 0) return 'not open at all in the weeks looked at';
  if (nobody + thin === 0) return `at least ${enough} in every open hour`;
  const parts = [
    ...(nobody > 0 ? [`${hoursWords(inHours(nobody))} with nobody`] : []),
    ...(thin > 0 ? [`${hoursWords(inHours(thin))} with fewer than ${enough}`] : []),
  ];
  return `${parts.join(' and ')}, of ${inHours(open)} open`;
}

/** Spans on the same weekday, at the same times, with the same people: a hole in the rota that comes each week. */
function alike(area: Area, spans: readonly CoverageSpan[]): readonly (readonly CoverageSpan[])[] {
  const found = new Map<string, CoverageSpan[]>();
  for (const span of spans) {
    const key = `${timesWords(span, area.timezone)}: ${peopleWords(area, span)}`;
    const others = found.get(key);
    if (others) others.push(span);
    else found.set(key, [span]);
  }
  return [...found.values()];
}

function alikeWords(area: Area, spans: readonly CoverageSpan[]): string {
  const [first] = spans;
  if (!first) return '';
  const zone = area.timezone;
  const when =
    spans.length === 1
      ? spanWords(first, zone)
      : `${timesWords(first, zone)}, on ${datesWords(spans.map(({ from }) => dayAt(from, zone)))}`;
  return `${when}: ${peopleWords(area, first)}`;
}

function peopleWords(area: Area, { people }: CoverageSpan): string {
  if (people.length === 0) return 'NOBODY';
  return `only ${people.map((id) => area.people.get(id)?.name ?? id).join(' and ')}`;
}

/** "Monday 28 December 2026, 10am to 2pm", or both days where they differ. */
function spanWords({ from, to }: CoverageSpan, zone: string): string {
  const sameDay = dayAt(from, zone) === dayAt(to - 1, zone);
  if (!sameDay) return `${longInstant(from, zone)} to ${longEnd(to, zone)}`;
  return `${longDate(from, zone)}, ${shortTime(from, zone)} to ${shortTime(to, zone)}`;
}

/** "Mondays, 10am to 2pm", "Fridays, 8pm to 8am on Monday"; what lasts longer than a week comes but once. */
function timesWords(span: CoverageSpan, zone: string): string {
  const { from, to } = span;
  const weekdayAt = (at: Instant): string => weekday(dayAt(at, zone));
  if (to - from > msPerWeek) return spanWords(span, zone);
  const [begin, time] = [shortTime(from, zone), shortTime(to, zone)];
  const sameWeekday = dayAt(to - 1, zone) - dayAt(from, zone) === 7;
  const end = sameWeekday ? `${time} a week later` : endWith(to, zone, weekdayAt);
  return `${weekdayAt(from)}s, ${begin} to ${endsSoon(span, zone) ? time : end}`;
}

/** "2, 9 and 16 December 2026; 6 January 2027", or "52 dates from 2 December 2026 to 24 November 2027". */
function datesWords(days: readonly DayNumber[]): string {
  const parts = days.map((day) => longDay(day).split(' '));
  const [first = [], last = []] = [parts[0], parts.at(-1)];
  if (days.length > mostDates)
    return `${days.length} dates from ${first.slice(1).join(' ')} to ${last.slice(1).join(' ')}`;
  const months = new Map<string, string[]>();
  for (const [, date = '', ...month] of parts) {
    const dates = months.get(month.join(' '));
    if (dates) dates.push(date);
    else months.set(month.join(' '), [date]);
  }
  return [...months].map(([month, dates]) => `${listed(dates)} ${month}`).join('; ');
}

function weekday(day: DayNumber): string {
  return longDay(day).split(' ', 1)[0] ?? '';
}
