import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import type { AreaId, ClinicianId } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';

/** No leg waits for longer than this at Twilio: see `LONGEST_QUEUE`, and what may come on top. */
const LONGEST_WAIT = 10 * 60_000;

const row = z.object({ id: z.uuid(), attempt: z.uuid() });

/** A telephone that rings already rings to its end. */
const statement = `
insert into effects (id, call_id, attempt_id, kind, data, due_at, created_at)
select gen_random_uuid(), call_id, id, 'cancel-leg', jsonb_build_object('attempt', id), $3, $3 from attempts
 where area = $1 and clinician = $2 and created_at > $4 and leg_sid is not null and not leg_over
   and ringing_at is null and answered_at is null and ended_at is null
returning id, attempt_id as attempt`;

/** Puts into the outbox that the legs of this clinician are cancelled that wait at Twilio and are yet to ring. */
export async function callOffQueued(
  database: Queryable,
  { area, clinician }: { readonly area: AreaId; readonly clinician: ClinicianId },
  at: Instant,
): Promise<readonly StoredEffect[]> {
  const values = [area, clinician, new Date(at), new Date(at - LONGEST_WAIT)];
  const { rows } = await database.query(statement, values);
  return z
    .array(row)
    .parse(rows)
    .map(({ id, attempt }) => ({ id, effect: { kind: 'cancel-leg', attempt, dueAt: at } }));
}
