import type { Instant } from '../clock.ts';
import type { Clinician, Line, LineRef, Rung } from '../rota/types.ts';
import { areaIdOf, type Attempt, type Call, type Walk } from './call.ts';
import { personKey, reservationKeys, withEffects, withNote, type Decision, type World } from './decision.ts';

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
  const person = personOn(walk.line, rung);
  const rang: Decision = {
    ...decision,
    call: {
      ...decision.call,
      attempts: [...decision.call.attempts, attempt],
      journey: { ...journey, walk: { ...walk, tried: [...walk.tried, person], allBusy: false } },
    },
  };
  const other = attempt.phonePlace > 0 ? ` on phone ${attempt.phonePlace + 1}` : '';
  const words = `Ringing ${rung.clinician.name}${other} for ${hunt.line.name}, ${attempt.place} of ${attempt.of}.`;
  return withEffects(withNote(rang, words), { kind: 'place-leg', attempt: attempt.id, dueAt: hunt.at });
}

function newAttempt(call: Call, rung: Rung, walk: Walk, hunt: Hunt): Attempt {
  const { ladder } = hunt.world.onCall(hunt.walk.line);
  const place = walk.tried.length + 1;
  const phonePlace = phonePlaceOf(call, walk, rung);
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
export function keysOf({ decision: { call }, walk }: Hunt, rung: Rung): string[] {
  const { clinician } = rung;
  const phone = clinician.phones[phonePlaceOf(call, walk, rung)] ?? '';
  return reservationKeys(areaIdOf(walk.line), clinician, phone);
}

/** Who this is, wherever they are on a rota: see `personOf`. */
export function personOn(line: LineRef, { clinician }: Rung): string {
  return personKey(areaIdOf(line), clinician);
}

/** The phone to ring: the first, or the one after the phone that was not answered. */
function phonePlaceOf(call: Call, walk: Walk, rung: Rung): number {
  const next = walk.nextPhone[personOn(walk.line, rung)] ?? 0;
  const last = rung.clinician.phones.length - 1;
  return phoneFrom(Math.min(next, last), rung.clinician, call) ?? phoneFrom(0, rung.clinician, call) ?? 0;
}

/** The first of their phones from this place on that is not the one the call comes from; `undefined`: there is none. */
export function phoneFrom(place: number, { phones }: Clinician, { callerNumber }: Call): number | undefined {
  const found = phones.findIndex((phone, at) => at >= place && phone !== callerNumber);
  return found < 0 ? undefined : found;
}
