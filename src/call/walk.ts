import type { Instant } from '../clock.ts';
import type { Line, Rung } from '../rota/types.ts';
import { isTrying, lineIdOf, offerOf, type Attempt, type Call, type Walk } from './call.ts';
import {
  reservationKeys,
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withOffer,
  type Decision,
  type World,
} from './decision.ts';

/** How soon to look again when everybody who could be rung is on another call. */
const LOOK_AGAIN = 5_000;

interface Hunt {
  readonly decision: Decision;
  readonly walk: Walk;
  readonly line: Line;
  readonly at: Instant;
  readonly world: World;
}

/**
 * Rings whoever is to be rung now: as many at once as the line allows, the next pass, the overflow line, or
 * nobody. The ladder is worked out afresh each time. Does nothing unless the call is hunting.
 */
export function walkOn(decision: Decision, at: Instant, world: World): Decision {
  const { journey, callerGone } = decision.call;
  if (journey.at !== 'hunting' || callerGone) return decision;
  const live = trying(decision.call, journey.walk);
  if (at >= journey.walk.giveUpAt) return live.length > 0 ? decision : giveUp(decision, at);
  const line = world.line(journey.walk.line);
  if (!line) return nextLine(decision, journey.walk, at, world);
  const hunt = { decision, walk: journey.walk, line, at, world };
  const places = line.ring.atOnce - live.length;
  if (places <= 0) return decision;
  const free = reachable(hunt).filter((rung) => isFree(decision.call, rung, hunt));
  const tier = Math.min(...live.map((attempt) => attempt.tier), ...free.map((rung) => rung.tier));
  const next = free.filter((rung) => rung.tier === tier);
  if (next.length > 0) return ringUpTo(places, next, hunt);
  return live.length > 0 || isHeldUp(hunt) ? decision : endOfPass(hunt);
}

/**
 * A leg that nobody waited for is over: whoever it kept from being rung can be rung now. (While everybody is busy
 * the walk looks again by itself.)
 */
export function walkOnIfHeldUp(decision: Decision, at: Instant, world: World): Decision {
  const { journey } = decision.call;
  return journey.at === 'hunting' && !journey.walk.allBusy ? walkOn(decision, at, world) : decision;
}

/** Rings the first `places` of those who are free, passing over one whose telephone another of them has just taken. */
function ringUpTo(places: number, rungs: readonly Rung[], hunt: Hunt): Decision {
  const before = hunt.decision.call.attempts.length;
  return rungs.reduce((so, rung) => {
    const rang = so.call.attempts.length - before;
    return rang < places && isFree(so.call, rung, hunt) ? ring(so, rung, hunt) : so;
  }, hunt.decision);
}

/** Everybody still to be rung in this pass, busy or not, in order. */
function reachable({ decision, walk, world }: Hunt): Rung[] {
  const passed = new Set([...walk.tried, ...walk.spent]);
  const { callerNumber } = decision.call;
  return world
    .onCall(walk.line)
    .ladder.filter(
      ({ clinician }) =>
        !passed.has(clinician.id) && (!callerNumber || !clinician.phones.includes(callerNumber)),
    );
}

/** On no other call, and on no leg of this one that has yet to end. */
function isFree(call: Call, rung: Rung, hunt: Hunt): boolean {
  const own = ownKeys(call);
  return keysOf(hunt, rung).every((key) => !hunt.world.busy.has(key) && !own.has(key));
}

/** Somebody is left to be rung in this pass, and only a leg of this very call has yet to end. */
function isHeldUp(hunt: Hunt): boolean {
  const own = ownKeys(hunt.decision.call);
  const isOurs = (keys: readonly string[]) =>
    keys.some((key) => own.has(key)) && !keys.some((key) => hunt.world.busy.has(key));
  return reachable(hunt).some((rung) => isOurs(keysOf(hunt, rung)));
}

function ownKeys(call: Call): ReadonlySet<string> {
  return new Set(call.attempts.filter((attempt) => !attempt.legOver).flatMap((attempt) => attempt.keys));
}

function keysOf({ walk }: Hunt, { clinician }: Rung): string[] {
  const area = walk.line.slice(0, walk.line.indexOf('/'));
  return reservationKeys(area, clinician, clinician.phones[0] ?? '');
}

function trying(call: Call, walk: Walk): Attempt[] {
  return call.attempts.filter((attempt) => attempt.offer === walk.offer && isTrying(attempt));
}

function ring(decision: Decision, rung: Rung, hunt: Hunt): Decision {
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
  const words = `Ringing ${rung.clinician.name} for ${hunt.line.name}, ${attempt.place} of ${attempt.of}.`;
  return withEffects(withNote(rang, words), { kind: 'place-leg', attempt: attempt.id, dueAt: hunt.at });
}

function newAttempt(call: Call, rung: Rung, walk: Walk, hunt: Hunt): Attempt {
  const { ladder } = hunt.world.onCall(hunt.walk.line);
  const place = walk.tried.length + 1;
  return {
    id: hunt.world.newId(),
    offer: hunt.walk.offer,
    line: hunt.walk.line,
    clinician: rung.clinician.id,
    name: rung.clinician.name,
    phone: rung.clinician.phones[0] ?? '',
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
    misses: 0,
  };
}

