import { z } from 'zod';
import type { Queryable } from '../store/queryable.ts';
import { callColumns, storedCall, type StoredCall } from './load-calls.ts';

const storedOffer = z.object({
  id: z.string(),
  call_id: z.string(),
  area: z.string(),
  line: z.string(),
  chosen_at: z.date(),
  ending: z.string().nullable(),
  ended_at: z.date().nullable(),
  connected_at: z.date().nullable(),
  connected_first: z.boolean(),
  clinician: z.string().nullable(),
  clinician_area: z.string().nullable(),
  outcome: z.string().nullable(),
  caller_outcome: z.string().nullable(),
  clinician_outcome: z.string().nullable(),
});

const storedAttempt = z.object({
  id: z.string(),
  offer_id: z.string(),
  area: z.string(),
  /** A LineRef: "riverside/haematology". */
  line: z.string(),
  clinician: z.string(),
  number: z.int(),
  status: z.string(),
  result: z.string().nullable(),
  created_at: z.date(),
  ringing_at: z.date().nullable(),
  answered_at: z.date().nullable(),
  ended_at: z.date().nullable(),
});

const storedEvent = z.object({ at: z.date(), kind: z.string(), notes: z.unknown() });

export type StoredOffer = z.output<typeof storedOffer>;
export type StoredAttempt = z.output<typeof storedAttempt>;
export type StoredEvent = z.output<typeof storedEvent>;

const callStatement = `select ${callColumns} from calls where id = $1`;
const offersStatement = `select ${Object.keys(storedOffer.shape).join(', ')} from offers
where call_id = any($1::uuid[]) order by chosen_at, id`;
const attemptsStatement = `select ${Object.keys(storedAttempt.shape).join(', ')} from attempts
where call_id = $1 order by number`;
/** Of what an event carries only its notes are read: the rest may hold digits that somebody keyed. */
const eventsStatement = `select at, kind, data->'notes' as notes from events where call_id = $1 order by id`;

/** The call of an id (a UUID), if there is one. */
export async function loadCall(database: Queryable, id: string): Promise<StoredCall | undefined> {
  return z.array(storedCall).parse((await database.query(callStatement, [id])).rows)[0];
}

/** The offers of some calls, each call's in order. */
export async function loadOffers(
  database: Queryable,
  calls: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredOffer[]>> {
  const offers = new Map<string, StoredOffer[]>(calls.map((id) => [id, []]));
  const { rows } = await database.query(offersStatement, [calls]);
  for (const offer of z.array(storedOffer).parse(rows)) offers.get(offer.call_id)?.push(offer);
  return offers;
}

/** Everybody rung for a call, in order. */
export async function loadAttempts(database: Queryable, call: string): Promise<readonly StoredAttempt[]> {
  return z.array(storedAttempt).parse((await database.query(attemptsStatement, [call])).rows);
}

/** What happened to a call, in order. */
export async function loadEvents(database: Queryable, call: string): Promise<readonly StoredEvent[]> {
  return z.array(storedEvent).parse((await database.query(eventsStatement, [call])).rows);
}
