import { z } from 'zod';
import { failingPhones } from '../../calls/failing-phones.ts';
import type { Instant } from '../../clock.ts';
import { inPieces } from '../../pieces.ts';
import { dayNumber, dayText } from '../../rota/calendar-day.ts';
import { reportingCoverage } from '../../rota/coverage-report.ts';
import type { Area, Day } from '../../rota/types.ts';
import { startOf, type Days, type Span } from '../../statistics/period.ts';
import { presentCoverage } from '../coverage-presenter.ts';
import { badParameters, Problem } from '../problem.ts';
import { findArea, route } from '../route.ts';
import { coverageBody, coverageQuery } from '../schemas/coverage.ts';
import { areaId } from '../schemas/parameters.ts';

const eightWeeks = 56 * 86_400_000;
/** Enough for any plan. */
const longest = 400 * 86_400_000;

/** Which open hours have nobody, or too few. */
export const coverage = route({
  path: '/api/v1/areas/{area}/coverage',
  summary: 'Open hours with nobody or too few, phones that fail, holidays not decided; overrides counted',
  permission: 'read-rota',
  params: z.object({ area: areaId }),
  query: coverageQuery,
  body: coverageBody,
  answer: async ({ params, query }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const now = sources.clock.now();
    const span = spanAsked(area, query, now);
    if (span instanceof Problem) return span;
    const [overrides, failing] = await Promise.all([
      sources.overrides.standing(area.id, span.from, span.to),
      failingPhones(sources.database, area, now),
    ]);
    const report = await inPieces(reportingCoverage({ area, ...span, overrides, failing }));
    return presentCoverage(area, span, report);
  },
});

/** By the calendar where a day was given: eight weeks may have an hour more or less. */
function eightWeeksAfter(area: Area, first: Day | undefined, now: Instant): Instant {
  const day = first === undefined ? undefined : dayNumber(first);
  return day === undefined ? now + eightWeeks : startOf(dayText(day + 56), area.timezone);
}

function spanAsked(area: Area, { from: first, to: last }: Partial<Days>, now: Instant): Span | Problem {
  const from = first === undefined ? now : startOf(first, area.timezone);
  const to = last === undefined ? eightWeeksAfter(area, first, now) : startOf(last, area.timezone);
  if (from < to && to - from <= longest) return { from, to };
  const message = from < to ? 'must be at most 400 days after "from"' : 'must be after "from", or after now';
  return badParameters([{ field: 'to', message }]);
}
