import type { Journey } from './call.ts';
import { withJourney, withNote, type Decision } from './decision.ts';
import type { CallEvent } from './event.ts';
import { cancelRinging, endOffer } from './calling-off.ts';

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** After the star key: 1 another line, 2 stop, anything else goes on waiting. The walk went on meanwhile. */
export function choiceKeyed(before: Decision, { answer, at }: Of<'choice-keyed'>): Decision {
  const { journey } = before.call;
  if (journey.at !== 'hunting' || journey.ear !== 'choices') return before;
  const { offer } = journey.walk;
  switch (answer.digits) {
    case '1':
      return leaveLine(
        before,
        offer,
        { at: 'menu', misses: 0, notice: null },
        'The caller asked for another line.',
        at,
      );
    case '2':
      return leaveLine(
        before,
        offer,
        { at: 'over', how: 'stopped', offer },
        'The caller stopped waiting.',
        at,
      );
    default:
      return withJourney(before, { ...journey, ear: 'coming', cutOff: false });
  }
}

function leaveLine(before: Decision, offer: string, journey: Journey, note: string, at: number): Decision {
  const reason = journey.at === 'menu' ? 'other-line' : 'caller-gone';
  const left = endOffer(withJourney(cancelRinging(before, reason, at), journey), offer, 'abandoned', at);
  return withNote(left, note);
}
