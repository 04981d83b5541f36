import { outcomes } from '../call/call.ts';

/** What a row stands for. */
export const groupings = ['line', 'practice', 'clinician', 'month'] as const;
export type Grouping = (typeof groupings)[number];

/** The key of offers from a practice that nobody knows. */
export const unknownPractice = 'unknown';
/** The key of offers that no clinician took. */
export const nobody = 'none';

/**
 * How an offer finds its row. A clinician of another area, to whose line this one overflows, is "hillside/ahmed": their
 * id may be somebody else's here.
 * These are the only pieces of the statement that vary; none comes from a request.
 */
const keyOfOffer: Record<Grouping, string> = {
  line: 'line',
  practice: `coalesce(practice, '${unknownPractice}')`,
  clinician: `case when ending <> 'connected' or clinician is null then '${nobody}'
    when coalesce(clinician_area, area) = area then clinician else clinician_area || '/' || clinician end`,
  month: `to_char(chosen_at at time zone $4, 'YYYY-MM')`,
};

/** How a ringing finds its row: with its offer, except that each clinician's ringings are their own. */
const keyOfRinging: Record<Grouping, string> = {
  line: 'decided.key',
  practice: 'decided.key',
  clinician: `case when attempts.area = $1 then attempts.clinician
    else attempts.area || '/' || attempts.clinician end`,
  month: 'decided.key',
};

const outcomeCounts = outcomes
  .map((id) => `'${id}', count(*) filter (where connected and outcome = '${id}')`)
  .join(', ');

/**
 * Counts the offers of an area by `by`, and all of them together, in one pass.
 *
 * Parameters: $1 area, $2 and $3 the span as ISO instants, and for `month` alone $4 the area's time zone.
 * An offer that has no ending yet is not counted. Whoever is rung for an offer is rung within a day of it: by that the
 * ringings are found without reading all that ever were. The percentiles are `percentile_cont`: linear between the two
 * nearest values, as in SQL Server and as Excel's PERCENTILE.INC.
 */
export function countsStatement(by: Grouping): string {
  return `
with decided as materialized (
  select id, ${keyOfOffer[by]} as key, ending, connected_first, outcome, ending = 'connected' as connected,
    case when ending = 'connected' then extract(epoch from connected_at - chosen_at)::float8 end as seconds
  from offers
  where area = $1 and chosen_at >= $2::timestamptz and chosen_at < $3::timestamptz and ending is not null
), counted as (
  select grouping(key) = 1 as is_total, coalesce(key, '') as key,
    count(*) filter (where connected)::int as connected,
    count(*) filter (where connected and connected_first)::int as connected_first,
    count(*) filter (where ending = 'abandoned')::int as abandoned,
    count(*) filter (where ending = 'unanswered')::int as unanswered,
    count(*) filter (where ending = 'closed')::int as closed,
    jsonb_build_object(${outcomeCounts}) as outcomes,
    percentile_cont(array[0.5, 0.9]) within group (order by seconds) as percentiles
  from decided group by grouping sets ((key), ())
), rung as (
  select grouping(${keyOfRinging[by]}) = 1 as is_total, coalesce(${keyOfRinging[by]}, '') as key,
    count(*)::int as attempts
  from attempts join decided on decided.id = attempts.offer_id and decided.ending <> 'closed'
  where attempts.created_at >= $2::timestamptz - interval '1 day'
    and attempts.created_at < $3::timestamptz + interval '1 day'
  group by grouping sets ((${keyOfRinging[by]}), ())
)
select is_total, key, coalesce(connected, 0) as connected, coalesce(connected_first, 0) as connected_first,
  coalesce(abandoned, 0) as abandoned, coalesce(unanswered, 0) as unanswered, coalesce(closed, 0) as closed,
  outcomes, round(percentiles[1]::numeric, 3)::float8 as median,
  round(percentiles[2]::numeric, 3)::float8 as p90, coalesce(attempts, 0) as attempts
from counted full join rung using (is_total, key)`;
}
