import type { Pool, PoolClient } from 'pg';
import { wallClock, type Instant } from '../clock.ts';
import { noHistory } from '../rota/on-call.ts';
import type { Area, LineRef, RingHistory } from '../rota/types.ts';

/** How far back the orders of ringing look. */
const LOOK_BACK = 30 * 24 * 3_600_000;
/** Rings missed in a row are counted no further back than this. */
const MISSES_WITHIN = 12 * 3_600_000;

/** What the orders of ringing need to know of an area's past: one history for each of its lines. */
export type Histories = (line: LineRef) => RingHistory;

/** Nobody was rung yet, or nobody is to be rung now. */
export const noHistories: Histories = () => noHistory;

interface Row {
  readonly last_rung: Record<string, string> | null;
  readonly taken: { clinician: string; last: number; today: number }[] | null;
  readonly missed: { clinician: string; count: number; last: number }[] | null;
}

const question = `
  select
    (select json_object_agg(line, clinician) from unnest($2::text[]) as asked (line),
       lateral (select clinician from attempts where area = $1 and attempts.line = asked.line
                order by created_at desc limit 1) as latest) as last_rung,
    (select json_agg(taken) from (
       select clinician, extract(epoch from max(ended_at)) * 1000 as last,
              count(*) filter (where ended_at >= $4) as today
         from attempts where $6 and area = $1 and result = 'accepted' and ended_at >= $3
        group by clinician) as taken) as taken,
    (select json_agg(missed) from (
       select clinician, count(*) as count, extract(epoch from max(ended_at)) * 1000 as last
         from (select clinician, ended_at,
                      bool_and(result in ('no-answer', 'no-response'))
                        over (partition by clinician order by created_at desc, number desc) as missed
                 from attempts where area = $1 and created_at >= $5 and result is not null and result <> 'cancelled'
              ) as rings
        where missed group by clinician) as missed) as missed`;

/** What is to be known of the past before anybody of the area is rung. One query. */
export async function loadHistories(pool: Pool | PoolClient, area: Area, at: Instant): Promise<Histories> {
  const ordered = area.lines.filter((line) => line.ring.order !== 'listed').map((line) => line.ref);
  const midnight = wallClock(at, area.timezone).startOf('day').toJSDate();
  const { rows } = await pool.query<Row>({
    name: 'ring-history',
    text: question,
    values: [
      area.id,
      ordered,
      new Date(at - LOOK_BACK),
      midnight,
      new Date(at - MISSES_WITHIN),
      ordered.length > 0,
    ],
  });
  return historiesOf(rows[0]);
}

function historiesOf(row: Row | undefined): Histories {
  const taken = row?.taken ?? [];
  const lastTook = new Map(taken.map(({ clinician, last }) => [clinician, last]));
  const tookToday = new Map(taken.map(({ clinician, today }) => [clinician, today]));
  const missed = new Map(
    (row?.missed ?? []).map(({ clinician, count, last }) => [clinician, { count, last }]),
  );
  return (line) => ({ lastRung: row?.last_rung?.[line], lastTook, tookToday, missed });
}
