import { z } from 'zod';
import { outcomes } from '../call/call.ts';
import { countsStatement, type Grouping } from './counts-query.ts';
import { isoInstant, type Span } from './period.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Counts, OutcomeCounts } from './row.ts';

/** What to count. */
export interface Question {
  readonly area: string;
  readonly span: Span;
  readonly by: Grouping;
  /** The area's IANA time zone: months are its calendar's. */
  readonly zone: string;
}

/** The counts of every row that has any, in no order, and of all rows together. */
export interface Counted {
  readonly groups: ReadonlyMap<string, Counts>;
  readonly total: Counts;
}

const none: OutcomeCounts = {
  'referral-avoided': 0,
  'admission-avoided': 0,
  'investigation-arranged': 0,
  'referral-made': 0,
  admitted: 0,
  other: 0,
};

const countedRow = z.object({
  is_total: z.boolean(),
  key: z.string(),
  connected: z.int(),
  connected_first: z.int(),
  abandoned: z.int(),
  unanswered: z.int(),
  closed: z.int(),
  outcomes: z.record(z.enum(outcomes), z.int()).nullable(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  attempts: z.int(),
});

function countsOf(row: z.infer<typeof countedRow>): Counts {
  return {
    connected: row.connected,
    connectedFirst: row.connected_first,
    abandoned: row.abandoned,
    unanswered: row.unanswered,
    closed: row.closed,
    outcomes: row.outcomes ?? none,
    secondsToConnect: { median: row.median, p90: row.p90 },
    attempts: row.attempts,
  };
}

/** Asks the database once, whatever the number of rows. */
export async function countOffers(database: Queryable, question: Question): Promise<Counted> {
  const { area, span, by, zone } = question;
  const values = [area, isoInstant(span.from), isoInstant(span.to), ...(by === 'month' ? [zone] : [])];
  const rows = z.array(countedRow).parse((await database.query(countsStatement(by), values)).rows);
  const total = rows.find((row) => row.is_total);
  if (!total) throw new Error('The database counted no total');
  const groups = rows.filter((row) => !row.is_total).map((row) => [row.key, countsOf(row)] as const);
  return { groups: new Map(groups), total: countsOf(total) };
}
