import type { Area, Rotas } from '../rota/types.ts';
import { countOffers } from './count-offers.ts';
import type { Grouping } from './counts-query.ts';
import { namingOf } from './labels.ts';
import { spanOf, type Days } from './period.ts';
import type { Queryable } from '../store/queryable.ts';
import { measuresOf, type Row } from './row.ts';

/** The table of an area: see "Measures" in DESIGN.md. */
export interface Statistics extends Days {
  readonly area: string;
  readonly by: Grouping;
  /** Only what had an offer in the period (or, by clinician, was rung). */
  readonly rows: readonly Row[];
  /** The same for all rows together. */
  readonly total: Row;
}

/**
 * The measures of an area over `days` of its calendar. An offer belongs to the day on which its line was chosen.
 * `rotas` name the clinicians of other areas. Asks the database once.
 */
export async function statisticsOf(
  database: Queryable,
  area: Area,
  { from, to }: Days,
  by: Grouping,
  rotas: Pick<Rotas, 'areas'> = { areas: [area] },
): Promise<Statistics> {
  const zone = area.timezone;
  const counted = await countOffers(database, { area: area.id, span: spanOf({ from, to }, zone), by, zone });
  const naming = namingOf(by, area, rotas);
  const rows = [...counted.groups]
    .sort(([one], [other]) => naming.compare(one, other))
    .map(([key, counts]) => ({ key, label: naming.label(key), ...measuresOf(counts) }));
  const total = { key: 'total', label: 'Total', ...measuresOf(counted.total) };
  return { area: area.id, from, to, by, rows, total };
}
