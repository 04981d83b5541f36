import { z } from 'zod';
import type { Area, Clinician, ClinicianId } from '../../rota/types.ts';
import { areaHistory, dutyHoursOf } from '../../rota-versions/area-history.ts';
import { areaVersions } from '../../rota-versions/area-versions.ts';
import { VersionStore } from '../../rota-versions/version-store.ts';
import { fairnessRows, type FairnessRow } from '../../statistics/fairness.ts';
import { isoInstant, spanOf, type Days } from '../../statistics/period.ts';
import { countRings } from '../../statistics/ring-counts.ts';
import { csvOf, type Cell } from '../csv.ts';
import { badParameters, Problem } from '../problem.ts';
import { CsvReply } from '../reply.ts';
import { findArea, route } from '../route.ts';
import { fairnessBody, fairnessQuery } from '../schemas/fairness.ts';
import { areaId } from '../schemas/parameters.ts';

/** Worked out in the process that answers the telephone: no question may take it long. */
const longest = 400 * 86_400_000;
const tooLong = badParameters([{ field: 'to', message: 'must be at most 400 days after "from"' }]);

/** Who carries how much of the rota. */
export const fairness = route({
  path: '/api/v1/areas/{area}/fairness',
  summary: 'For each clinician: hours on the rota, how often they were rung and what became of it',
  permission: 'read-rota',
  params: z.object({ area: areaId }),
  query: fairnessQuery,
  body: fairnessBody,
  csv: true,
  answer: async ({ params, query, prefersCsv }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const span = spanOf(query, area.timezone);
    if (span.to - span.from > longest) return tooLong;
    const [rings, overrides, changesSince, versions] = await Promise.all([
      countRings(sources.database, area.id, span),
      sources.overrides.counted(area.id, span.from, span.to),
      new VersionStore(sources.database).changesSince(area.id, span.from),
      areaVersions(sources.database, area.id, span),
    ]);
    const history = await areaHistory(area, versions, span);
    const people = peopleOf([...history.stretches.flatMap((stretch) => stretch.area ?? []), area]);
    const rows = fairnessRows({ area, people }, await dutyHoursOf(history, overrides), rings);
    const csv = query.format === undefined ? prefersCsv : query.format === 'csv';
    if (csv) return tableOf(area.id, query, rows);
    const { knownSince } = history;
    const rotaKnownSince = knownSince === undefined ? null : isoInstant(knownSince);
    return { area: area.id, from: query.from, to: query.to, rotaKnownSince, changesSince, rows };
  },
});

/** Everybody who was ever in these areas; the last one says what they are called. */
function peopleOf(areas: readonly Area[]): ReadonlyMap<ClinicianId, Clinician> {
  return new Map(areas.flatMap(({ people }) => [...people]));
}

const columns: readonly (readonly [string, (row: FairnessRow) => Cell])[] = [
  ['id', ({ clinician }) => clinician.id],
  ['name', ({ clinician }) => clinician.name],
  ['hours', ({ hours }) => hours.total],
  ['in_hours', ({ hours }) => hours.inHours],
  ['out_of_hours', ({ hours }) => hours.outOfHours],
  ['rung', ({ rung }) => rung],
  ['taken', ({ taken }) => taken],
  ['declined', ({ declined }) => declined],
  ['missed', ({ missed }) => missed],
  ['withdrawn', ({ withdrawn }) => withdrawn],
  ['failed', ({ failed }) => failed],
  ['median_answer_seconds', ({ medianAnswerSeconds }) => medianAnswerSeconds],
];

function tableOf(area: string, { from, to }: Days, rows: readonly FairnessRow[]): CsvReply {
  const text = csvOf(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
  return new CsvReply(text, `fairness-${area}-${from}-to-${to}.csv`);
}
