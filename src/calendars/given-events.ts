import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';
import type { DutyEvent } from './duty-events.ts';

/** An event as a feed gives it. */
export interface GivenEvent extends DutyEvent {
  /** How often it changed since it was first given. */
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly changedAt: Instant;
}

/**
 * One statement: writes what is new or has changed, marks what is gone as cancelled, forgets what is older than the
 * feed, and returns the feed as it is now. What is over is left as it was given: a rota that changes today must not
 * rewrite last week. Cancelled ones are told for as long as the feed looks back, a month: some calendars show them, and
 * by then all have read of it. They are remembered, so that one that comes back counts on. $1 feed, $2 events, $3 now, $4 where the feed begins.
 */
const statement = `
with now_due as (
  select * from jsonb_to_recordset($2::jsonb)
    as due (uid text, starts_at timestamptz, ends_at timestamptz, summary text)
), first_time as (
  select not exists (select from calendar_events where feed = $1) as yes
), written as (
  insert into calendar_events (feed, uid, starts_at, ends_at, summary, sequence, changed_at)
  select $1, uid, starts_at, ends_at, summary, 0, $3
    from now_due
   where ends_at > $3 or (select yes from first_time)
      or exists (select from calendar_events as given
                  where given.feed = $1 and given.uid = now_due.uid and given.ends_at > $3)
  on conflict (feed, uid) do update
    set starts_at = excluded.starts_at, ends_at = excluded.ends_at, summary = excluded.summary,
        cancelled = false, sequence = calendar_events.sequence + 1, changed_at = excluded.changed_at
    where (calendar_events.starts_at, calendar_events.ends_at, calendar_events.summary, calendar_events.cancelled)
      is distinct from (excluded.starts_at, excluded.ends_at, excluded.summary, false)
  returning uid, starts_at, ends_at, summary, sequence, cancelled, changed_at
), gone as (
  update calendar_events set cancelled = true, sequence = sequence + 1, changed_at = $3
   where feed = $1 and not cancelled and ends_at > $3 and starts_at >= $4
     and uid not in (select uid from now_due)
  returning uid, starts_at, ends_at, summary, sequence, cancelled, changed_at
), forgotten as (
  delete from calendar_events where feed = $1 and starts_at < $4 and uid not in (select uid from now_due)
)
select * from written
union all select * from gone
union all
select uid, starts_at, ends_at, summary, sequence, cancelled, changed_at from calendar_events
 where feed = $1 and starts_at >= $4 and not (cancelled and changed_at < $4)
   and uid not in (select uid from written union all select uid from gone)
order by starts_at, uid`;

const row = z.object({
  uid: z.string(),
  starts_at: z.date(),
  ends_at: z.date(),
  summary: z.string(),
  sequence: z.int(),
  cancelled: z.boolean(),
  changed_at: z.date(),
});

/** Remembers what a feed gives from now on, and tells what it is to say: cancelled events among the rest. */
export async function giveEvents(
  database: Queryable,
  feed: string,
  due: readonly DutyEvent[],
  { now, since }: { readonly now: Instant; readonly since: Instant },
): Promise<readonly GivenEvent[]> {
  const events = due.map(({ uid, from, to, summary }) => ({
    ...{ uid, summary },
    ...{ starts_at: new Date(from), ends_at: new Date(to) },
  }));
  const values = [feed, JSON.stringify(events), new Date(now), new Date(since)];
  const rows = z.array(row).parse((await database.query(statement, values)).rows);
  const given = rows.map(eventOf);
  const told = new Set(given.map(({ uid }) => uid));
  // What another fetch wrote at the same moment is neither ours nor yet to be seen: on the very first, all of it.
  const unseen = due.filter(({ uid, to }) => !told.has(uid) && (to > now || given.length === 0));
  return [...given, ...unseen.map((each) => ({ ...each, sequence: 0, cancelled: false, changedAt: now }))];
}

function eventOf(each: z.output<typeof row>): GivenEvent {
  return {
    uid: each.uid,
    from: each.starts_at.getTime(),
    to: each.ends_at.getTime(),
    summary: each.summary,
    sequence: each.sequence,
    cancelled: each.cancelled,
    changedAt: each.changed_at.getTime(),
  };
}
