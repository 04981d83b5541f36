import { attemptOf, isTrying, offerOf, RING_SLACK, type Attempt, type Party } from './call.ts';
import { giveUp } from './calling-off.ts';
import { withEffects, type Decision, type World } from './decision.ts';
import type { CallEvent } from './event.ts';
import { pass } from './pass-on.ts';
import { walkOn } from './walk.ts';

/** A clinician who is listening to the whisper when the budget ends may still take it. */
const GRACE = 10_000;
/** How soon to see again whether a caller who was cut off is done. */
const ASK_LATER = 120_000;
/** How soon to look again at a leg that Twilio has yet to ring, and how long that may go on. */
const LOOK_AGAIN = 5_000;
const LONGEST_QUEUE = 60_000;

type TimeUp = Extract<CallEvent, { kind: 'time-up' }>;

/** A deadline fires, and the call as it is now says whether it still means anything. */
export function timeUp(before: Decision, event: TimeUp, world: World): Decision {
  switch (event.timer) {
    case 'ring':
      return ringTimeUp(before, event, world);
    case 'whisper':
      return whisperTimeUp(before, event, world);
    case 'look-again':
      return isHunting(before, event) ? walkOn(before, event.at, world) : before;
    case 'give-up':
      return giveUpTime(before, event);
    case 'ask-by-text':
      return askByText(before, event);
  }
}

function isHunting({ call }: Decision, event: TimeUp): boolean {
  return call.journey.at === 'hunting' && call.journey.walk.offer === event.offer;
}

function ringTimeUp(before: Decision, event: TimeUp, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt ?? '');
  if (!attempt || (attempt.status !== 'ringing' && attempt.status !== 'placing')) return before;
  const end = ringingEnd(attempt, event.at);
  if (end > event.at) return timeAgain(before, event, end);
  const ended = attempt.legSid
    ? withEffects(before, { kind: 'cancel-leg', attempt: attempt.id, dueAt: event.at })
    : before;
  const result = attempt.legSid ? 'no-answer' : 'failed';
  return pass(ended, attempt, { result }, `${attempt.name}: no answer in time.`, event.at, world);
}

/**
 * When the ringing has lasted long enough: counted from when the telephone rang, not from our request, because Twilio
 * queues legs and rings one a second. A leg that was never heard to ring is being asked after meanwhile.
 */
function ringingEnd({ legSid, ringingAt, placedAt, ringSeconds }: Attempt, at: number): number {
  const whole = ringSeconds * 1000 + RING_SLACK;
  if (ringingAt !== null) return ringingAt + whole;
  if (!legSid || placedAt === null) return at;
  return Math.min(at + LOOK_AGAIN, placedAt + whole + LONGEST_QUEUE);
}

function whisperTimeUp(before: Decision, event: TimeUp, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt ?? '');
  if (attempt?.status !== 'answered') return before;
  const ended = withEffects(before, { kind: 'hang-up-leg', attempt: attempt.id, dueAt: event.at });
  return pass(
    ended,
    attempt,
    { result: 'no-response' },
    `${attempt.name} answered but pressed no key.`,
    event.at,
    world,
  );
}

function giveUpTime(before: Decision, event: TimeUp): Decision {
  const { journey } = before.call;
  if (journey.at !== 'hunting' || !isHunting(before, event)) return before;
  const { giveUpAt } = journey.walk;
  // By this machine's clock it is too early: the walk must not lose its end because of that.
  if (event.at < giveUpAt) return timeAgain(before, event, giveUpAt);
  const listening = before.call.attempts.some(
    (attempt) => attempt.status === 'answered' && isTrying(attempt),
  );
  return listening ? timeAgain(before, event, event.at + GRACE) : giveUp(before, event.at);
}

function timeAgain(before: Decision, { timer, attempt, offer }: TimeUp, dueAt: number): Decision {
  return withEffects(before, { kind: 'timer', timer, attempt, offer, dueAt });
}

/** Both are asked, unless they have said; while they wait to be connected again, or talk again, not yet. */
function askByText(before: Decision, event: TimeUp): Decision {
  const offer = offerOf(before.call, event.offer);
  if (offer?.ending !== 'connected') return before;
  if (isBusyWith(before, offer.id)) return timeAgain(before, event, event.at + ASK_LATER);
  const silent = (['caller', 'clinician'] as const).filter((party) => offer.outcome[party] === null);
  return silent.reduce(
    (so, party: Party) => withEffects(so, { kind: 'send-text', offer: offer.id, party, dueAt: event.at }),
    before,
  );
}

function isBusyWith({ call: { journey } }: Decision, offer: string): boolean {
  switch (journey.at) {
    case 'hunting':
    case 'joining':
    case 'talking':
    case 'outcome':
      return journey.walk.offer === offer;
    case 'pin':
    case 'menu':
    case 'nhs-number':
    case 'nhs-number-check':
    case 'over':
      return false;
  }
}
