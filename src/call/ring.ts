import type { Instant } from '../clock.ts';
import type { Line, Rung } from '../rota/types.ts';
import type { Attempt, Call, Walk } from './call.ts';
import { reservationKeys, withEffects, withNote, type Decision, type World } from './decision.ts';

/** A call that hunts, and what is known of the line that it walks. */
export interface Hunt {
  readonly decision: Decision;
  readonly walk: Walk;
  readonly line: Line;
  readonly at: Instant;
  readonly world: World;
}

/** Rings this clinician for the call. */
export function ring(decision: Decision, rung: Rung, hunt: Hunt): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'hunting') return decision;
  const { walk } = journey;
  const attempt = newAttempt(decision.call, rung, walk, hunt);
  const rang: Decision = {
    ...decision,
    call: {
      ...decision.call,
      attempts: [...decision.call.attempts, attempt],
      journey: { ...journey, walk: { ...walk, tried: [...walk.tried, rung.clinician.id], allBusy: false } },
    },
  };
  const other = attempt.phonePlace > 0 ? ` on phone ${attempt.phonePlace + 1}` : '';
  const words = `Ringing ${rung.clinician.name}${other} for ${hunt.line.name}, ${attempt.place} of ${attempt.of}.`;
  return withEffects(withNote(rang, words), { kind: 'place-leg', attempt: attempt.id, dueAt: hunt.at });
}

function newAttempt(call: Call, rung: Rung, walk: Walk, hunt: Hunt): Attempt {
  const { ladder } = hunt.world.onCall(hunt.walk.line);
  const place = walk.tried.length + 1;
  const phonePlace = phonePlaceOf(walk, rung.clinician);
  return {
    id: hunt.world.newId(),
    offer: hunt.walk.offer,
    line: hunt.walk.line,
    clinician: rung.clinician.id,
    name: rung.clinician.name,
    phone: rung.clinician.phones[phonePlace] ?? '',
    phonePlace,
    number: call.attempts.length + 1,
    place,
    of: Math.max(place, ladder.length),
    ringSeconds: rung.clinician.ringSeconds ?? hunt.line.ring.seconds,
    shiftEnds: rung.until,
    tier: rung.tier,
    keys: keysOf(hunt, rung),
    status: 'placing',
    result: null,
    cancelled: null,
    paused: false,
    legSid: null,
    createdAt: hunt.at,
    placedAt: null,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    legOver: false,
    talkedAt: null,
    wrapUpUntil: null,
    misses: 0,
  };
}

/** What ringing them now would keep from others. */
export function keysOf({ walk }: Hunt, { clinician }: Rung): string[] {
  const area = walk.line.slice(0, walk.line.indexOf('/'));
  return reservationKeys(area, clinician, clinician.phones[phonePlaceOf(walk, clinician)] ?? '');
}

/** The phone to ring: the first, or the one after the phone that was not answered. */
function phonePlaceOf(walk: Walk, { id, phones }: Rung['clinician']): number {
  return Math.min(walk.nextPhone[id] ?? 0, phones.length - 1);
}
