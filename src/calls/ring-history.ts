import type { Pool, PoolClient } from 'pg';
import { wallClock, type Instant } from '../clock.ts';
import { noHistory } from '../rota/on-call.ts';
import { areaIdOf } from '../call/call.ts';
import type { Area, AreaId, LineRef, RingHistory } from '../rota/types.ts';

/** How far back the orders of ringing look. */
const LOOK_BACK = 30 * 24 * 3_600_000;
/** Rings missed in a row are counted no further back than this. */
const MISSES_WITHIN = 12 * 3_600_000;

/** What the orders of ringing need to know of the past of areas: one history for each of their lines. */
export type Histories = (line: LineRef) => RingHistory;

/** Nobody was rung yet, or nobody is to be rung now. */
export const noHistories: Histories = () => noHistory;

interface Row {
  readonly last_rung: Record<string, string> | null;
  readonly taken: { area: string; clinician: string; last: number; today: number }[] | null;
  readonly missed: { area: string; clinician: string; count: number; last: number }[] | null;
}

/**
 * An attempt's area is that of the line that was rung, on whose rota the clinician is. Phones of one person that are
 * rung one after the other are one ring, and the last of them says what became of it.
 */
const question = `
  with asked as (select * from unnest($1::text[], $2::timestamptz[]) as asked (area, midnight))
  select
    (select json_object_agg(ref, clinician) from unnest($3::text[]) as ordered (ref),
       lateral (select clinician from attempts where area = split_part(ref, '/', 1) and line = ref
                order by created_at desc limit 1) as latest) as last_rung,
    (select json_agg(taken) from (
       select area, clinician, extract(epoch from max(ended_at)) * 1000 as last,
              count(*) filter (where ended_at >= midnight) as today
         from attempts join asked using (area) where $6 and result = 'accepted' and ended_at >= $4
        group by area, clinician) as taken) as taken,
    (select json_agg(missed) from (
       select area, clinician, count(*) as count, extract(epoch from max(ended_at)) * 1000 as last
         from (select area, clinician, ended_at,
                      bool_and(result in ('no-answer', 'no-response'))
                        over (partition by area, clinician order by created_at desc, number desc) as missed
                 from (select attempts.*, lead(phone_place)
                                over (partition by offer_id, area, clinician order by number) as next_phone
                         from attempts join asked using (area) where created_at >= $5) as asked_for
                where result is not null and result <> 'cancelled'
                  and not coalesce(next_phone > phone_place, false)) as rings
        where missed group by area, clinician) as missed) as missed`;

/** What is to be known of the past before anybody of these areas is rung. One query. */
export async function loadHistories(
  pool: Pool | PoolClient,
  areas: readonly Area[],
  at: Instant,
): Promise<Histories> {
  const lines = areas.flatMap((area) => area.lines.filter(({ ring }) => ring.order !== 'listed'));
  const { rows } = await pool.query<Row>({
    name: 'ring-histories',
    text: question,
    values: [
      areas.map(({ id }) => id),
      areas.map(({ timezone }) => wallClock(at, timezone).startOf('day').toJSDate()),
      lines.map(({ ref }) => ref),
      new Date(at - LOOK_BACK),
      new Date(at - MISSES_WITHIN),
      lines.length > 0,
    ],
  });
  const histories = new Map(areas.map(({ id }) => [id, historyOf(rows[0], id)]));
  return (line) => ({
    ...(histories.get(areaIdOf(line)) ?? noHistory),
    lastRung: rows[0]?.last_rung?.[line],
  });
}

function historyOf(row: Row | undefined, area: AreaId): Omit<RingHistory, 'lastRung'> {
  const taken = (row?.taken ?? []).filter((each) => each.area === area);
  const missed = (row?.missed ?? []).filter((each) => each.area === area);
  return {
    lastTook: new Map(taken.map(({ clinician, last }) => [clinician, last])),
    tookToday: new Map(taken.map(({ clinician, today }) => [clinician, today])),
    missed: new Map(missed.map(({ clinician, count, last }) => [clinician, { count, last }])),
  };
}
