import type { OnCallOnLines } from '../calls/on-call-now.ts';
import type { Instant } from '../clock.ts';
import type { Area, AreaId, ClinicianId, LineId, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Quiet } from './phone-to-check.ts';
import { keysWithinReach } from './within-reach.ts';

/** So long after the last call of a line its people may be rung for nothing. */
const QUIET_FOR = 30 * 60_000;

interface Row {
  readonly called: string[] | null;
  readonly rung: string[] | null;
  readonly busy: string[] | null;
}

/**
 * A line had a call when a caller chose it, or when it was walked for another that overflowed. Who still waits on one
 * that they chose longer ago is calling.
 */
const statement = `select
  (select array_agg(distinct line) from (
     select area || '/' || line as line from offers where area = $1 and chosen_at > $2
     union all select line from attempts where area = $1 and created_at > $2) as lately) as called,
  (select array_agg(distinct clinician) from attempts where area = $1 and created_at > $2) as rung,
  (select array_agg(key) from reservations where free_at is null or free_at > $3) as busy`;

/** The areas to which somebody is on the telephone now, and the keys of everybody whom these calls may ring. */
export async function keysThatCallsMayRing(
  database: Queryable,
  rotas: Rotas,
): Promise<{ readonly areas: ReadonlySet<AreaId>; readonly keys: ReadonlySet<string> }> {
  const { rows } = await database.query("select distinct area from calls where status <> 'over'");
  const areas = (rows as { area: AreaId }[]).map(({ area }) => area);
  return { areas: new Set(areas), keys: new Set(areas.flatMap((id) => [...keysWithinReach(rotas, id)])) };
}

/** Who is on which ladder now, and where it is quiet. */
export async function quietHour(
  database: Queryable,
  onCall: OnCallOnLines,
  { area, rotas }: { readonly area: Area; readonly rotas: Rotas },
  at: Instant,
): Promise<Quiet> {
  const { rows } = await database.query(statement, [area.id, new Date(at - QUIET_FOR), new Date(at)]);
  const [row] = rows as Row[];
  const calling = await keysThatCallsMayRing(database, rotas);
  const linesOf = new Map<ClinicianId, LineId[]>();
  const answers = await onCall(area, area.lines, at);
  for (const [place, { id }] of area.lines.entries()) {
    for (const { clinician } of answers[place]?.ladder ?? []) {
      linesOf.set(clinician.id, [...(linesOf.get(clinician.id) ?? []), id]);
    }
  }
  const called = (row?.called ?? []).map((ref) => ref.slice(ref.indexOf('/') + 1));
  return {
    linesOf,
    isCalling: calling.areas.has(area.id),
    called: new Set(called),
    rung: new Set(row?.rung),
    busy: new Set([...(row?.busy ?? []), ...calling.keys]),
  };
}