/** Nobody is ringing and nobody more can be rung in this pass. */
function endOfPass(hunt: Hunt): Decision {
  const { decision, walk, line, at, world } = hunt;
  if (walk.tried.length > 0 && walk.pass < line.ring.passes) {
    const next = setWalk(decision, { ...walk, pass: walk.pass + 1, tried: [] });
    return walkOn(withNote(next, `Nobody in ${line.name} answered: round ${walk.pass + 1}.`), at, world);
  }
  return nextLine(decision, walk, at, world);
}

function nextLine(decision: Decision, walk: Walk, at: Instant, world: World): Decision {
  const rung = decision.call.attempts.filter((attempt) => attempt.offer === walk.offer);
  const spent = [...new Set([...walk.spent, ...walk.tried, ...rung.map((attempt) => attempt.clinician)])];
  const walked = [...walk.walked, walk.line];
  const done = { ...walk, walked, spent, tried: [], pass: 1 };
  const first = offerLine(decision.call, walk);
  const overflow = world.line(first)?.overflow.find((ref) => !walked.includes(ref) && world.onCall(ref).open);
  if (overflow) {
    const name = world.line(overflow)?.name ?? lineIdOf(overflow);
    return walkOn(
      withNote(setWalk(decision, { ...done, line: overflow }), `Going on to ${name}.`),
      at,
      world,
    );
  }
  if (somebodyIsBusy(decision.call, done, world))
    return waitForSomebody(decision, { ...done, line: first }, at);
  return giveUp(withNote(decision, 'Nobody is left to ring.'), at);
}

/** Someone on one of the lines was passed over only because they are on another call. */
function somebodyIsBusy(call: Call, walk: Walk, world: World): boolean {
  return walk.walked.some((ref) =>
    world
      .onCall(ref)
      .ladder.some(
        ({ clinician }) =>
          !walk.spent.includes(clinician.id) &&
          (!call.callerNumber || !clinician.phones.includes(call.callerNumber)),
      ),
  );
}

function waitForSomebody(decision: Decision, walk: Walk, at: Instant): Decision {
  const waiting = setWalk(decision, { ...walk, walked: [], allBusy: true });
  const noted = walk.allBusy
    ? waiting
    : withNote(waiting, 'Everybody who could be rung is on another call: waiting.');
  return withEffects(noted, {
    kind: 'timer',
    timer: 'look-again',
    attempt: null,
    offer: walk.offer,
    dueAt: at + LOOK_AGAIN,
  });
}

function offerLine(call: Call, walk: Walk): Walk['line'] {
  const line = offerOf(call, walk.offer)?.line;
  return line ? `${call.area}/${line}` : walk.line;
}

function setWalk(decision: Decision, walk: Walk): Decision {
  const { journey } = decision.call;
  return journey.at === 'hunting' ? withJourney(decision, { ...journey, walk }) : decision;
}

/** The walk ends with nobody: the caller is fetched from the room and told so. */
export function giveUp(decision: Decision, at: Instant): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'hunting') return decision;
  const { offer } = journey.walk;
  const cancelled = cancelRinging(decision, 'given-up', at);
  const over = withJourney(cancelled, { at: 'over', how: 'unanswered', offer });
  const ended = endOffer(over, offer, 'unanswered', at);
  return withEffects(withNote(ended, 'Nobody took the call.'), { kind: 'redirect-caller', dueAt: at });
}

/** Gives an offer its ending, unless it has one. */
export function endOffer(
  decision: Decision,
  id: string,
  ending: 'abandoned' | 'unanswered',
  at: Instant,
): Decision {
  const offer = offerOf(decision.call, id);
  return offer && !offer.ending ? withOffer(decision, id, { ending, endedAt: at }) : decision;
}

/**
 * Calls off every attempt but `except`. A ringing leg is cancelled; an answered one is left to hear kindly that
 * it is not needed; one whose SID is not known yet is cancelled when Twilio says it.
 */
export function cancelRinging(
  decision: Decision,
  reason: NonNullable<Attempt['cancelled']>,
  at: Instant,
  except?: string,
): Decision {
  const live = decision.call.attempts.filter((attempt) => isTrying(attempt) && attempt.id !== except);
  return live.reduce((so, attempt) => {
    const attempts = so.call.attempts.map((each) =>
      each.id === attempt.id
        ? { ...each, status: 'ended' as const, result: 'cancelled' as const, cancelled: reason, endedAt: at }
        : each,
    );
    const ended = { ...so, call: { ...so.call, attempts } };
    const noted = withNote(ended, `${attempt.name} is no longer needed.`);
    return attempt.legSid && attempt.status !== 'answered'
      ? withEffects(noted, { kind: 'cancel-leg', attempt: attempt.id, dueAt: at })
      : noted;
  }, decision);
}

/** The attempt ends without the call being taken, and the walk goes on. */
export function pass(
  before: Decision,
  attempt: Attempt,
  change: Partial<Attempt>,
  note: string,
  at: number,
  world: World,
): Decision {
  const ended = withAttempt(before, attempt.id, { ...change, status: 'ended', endedAt: at });
  return walkOn(withNote(ended, note), at, world);
}
