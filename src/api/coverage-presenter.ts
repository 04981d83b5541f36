import type { z } from 'zod';
import { bankHolidaysKnown } from '../rota/bank-holidays.ts';
import type { CoverageReport, LineReport, PhoneTrouble } from '../rota/coverage-report.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area } from '../rota/types.ts';
import { isoInstant, type Span } from '../statistics/period.ts';
import type { coverageBody } from './schemas/coverage.ts';

type Body = z.output<typeof coverageBody>;

const msPerHour = 3_600_000;

/** A report on coverage as the API tells it. */
export function presentCoverage(area: Area, { from, to }: Span, report: CoverageReport): Body {
  return {
    area: area.id,
    from: isoInstant(from),
    to: isoInstant(to),
    covered: report.lines.every(({ nobody }) => nobody === 0),
    holidaysKnownTo: bankHolidaysKnown.to,
    lines: report.lines.map((line) => presentLine(area, line)),
    people: report.phones.map(presentTrouble),
    lostOverrides: report.lost.map(({ override, words }) => ({ id: override.id, words })),
  };
}

function presentLine(area: Area, report: LineReport): Body['lines'][number] {
  const { line, undecided } = report;
  return {
    line: { id: line.id, name: line.name },
    minimum: line.minimum,
    openHours: hoursOf(report.open),
    nobodyHours: hoursOf(report.nobody),
    thinHours: hoursOf(report.thin),
    spans: report.spans.map(({ from, to, people }) => ({
      from: isoInstant(from),
      to: isoInstant(to),
      people: people.map((id) => ({ id, name: nameOf(area, id) })),
    })),
    undecidedHolidays: undecided,
  };
}

function presentTrouble({ clinician: { id, name }, failing }: PhoneTrouble): Body['people'][number] {
  return {
    clinician: { id, name },
    trouble: failing ? 'phone-failing' : 'no-phone',
    phones: (failing ?? []).map((place) => place + 1),
  };
}

/** To two places, as a person reads hours. */
export function hoursOf(milliseconds: number): number {
  return Math.round((milliseconds / msPerHour) * 100) / 100;
}
