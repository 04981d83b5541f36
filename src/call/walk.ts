import type { Instant } from '../clock.ts';
import type { Line, LineRef, Rung } from '../rota/types.ts';
import { isTrying, lineIdOf, offerOf, type Attempt, type Call, type Walk } from './call.ts';
import { isMissed, MISSES_TO_BACK_OFF } from '../rota/back-off.ts';
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
  const told = explain(decision, world.onCall(journey.walk.line).why);
  const hunt = { decision: told, walk: walkOf(told, journey.walk), line, at, world };
  const places = line.ring.atOnce - live.length;
  if (places <= 0) return decision;
  const free = reachable(hunt).filter((rung) => isFree(decision.call, rung, hunt));
  const tier = Math.min(...live.map((attempt) => attempt.tier), ...free.map((rung) => rung.tier));
  const next = free.filter((rung) => rung.tier === tier);
  if (next.length > 0) return ringUpTo(places, next, withPassedOver(hunt, free));
  return live.length > 0 || isHeldUp(hunt) ? told : endOfPass(hunt);
}

/**
 * A leg that nobody waited for is over: whoever it kept from being rung can be rung now. (While everybody is busy
 * the walk looks again by itself.)
 */
export function walkOnIfHeldUp(decision: Decision, at: Instant, world: World): Decision {
  const { journey } = decision.call;
  return journey.at === 'hunting' && !journey.walk.allBusy ? walkOn(decision, at, world) : decision;
}

/** Says who is passed over for being on another call. */
function withPassedOver(hunt: Hunt, free: readonly Rung[]): Hunt {
  const busy = reachable(hunt).filter((rung) => !free.includes(rung));
  const words = busy.map(({ clinician }) => `${clinician.name}: on another call, or writing one up`);
  const decision = explain(hunt.decision, words);
  return { ...hunt, decision, walk: walkOf(decision, hunt.walk) };
}

/** Rings the first `places` of those who are free, passing over one whose telephone another of them has just taken. */
function ringUpTo(places: number, rungs: readonly Rung[], hunt: Hunt): Decision {
  const before = hunt.decision.call.attempts.length;
  return rungs.reduce((so, rung) => {
    const rang = so.call.attempts.length - before;
    return rang < places && isFree(so.call, rung, hunt) ? ring(so, rung, hunt) : so;
  }, hunt.decision);
}

/** Everybody still to be rung in this pass, busy or not, in order; first whoever has a phone that was not tried yet. */
function reachable({ decision, walk, world }: Hunt): Rung[] {
  const passed = new Set([...walk.tried, ...walk.spent]);
  const { callerNumber } = decision.call;
  const left = world
    .onCall(walk.line)
    .ladder.filter(
      ({ clinician }) =>
        !passed.has(clinician.id) && (!callerNumber || !clinician.phones.includes(callerNumber)),
    );
  const isHalfTried = ({ clinician }: Rung) => walk.nextPhone[clinician.id] !== undefined;
  return [...left.filter(isHalfTried), ...left.filter((rung) => !isHalfTried(rung))];
}

/** On no other call, and on no leg of this one that has yet to end. */
function isFree(call: Call, rung: Rung, hunt: Hunt): boolean {
  const own = keysKept(call.attempts);
  return keysOf(hunt, rung).every((key) => !hunt.world.busy.has(key) && !own.has(key));
}

/**
 * Somebody is left to be rung in this pass, and only a leg of this very call has yet to end. A leg that nobody has seen
 * can take most of a minute to be ruled out: an overflow line is not kept waiting for it.
 */
function isHeldUp(hunt: Hunt): boolean {
  const { attempts } = hunt.decision.call;
  const seen = attempts.filter(({ legSid }) => legSid !== null);
  const own = keysKept(overflowLine(hunt.decision.call, hunt.walk, hunt.world) ? seen : attempts);
  const isOurs = (keys: readonly string[]) =>
    keys.some((key) => own.has(key)) && !keys.some((key) => hunt.world.busy.has(key));
  return reachable(hunt).some((rung) => isOurs(keysOf(hunt, rung)));
}

function keysKept(attempts: readonly Attempt[]): ReadonlySet<string> {
  return new Set(attempts.filter(({ legOver }) => !legOver).flatMap(({ keys }) => keys));
}

function keysOf({ walk }: Hunt, { clinician }: Rung): string[] {
  const area = walk.line.slice(0, walk.line.indexOf('/'));
  return reservationKeys(area, clinician, clinician.phones[phonePlaceOf(walk, clinician)] ?? '');
}

