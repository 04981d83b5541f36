import {
  attemptOf,
  isOfTaker,
  isOwnLeg,
  offerOf,
  outcomes,
  personOf,
  type Attempt,
  type Call,
  type Journey,
  type Outcome,
  type Party,
} from './call.ts';
import {
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withOffer,
  type Decision,
  type World,
} from './decision.ts';
import type { CallEvent } from './event.ts';
import { huntAgain } from './hunt.ts';

/** How long after the talk whoever has not said the outcome is asked by text. */
const ASK_BY_TEXT_AFTER = 120_000;
const OUTCOME_MISSES = 2;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** The outcome that a key or a text stands for: 1 to 6. */
export function outcomeFor(digits: string | null | undefined): Outcome | undefined {
  return digits && /^[1-6]$/.test(digits) ? outcomes[Number(digits) - 1] : undefined;
}

/** The talk is over: the caller is asked, and whoever has not said in two minutes is asked by text. */
export function endTalk(
  decision: Decision,
  journey: Extract<Journey, { at: 'talking' }>,
  at: number,
): Decision {
  const { walk, attempt } = journey;
  const next: Journey = decision.call.callerGone
    ? { at: 'over', how: 'talked', offer: walk.offer }
    : { at: 'outcome', walk, attempt, misses: 0 };
  return withEffects(withNote(withJourney(decision, next), 'The talk is over.'), {
    kind: 'timer',
    timer: 'ask-by-text',
    attempt,
    offer: walk.offer,
    dueAt: at + ASK_BY_TEXT_AFTER,
  });
}

/** The caller says what the advice led to, or presses 9 because they were cut off. */
export function outcomeKeyed(before: Decision, event: Of<'outcome-keyed'>, world: World): Decision {
  const { journey } = before.call;
  if (journey.at !== 'outcome') return before;
  const { walk } = journey;
  const outcome = outcomeFor(event.answer.digits);
  const over: Journey = { at: 'over', how: 'talked', offer: walk.offer };
  if (outcome) return withJourney(record(before, walk.offer, 'caller', outcome), over);
  if (event.answer.digits === '9') return cutOff(before, journey, event.at, world);
  const misses = journey.misses + 1;
  return withJourney(before, misses < OUTCOME_MISSES ? { ...journey, misses } : over);
}

function cutOff(
  before: Decision,
  { walk, attempt }: Extract<Journey, { at: 'outcome' }>,
  at: number,
  world: World,
): Decision {
  const lost = attemptOf(before.call, attempt);
  const noted = withNote(before, 'The caller was cut off, and the walk goes on.');
  return huntAgain(noted, walk.offer, lost ? [personOf(lost)] : [], at, world);
}

/** The clinician says it by key, when the caller left first. */
export function clinicianOutcomeKeyed(before: Decision, event: Of<'clinician-outcome-keyed'>): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || !isAskable(before.call, attempt) || !isOwnLeg(attempt, event.sid)) return before;
  const outcome = outcomeFor(event.answer.digits);
  if (outcome) return record(before, attempt.offer, 'clinician', outcome);
  return withAttempt(before, attempt.id, { misses: attempt.misses + 1 });
}

/** A clinician who took the call and has yet to say, and has not twice pressed nothing. */
export function isAskable(call: Call, attempt: Attempt): boolean {
  const offer = offerOf(call, attempt.offer);
  return (
    attempt.result === 'accepted' &&
    offer !== undefined &&
    isOfTaker(call, offer, attempt) &&
    offer.outcome.clinician === null &&
    attempt.misses < OUTCOME_MISSES
  );
}

/** A text with one digit. */
export function outcomeTexted(before: Decision, event: Of<'outcome-texted'>): Decision {
  return record(before, event.offer, event.party, event.outcome);
}

function record(decision: Decision, offerId: string, party: Party, outcome: Outcome): Decision {
  const offer = offerOf(decision.call, offerId);
  if (offer?.ending !== 'connected' || offer.outcome[party] === outcome) return decision;
  const recorded = withOffer(decision, offerId, { outcome: { ...offer.outcome, [party]: outcome } });
  return withNote(recorded, `The ${party} recorded the outcome: ${outcome}.`);
}
