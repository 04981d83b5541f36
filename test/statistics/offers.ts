import { randomUUID } from 'node:crypto';
import type { OfferEnding, Outcome } from '../../src/call/call.ts';
import type { Queryable } from '../../src/store/queryable.ts';

/** One choice of a line as the tables of these tests write it. */
export interface TestOffer {
  readonly line?: string;
  readonly practice?: string | null;
  /** ISO instant of the choice. */
  readonly at?: string;
  readonly ending: OfferEnding | null;
  /** Seconds to connect. */
  readonly after?: number;
  readonly first?: boolean;
  readonly by?: string;
  readonly outcome?: Outcome;
  readonly clinicianSaid?: Outcome;
  /** Who was rung, in order. */
  readonly rang?: readonly string[];
}

interface Stored {
  readonly calls: object[];
  readonly offers: object[];
  readonly attempts: object[];
}

function rowsOf(area: string, offer: TestOffer, into: Stored): void {
  const [call, id] = [randomUUID(), randomUUID()];
  const { line = 'haematology', practice = null, at = '2026-11-02T10:00:00Z', rang = [] } = offer;
  const connected = offer.ending === 'connected';
  into.calls.push({ id: call, area, caller_sid: `CA${call}`, status: 'over', state: {}, at });
  into.offers.push({
    ...{ id, call_id: call, area, line, practice, at, ending: offer.ending },
    ...{ after: connected ? (offer.after ?? 30) : null, first: offer.first ?? false },
    ...{
      clinician: offer.by ?? null,
      said: offer.outcome ?? null,
      clinician_said: offer.clinicianSaid ?? null,
    },
  });
  rang.forEach((clinician, place) =>
    into.attempts.push({
      ...{ id: randomUUID(), call_id: call, offer_id: id, area, line, clinician, number: place + 1, at },
    }),
  );
}

const insertCalls = `insert into calls (id, area, caller_sid, status, state, started_at, updated_at)
  select id, area, caller_sid, status, state, at, at from jsonb_to_recordset($1::jsonb)
  as t (id uuid, area text, caller_sid text, status text, state jsonb, at timestamptz)`;

const insertOffers = `insert into offers (id, call_id, area, line, practice, chosen_at, ending, connected_at,
    connected_first, clinician, caller_outcome, clinician_outcome)
  select id, call_id, area, line, practice, at, ending, at + make_interval(secs => after), first, clinician, said,
    clinician_said
  from jsonb_to_recordset($1::jsonb)
  as t (id uuid, call_id uuid, area text, line text, practice text, at timestamptz, ending text, after float8,
    first boolean, clinician text, said text, clinician_said text)`;

const insertAttempts = `insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, created_at)
  select id, call_id, offer_id, area, line, clinician, number, 'ended', at from jsonb_to_recordset($1::jsonb)
  as t (id uuid, call_id uuid, offer_id uuid, area text, line text, clinician text, number int, at timestamptz)`;

/** Stores the offers of an area, each of a call of its own. */
export async function storeOffers(
  database: Queryable,
  area: string,
  offers: readonly TestOffer[],
): Promise<void> {
  const stored: Stored = { calls: [], offers: [], attempts: [] };
  offers.forEach((offer) => rowsOf(area, offer, stored));
  await database.query(insertCalls, [JSON.stringify(stored.calls)]);
  await database.query(insertOffers, [JSON.stringify(stored.offers)]);
  await database.query(insertAttempts, [JSON.stringify(stored.attempts)]);
}
