import { wallClock, type Instant } from '../clock.ts';
import { noHistory } from '../rota/on-call.ts';
import type { Queryable } from '../statistics/queryable.ts';
import type { Area, LineRef, RingHistory } from '../rota/types.ts';

/** How far back the orders of ringing look. */
const LOOK_BACK = 30 * 24 * 3_600_000;

/** What the orders of ringing need to know of an area's past: one history for each of its lines. */
export type Histories = (line: LineRef) => RingHistory;

/** Nobody was rung yet, or nobody is to be rung now. */
export const noHistories: Histories = () => noHistory;

interface Row {
  readonly last_rung: Record<string, string> | null;
  readonly taken: { clinician: string; last: number; today: number }[] | null;
}

const question = `
  select
    (select json_object_agg(line, clinician) from unnest($2::text[]) as asked (line),
       lateral (select clinician from attempts where area = $1 and attempts.line = asked.line
                order by created_at desc limit 1) as latest) as last_rung,
    (select json_agg(taken) from (
       select clinician, extract(epoch from max(ended_at)) * 1000 as last,
              count(*) filter (where ended_at >= $4) as today
         from attempts where area = $1 and result = 'accepted' and ended_at >= $3 group by clinician) as taken) as taken`;

/** Asks nothing where every line of the area is rung as listed. */
export async function loadHistories(pool: Queryable, area: Area, at: Instant): Promise<Histories> {
  const ordered = area.lines.filter((line) => line.ring.order !== 'listed');
  if (ordered.length === 0) return noHistories;
  const midnight = wallClock(at, area.timezone).startOf('day');
  const { rows } = await pool.query(question, [
    area.id,
    ordered.map((line) => line.ref),
    new Date(at - LOOK_BACK),
    midnight.toJSDate(),
  ]);
  const [row] = rows as Row[];
  const taken = row?.taken ?? [];
  const lastTook = new Map(taken.map((row) => [row.clinician, row.last]));
  const tookToday = new Map(taken.map((row) => [row.clinician, row.today]));
  return (line) => ({ lastRung: row?.last_rung?.[line], lastTook, tookToday });
}
