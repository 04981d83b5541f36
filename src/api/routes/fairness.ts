import { z } from 'zod';
import type { Area, Clinician, ClinicianId } from '../../rota/types.ts';
import { areaHistory, dutyHoursOf, type AreaHistory } from '../../rota-versions/area-history.ts';
import { areaVersions } from '../../rota-versions/area-versions.ts';
import { VersionStore } from '../../rota-versions/version-store.ts';
import { fairnessRows } from '../../statistics/fairness.ts';
import { isoInstant, spanOf, type Span } from '../../statistics/period.ts';
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
    const asked = spanOf(query, area.timezone);
    if (asked.to - asked.from > longest) return tooLong;
    const countedUntil = Math.min(asked.to, sources.clock.now());
    const span = { from: asked.from, to: Math.max(asked.from, countedUntil) };
    const [rings, overrides, changesSince, versions] = await Promise.all([
      countRings(sources.database, area.id, span),
      sources.overrides.counted(area.id, span.from, span.to),
      new VersionStore(sources.database).changesSince(area.id, span.from),
      areaVersions(sources.database, area.id, span),
    ]);
    const history = await areaHistory(area, versions, span);
    const people = peopleOf([...history.stretches.flatMap((stretch) => stretch.area ?? []), area]);
    const rows = fairnessRows({ area, people }, await dutyHoursOf(history, overrides), rings);
    const body = {
      ...{ area: area.id, from: query.from, to: query.to },
      rotaKnownSince: knownSince(history, span),
      countedUntil: isoInstant(countedUntil),
      ...{ changesSince, rows },
    };
    const csv = query.format === undefined ? prefersCsv : query.format === 'csv';
    return csv ? tableOf(body) : body;
  },
});

/** Of a time that has not begun nothing can be known as it was. */
function knownSince({ knownSince: at }: AreaHistory, { from, to }: Span): string | null {
  return at === undefined || from === to ? null : isoInstant(at);
}

/** Everybody who was ever in these areas; the last one says what they are called. */
function peopleOf(areas: readonly Area[]): ReadonlyMap<ClinicianId, Clinician> {
  return new Map(areas.flatMap(({ people }) => [...people]));
}

type Body = z.output<typeof fairnessBody>;

const columns: readonly (readonly [string, (row: Body['rows'][number], body: Body) => Cell])[] = [
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
  ['rota_known_since', (_row, { rotaKnownSince }) => rotaKnownSince],
  ['counted_until', (_row, { countedUntil }) => countedUntil],
];

function tableOf(body: Body): CsvReply {
  const text = csvOf(
    columns.map(([name]) => name),
    body.rows.map((row) => columns.map(([, cell]) => cell(row, body))),
  );
  return new CsvReply(text, `fairness-${body.area}-${body.from}-to-${body.to}.csv`);
}
