import type { Instant } from '../clock.ts';
import { isTrying, offerOf, type Attempt } from './call.ts';
import { withEffects, withJourney, withNote, withOffer, type Decision } from './decision.ts';

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
