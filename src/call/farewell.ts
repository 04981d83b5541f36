import { attemptOf, type Journey } from './call.ts';
import { withJourney, withNote, type Decision } from './decision.ts';
import { endTalk } from './outcome.ts';
import { fetchClinician } from './out-of-room.ts';
import { cancelRinging, endOffer } from './calling-off.ts';

/** The caller's leg is over, whatever they were doing: nobody goes on ringing for nobody. */
export function callerGone(before: Decision, at: number): Decision {
  if (before.call.callerGone) return before;
  const gone = { ...before, call: { ...before.call, callerGone: true } };
  const { journey } = gone.call;
  switch (journey.at) {
    case 'pin':
    case 'menu':
      return over(gone, { at: 'over', how: 'no-choice', offer: null });
    case 'nhs-number':
    case 'nhs-number-check':
      return abandon(gone, journey.offer, at);
    case 'hunting':
      return abandon(gone, journey.walk.offer, at);
    case 'joining':
      return freeClinician(abandon(gone, journey.walk.offer, at), journey.attempt, at);
    case 'talking':
      // The room ends with the caller, and so brings the clinician to us: unless they came back to another.
      return gone.call.room.callerIn
        ? endTalk(gone, journey, at)
        : freeClinician(endTalk(gone, journey, at), journey.attempt, at);
    case 'outcome':
      return over(gone, { at: 'over', how: 'talked', offer: journey.walk.offer });
    case 'over':
      return gone;
  }
}

function over(gone: Decision, journey: Journey): Decision {
  return withNote(withJourney(gone, journey), 'The caller hung up.');
}

function abandon(gone: Decision, offer: string, at: number): Decision {
  const cancelled = cancelRinging(gone, 'caller-gone', at);
  return endOffer(over(cancelled, { at: 'over', how: 'abandoned', offer }), offer, 'abandoned', at);
}

/** The clinician must not be left alone in an empty room. */
function freeClinician(decision: Decision, attemptId: string, at: number): Decision {
  const attempt = attemptOf(decision.call, attemptId);
  return attempt ? fetchClinician(decision, attempt, at) : decision;
}
