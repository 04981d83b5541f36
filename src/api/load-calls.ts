import { z } from 'zod';
import type { Instant } from '../clock.ts';
import { isoInstant } from '../statistics/period.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Position } from './cursor.ts';

/** Neither numbers nor the NHS number leave the database: only whether there is one. */
export const callColumns = `id, area, practice, status, started_at, ended_at, degraded,
  nhs_number is not null as has_nhs_number`;

export const storedCall = z.object({
  id: z.string(),
  area: z.string(),
  practice: z.string().nullable(),
  status: z.string(),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  degraded: z.boolean(),
  has_nhs_number: z.boolean(),
});

export type StoredCall = z.output<typeof storedCall>;

/** Which calls to list; the ends of the period are open where `undefined`. */
export interface CallsWanted {
  readonly area: string;
  readonly from: Instant | undefined;
  /** Exclusive. */
  readonly to: Instant | undefined;
  /** Only calls after this place in the list. */
  readonly before: Position | undefined;
  readonly limit: number;
}

export interface CallsPage {
  readonly calls: readonly StoredCall[];
  /** Where the next page goes on; `undefined` when there is none. */
  readonly last: Position | undefined;
}

/**
 * By the key that the list is ordered by, not by counting rows: a call that comes in between two pages moves none.
 * The index is calls_by_area.
 */
const pageStatement = `
select ${callColumns}, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exactly
from calls
where area = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz
  and (started_at, id) < ($4::timestamptz, $5::uuid)
order by started_at desc, id desc
limit $6`;

const beforeAll = { startedAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const pageRow = storedCall.extend({ exactly: z.string() });

/** A page of calls, newest first. */
export async function loadCalls(database: Queryable, wanted: CallsWanted): Promise<CallsPage> {
  const { area, from, to, before = beforeAll, limit } = wanted;
  const values = [
    area,
    from === undefined ? '-infinity' : isoInstant(from),
    to === undefined ? 'infinity' : isoInstant(to),
    ...[before.startedAt, before.id, limit + 1],
  ];
  const rows = z.array(pageRow).parse((await database.query(pageStatement, values)).rows);
  const calls = rows.slice(0, limit);
  const last = rows.length > limit ? calls.at(-1) : undefined;
  return { calls, last: last && { startedAt: last.exactly, id: last.id } };
}