/** The phone to ring: the first, or the one after the phone that was not answered. */
function phonePlaceOf(walk: Walk, { id, phones }: Rung['clinician']): number {
  return Math.min(walk.nextPhone[id] ?? 0, phones.length - 1);
}

/** Tells the timeline, once in a walk, why these clinicians are on the ladder and others are not. */
function explain(decision: Decision, sentences: readonly string[]): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'hunting') return decision;
  const { walk } = journey;
  const news = sentences.filter((sentence) => !walk.said.includes(sentence));
  if (news.length === 0) return decision;
  const said = withJourney(decision, { ...journey, walk: { ...walk, said: [...walk.said, ...news] } });
  return { ...said, notes: [...said.notes, ...news] };
}

function walkOf({ call: { journey } }: Decision, otherwise: Walk): Walk {
  return journey.at === 'hunting' ? journey.walk : otherwise;
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

/** Nobody is ringing and nobody more can be rung in this pass. */
function endOfPass(hunt: Hunt): Decision {
  const { decision, walk, line, at, world } = hunt;
  if (walk.tried.length > 0 && walk.pass < line.ring.passes) {
    const next = setWalk(decision, { ...walk, pass: walk.pass + 1, tried: [], nextPhone: {} });
    return walkOn(withNote(next, `Nobody in ${line.name} answered: round ${walk.pass + 1}.`), at, world);
  }
  return nextLine(decision, walk, at, world);
}

function nextLine(decision: Decision, walk: Walk, at: Instant, world: World): Decision {
  const rung = decision.call.attempts.filter((attempt) => attempt.offer === walk.offer);
  const spent = [...new Set([...walk.spent, ...walk.tried, ...rung.map((attempt) => attempt.clinician)])];
  const walked = [...walk.walked, walk.line];
  const done = { ...walk, walked, spent, tried: [], nextPhone: {}, pass: 1 };
  const first = offerLine(decision.call, walk);
  const overflow = overflowLine(decision.call, walk, world);
  if (overflow) {
    const name = world.line(overflow)?.name ?? lineIdOf(overflow);
    return walkOn(
      explain(setWalk(decision, { ...done, line: overflow }), [`Going on to ${name}.`]),
      at,
      world,
    );
  }
  if (somebodyIsBusy(decision.call, done, world))
    return waitForSomebody(decision, { ...done, line: first }, at);
  return giveUp(withNote(decision, 'Nobody is left to ring.'), at);
}

/** The next line to be walked after this one. */
function overflowLine(call: Call, walk: Walk, world: World): LineRef | undefined {
  const walked = [...walk.walked, walk.line];
  const first = world.line(offerLine(call, walk));
  return first?.overflow.find((ref) => !walked.includes(ref) && world.onCall(ref).open);
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
  const ended = withNote(withAttempt(before, attempt.id, { ...change, status: 'ended', endedAt: at }), note);
  const again = tryNextPhone(ended, attempt, change.result, world);
  return walkOn(tellIfBackedOff(again, attempt, change.result, at, world), at, world);
}

/** Not answered, engaged or out of reach: a clinician with another phone is still to be rung in this pass. */
function tryNextPhone(
  decision: Decision,
  attempt: Attempt,
  result: Attempt['result'] | undefined,
  world: World,
): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'hunting' || journey.walk.line !== attempt.line || result === 'declined')
    return decision;
  const { walk } = journey;
  const rung = world.onCall(walk.line).ladder.find(({ clinician }) => clinician.id === attempt.clinician);
  const next = attempt.phonePlace + 1;
  if (!rung || next >= rung.clinician.phones.length || !walk.tried.includes(attempt.clinician))
    return decision;
  const tried = walk.tried.filter((id) => id !== attempt.clinician);
  return setWalk(decision, { ...walk, tried, nextPhone: { ...walk.nextPhone, [attempt.clinician]: next } });
}

/** The third ring missed in a row: from now on others are rung first, and the clinician is told why. */
function tellIfBackedOff(
  decision: Decision,
  attempt: Attempt,
  result: Attempt['result'] | undefined,
  at: Instant,
  world: World,
): Decision {
  if (!isMissed(result) || world.missedInARow(attempt.clinician) !== MISSES_TO_BACK_OFF - 1) return decision;
  const words = `${attempt.name} missed ${MISSES_TO_BACK_OFF} rings in a row and is rung last for 30 minutes.`;
  return withEffects(withNote(decision, words), { kind: 'tell-backed-off', attempt: attempt.id, dueAt: at });
}
