import { z } from 'zod';
import { isoInstant, type Span } from './period.ts';
import type { Queryable } from '../store/queryable.ts';

/**
 * What became of the rings of one clinician. To ring several of their phones one after the other is one ring, and what
 * became of the last of them became of it.
 */
export interface RingCounts {
  readonly taken: number;
  readonly declined: number;
  /** Not answered, picked up without a key, or engaged. */
  readonly missed: number;
  /** Stopped ringing because a colleague was quicker or the caller went. */
  readonly withdrawn: number;
  /** Never rang: the carrier could not reach the phone. */
  readonly failed: number;
  /** Of those that were picked up, whatever followed: seconds from the first ring. `null`: none was. */
  readonly medianAnswerSeconds: number | null;
}

export const noRings: RingCounts = {
  ...{ taken: 0, declined: 0, missed: 0, withdrawn: 0, failed: 0 },
  medianAnswerSeconds: null,
};

const row = z.object({
  clinician: z.string(),
  taken: z.int(),
  declined: z.int(),
  missed: z.int(),
  withdrawn: z.int(),
  failed: z.int(),
  median: z.number().nullable(),
});

/**
 * An attempt's area is that of the clinician. A ring belongs to the instant at which it was asked for. One that has no
 * result yet is not counted, nor is one that was called off before it rang. Carriers may tell of an answer before they tell of the ringing: then it took no time.
 */
const statement = `
with rings as (
  select *, coalesce(lead(phone_place) over (partition by offer_id, clinician order by number) > phone_place, false)
    as goes_on
  from attempts where area = $1 and created_at >= $2::timestamptz and created_at < $3::timestamptz
)
select clinician,
  count(*) filter (where result = 'accepted' and not goes_on)::int as taken,
  count(*) filter (where result = 'declined' and not goes_on)::int as declined,
  count(*) filter (where result in ('no-answer', 'no-response', 'busy') and not goes_on)::int as missed,
  count(*) filter (where result = 'cancelled' and ringing_at is not null and not goes_on)::int as withdrawn,
  count(*) filter (where result = 'failed' and not goes_on)::int as failed,
  round((percentile_cont(0.5) within group (order by greatest(0,
      extract(epoch from answered_at - coalesce(ringing_at, placed_at, created_at))::float8))
    filter (where answered_at is not null and result is not null))::numeric, 1)::float8 as median
from rings group by clinician`;

/** Counts the rings of an area by clinician, in one pass. */
export async function countRings(
  database: Queryable,
  area: string,
  { from, to }: Span,
): Promise<ReadonlyMap<string, RingCounts>> {
  const { rows } = await database.query(statement, [area, isoInstant(from), isoInstant(to)]);
  const counted = z.array(row).parse(rows);
  return new Map(
    counted.map(({ clinician, median, ...counts }) => [
      clinician,
      { ...counts, medianAnswerSeconds: median },
    ]),
  );
}
