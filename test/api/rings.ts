import { randomUUID } from 'node:crypto';
import type { AttemptResult } from '../../src/call/call.ts';
import type { Queryable } from '../../src/store/queryable.ts';

/** One ring as these tests store it. */
export interface TestRing {
  readonly clinician: string;
  readonly result: AttemptResult | null;
  /** ISO instant; 2 November 2026 at ten if absent. */
  readonly at?: string;
  /** Seconds from then until it rang; absent: it never did. */
  readonly rang?: number;
  /** Seconds from then until it was picked up. */
  readonly answered?: number;
  /** Which of their phones, from 0. */
  readonly place?: number | null;
}

/** Stores rings of one call. */
export async function storeRings(
  database: Queryable,
  area: string,
  rings: readonly TestRing[],
): Promise<void> {
  const [call, offer] = [randomUUID(), randomUUID()];
  await database.query(
    `insert into calls (id, area, caller_sid, status, state, started_at, updated_at) values ($1, $2, $3, 'over', '{}', now(), now())`,
    [call, area, `CA${call}`],
  );
  await database.query(
    'insert into offers (id, call_id, area, line, chosen_at) values ($1, $2, $3, $4, now())',
    [offer, call, area, 'haematology'],
  );
  for (const [place, ring] of rings.entries()) {
    const at = Date.parse(ring.at ?? '2026-11-02T10:00:00Z');
    const after = (seconds?: number) => (seconds === undefined ? null : new Date(at + seconds * 1000));
    await database.query(
      `insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, result, created_at,
        ringing_at, answered_at, phone_place) values ($1, $2, $3, $4, 'haematology', $5, $6, 'ended', $7, $8, $9, $10, $11)`,
      [
        ...[randomUUID(), call, offer, area, ring.clinician, place + 1, ring.result],
        ...[new Date(at), after(ring.rang), after(ring.answered), ring.place === undefined ? 0 : ring.place],
      ],
    );
  }
}
