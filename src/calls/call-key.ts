import type { LegSid } from '../carrier/carrier.ts';

/** What a webhook or a job knows a call by. */
export type CallKey = { readonly id: string } | { readonly callerSid: LegSid } | { readonly attempt: string };

/** The condition on `calls` that finds it, its parameter, and a name for the statement. Twilio's words never become SQL. */
export function whereKey(key: CallKey): {
  readonly where: string;
  readonly value: string;
  readonly name: string;
} {
  if ('callerSid' in key) return { where: 'caller_sid = $1', value: key.callerSid, name: 'leg' };
  if ('id' in key) return { where: 'calls.id = $1', value: uuidOrNobody(key.id), name: 'id' };
  return {
    where: 'calls.id = (select call_id from attempts where id = $1)',
    value: uuidOrNobody(key.attempt),
    name: 'attempt',
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const nobody = '00000000-0000-0000-0000-000000000000';

/** A strange id finds nothing, rather than failing in the database. */
export function uuidOrNobody(id: string): string {
  return uuid.test(id) ? id : nobody;
}
