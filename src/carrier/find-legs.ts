import type twilio from 'twilio';
import type { Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';
import type { LegSeen } from './carrier.ts';

/** More legs between the same two numbers than one call's walk can place. */
const most = 50;

/**
 * The legs from `from` to `to` that were created at or after `since`, newest first. Twilio keeps whole seconds.
 *
 * Two lists are asked for: a leg that still waits in Twilio's queue has no start time, and a search by start
 * time passes it over. They come one after the other, so that a leg which leaves the queue meanwhile is in the
 * second. Legs of a `<Dial>` are none of ours.
 */
export async function findLegs(
  client: twilio.Twilio,
  { from, to, since }: { readonly from: PhoneNumber; readonly to: PhoneNumber; readonly since: Instant },
): Promise<readonly LegSeen[]> {
  const between = { from, to, pageSize: most, limit: most };
  const queued = await client.calls.list({ ...between, status: 'queued' });
  const begun = await client.calls.list({ ...between, startTimeAfter: new Date(since) });
  const second = Math.floor(since / 1000) * 1000;
  const legs = [...queued, ...begun].filter(
    ({ direction, dateCreated }) => direction !== 'outbound-dial' && dateCreated.getTime() >= second,
  );
  const bySid = new Map(legs.map((leg) => [leg.sid, leg]));
  return [...bySid.values()]
    .sort((one, other) => other.dateCreated.getTime() - one.dateCreated.getTime())
    .map(({ sid, status }) => ({ sid, status }));
}
