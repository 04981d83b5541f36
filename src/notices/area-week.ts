import { failingPhones } from '../calls/failing-phones.ts';
import type { Instant } from '../clock.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { DayNumber } from '../rota/calendar-day.ts';
import { coverageReport } from '../rota/coverage-report.ts';
import type { Area } from '../rota/types.ts';
import { startInstant } from '../rota/zone-day.ts';
import type { Queryable } from '../store/queryable.ts';
import { weekFigures, type WeekFigures } from './manager-words.ts';
import { withoutShortPauses } from './uncovered.ts';

/** The digest's figures for the week that begins with this Monday, overrides counted, and of the phones as of now. */
export async function areaWeek(
  database: Queryable,
  overrides: Pick<Overrides, 'standing'>,
  area: Area,
  monday: DayNumber,
  now: Instant,
): Promise<WeekFigures> {
  const from = startInstant(monday, 0, area.timezone);
  const to = startInstant(monday + 7, 0, area.timezone);
  const [standing, failing] = await Promise.all([
    overrides.standing(area.id, from, to),
    failingPhones(database, area, now),
  ]);
  return weekFigures(coverageReport({ area, from, to, overrides: withoutShortPauses(standing), failing }));
}
