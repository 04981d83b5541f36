import type { Instant } from '../clock.ts';
import type { Clinician, LineRef, Rung } from '../rota/types.ts';
import { isTrying, lineIdOf, offerOf, type Attempt, type Call, type Walk } from './call.ts';
import { giveUp } from './calling-off.ts';
import { withEffects, withJourney, withNote, withWalk, type Decision, type World } from './decision.ts';
import { isOnlyCutOff, whoWasRung } from './who-was-rung.ts';
import { keysOf, personOn, phoneFrom, ring, type Hunt } from './ring.ts';

/** How soon to look again when everybody who could be rung is on another call, or Twilio could not be asked. */
const LOOK_AGAIN = 5_000;
const everybodyBusy = 'Everybody who could be rung is on another call: waiting.';
const notPlaced = 'Twilio places no calls just now: waiting.';

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
  if (!line) return live.length > 0 ? decision : nextLine(decision, journey.walk, at, world);
  const told = explain(decision, [
    ...world.onCall(journey.walk.line).why,
    ...leftOut(decision.call, journey.walk, world),
  ]);
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
  const left = world
    .onCall(walk.line)
    .ladder.filter(
      (rung) => !passed.has(personOn(walk.line, rung)) && !isCaller(decision.call, rung.clinician),
    );
  const isHalfTried = (rung: Rung) => walk.nextPhone[personOn(walk.line, rung)] !== undefined;
  return [...left.filter(isHalfTried), ...left.filter((rung) => !isHalfTried(rung))];
}

/** Who is on the ladder and is not to be rung, for what has been in this call. */
function leftOut(call: Call, { line, spent }: Walk, world: World): string[] {
  return world.onCall(line).ladder.flatMap((rung) => {
    const { clinician } = rung;
    if (isCaller(call, clinician))
      return [`${clinician.name}: not rung, as the call comes from their telephone`];
    return spent.includes(personOn(line, rung))
      ? [`${clinician.name}: not rung again for this choice of a line`]
      : [];
  });
}

/** The call comes from their only phone: a switchboard may be one of several. */
function isCaller(call: Call, clinician: Clinician): boolean {
  return phoneFrom(0, clinician, call) === undefined;
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

/** Nobody is ringing and nobody more can be rung in this pass. */
function endOfPass(hunt: Hunt): Decision {
  const { decision, walk, line, at, world } = hunt;
  const isAnother = walk.pass < line.ring.passes || isOnlyCutOff(decision.call, walk);
  if (walk.tried.length > 0 && isAnother) {
    const next = withWalk(decision, { ...walk, pass: walk.pass + 1, tried: [], nextPhone: {} });
    return walkOn(withNote(next, `Nobody in ${line.name} answered: round ${walk.pass + 1}.`), at, world);
  }
  return nextLine(decision, walk, at, world);
}

function nextLine(decision: Decision, walk: Walk, at: Instant, world: World): Decision {
  const { rung, unreached } = whoWasRung(decision.call, walk);
  const tried = walk.tried.filter((person) => !unreached.includes(person));
  const spent = [...new Set([...walk.spent, ...tried, ...rung])];
  const walked = [...walk.walked, walk.line];
  const done = { ...walk, walked, spent, tried: [], nextPhone: {}, pass: 1 };
  const first = offerLine(decision.call, walk);
  const overflow = overflowLine(decision.call, walk, world);
  if (overflow) {
    const name = world.line(overflow)?.name ?? lineIdOf(overflow);
    return walkOn(
      explain(withWalk(decision, { ...done, line: overflow }), [`Going on to ${name}.`]),
      at,
      world,
    );
  }
  if (somebodyIsLeft(decision.call, done, world)) {
    const words = unreached.length > 0 ? notPlaced : everybodyBusy;
    return waitForSomebody(decision, { ...done, line: first }, words, at);
  }
  return giveUp(withNote(decision, 'Nobody is left to ring.'), at);
}

/** The next line to be walked after this one. */
function overflowLine(call: Call, walk: Walk, world: World): LineRef | undefined {
  const walked = [...walk.walked, walk.line];
  const first = world.line(offerLine(call, walk));
  return first?.overflow.find((ref) => !walked.includes(ref) && world.onCall(ref).open);
}

/** Someone on one of the lines was not rung only because they are on another call, or Twilio could not be asked. */
function somebodyIsLeft(call: Call, walk: Walk, world: World): boolean {
  return walk.walked.some((ref) =>
    world
      .onCall(ref)
      .ladder.some((rung) => !walk.spent.includes(personOn(ref, rung)) && !isCaller(call, rung.clinician)),
  );
}

function waitForSomebody(decision: Decision, walk: Walk, words: string, at: Instant): Decision {
  const waiting = withWalk(decision, { ...walk, walked: [], allBusy: true });
  const noted = walk.allBusy ? waiting : withNote(waiting, words);
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
