import type { Instant } from '../clock.ts';
import { atOnce, type Pieces } from '../pieces.ts';
import { bankHolidayTitle, holidaysOf } from './bank-holidays.ts';
import { dayNumber, dayText, weekdayIndex, weekdays } from './calendar-day.ts';
import type { DayNumber } from './calendar-day.ts';
import { coverage, type CoverageSpan } from './coverage.ts';
import { lostOverrides, type LostOverride } from './lost-overrides.ts';
import type { Area, Clinician, ClinicianId, Day, Line, Override } from './types.ts';
import { dayAt } from './zone-day.ts';

export interface ReportQuestion {
  readonly area: Area;
  /** Only this line. Absent: every line of the area. */
  readonly line?: Line | undefined;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly overrides: readonly Override[];
  /** Phones whose last rings failed. */
  readonly failing: readonly PhoneOf[];
}

/** One of a clinician's phones, by its place in people.yaml from 0. Never the number. */
export interface PhoneOf {
  readonly clinician: ClinicianId;
  readonly place: number;
}

/** A bank holiday to come for which nobody has said whether the line opens. */
export interface UndecidedHoliday {
  readonly date: Day;
  readonly title: string;
}

/** How well the open hours of one line are covered. Durations are in milliseconds. */
export interface LineReport {
  readonly line: Line;
  readonly open: number;
  /** Open time with nobody who may be rung. */
  readonly nobody: number;
  /** Open time with somebody, but fewer than the line's minimum. */
  readonly thin: number;
  /** The spans with nobody and the thin ones, in order. */
  readonly spans: readonly CoverageSpan[];
  readonly undecided: readonly UndecidedHoliday[];
}

/** Somebody on the rota who cannot, or perhaps cannot, be rung. */
export interface PhoneTrouble {
  readonly clinician: Clinician;
  /** Places from 0 of the phones that failed; `undefined`: there is no phone at all. */
  readonly failing: readonly number[] | undefined;
}

export interface CoverageReport {
  readonly lines: readonly LineReport[];
  readonly phones: readonly PhoneTrouble[];
  /** Overrides that the files' ids leave without effect, whichever lines were asked for. */
  readonly lost: readonly LostOverride[];
}

/** Everything that leaves, or may leave, open hours without enough people. */
export function coverageReport(question: ReportQuestion): CoverageReport {
  return atOnce(reportingCoverage(question));
}

/** The same a line at a time, for the program that answers calls: a year with many overrides takes seconds. */
export function* reportingCoverage(question: ReportQuestion): Pieces<CoverageReport> {
  const lines = question.line ? [question.line] : question.area.lines;
  const reports: LineReport[] = [];
  for (const line of lines) {
    yield;
    reports.push(lineReport(question, line));
  }
  const { area, overrides, from } = question;
  return {
    lines: reports,
    phones: phoneTroubles(question, lines),
    lost: lostOverrides(area, overrides, from),
  };
}

function lineReport({ area, from, to, overrides }: ReportQuestion, line: Line): LineReport {
  const all = coverage({ area, line, from, to, overrides });
  const spans = all.filter(({ people }) => people.length < Math.max(1, line.minimum));
  const empty = spans.filter(({ people }) => people.length === 0);
  const nobody = lengthOf(empty);
  return {
    line,
    open: lengthOf(all),
    nobody,
    thin: lengthOf(spans) - nobody,
    spans,
    undecided: undecidedHolidays(area, line, { from, to }),
  };
}

function lengthOf(spans: readonly CoverageSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Bank holidays on whose weekday the line opens in other weeks, and of which its file says nothing: neither
 * `bankHolidays` nor hours or a shift with that date. (Then the line is closed, perhaps without anybody meaning it.)
 */
export function undecidedHolidays(
  area: Area,
  line: Line,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): readonly UndecidedHoliday[] {
  if (line.holidaysDecided) return [];
  const dated = datesOf(line);
  const last = dayAt(to - 1, area.timezone);
  return [...holidaysOf(area)]
    .filter((day) => dayAt(from, area.timezone) <= day && day <= last)
    .filter((day) => !dated.has(day) && opensOnWeekday(line, day))
    .sort((one, other) => one - other)
    .map((day) => ({ date: dayText(day), title: bankHolidayTitle(area, day) ?? '' }));
}

function datesOf({ open, shifts }: Line): ReadonlySet<DayNumber | undefined> {
  const hours = [...open, ...shifts.map((shift) => shift.hours)];
  return new Set(hours.map((each) => (each.kind === 'dated' ? dayNumber(each.date) : undefined)));
}

function opensOnWeekday({ open }: Line, day: DayNumber): boolean {
  const weekday = weekdays[weekdayIndex(day)];
  return open.some(
    (hours) => hours.kind === 'weekly' && weekday !== undefined && hours.days.includes(weekday),
  );
}

/** Of those whom a shift or an override puts on one of the lines, in the order of people.yaml. */
function phoneTroubles(
  { area, overrides, failing }: ReportQuestion,
  lines: readonly Line[],
): readonly PhoneTrouble[] {
  const named = new Set([
    ...lines.flatMap(({ shifts }) => shifts.flatMap(({ people }) => people)),
    ...overrides.flatMap((each) => [each.with, each.kind === 'extra' ? each.clinician : undefined]),
  ]);
  return [...area.people.values()].flatMap((clinician): readonly PhoneTrouble[] => {
    if (!named.has(clinician.id)) return [];
    if (clinician.phones.length === 0) return [{ clinician, failing: undefined }];
    const places = failing.filter((each) => each.clinician === clinician.id).map(({ place }) => place);
    const known = places.filter((place) => place < clinician.phones.length).sort();
    return known.length === 0 ? [] : [{ clinician, failing: known }];
  });
}
