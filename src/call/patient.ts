import { withJourney, withNote, type Decision, type World } from './decision.ts';
import type { CallEvent } from './event.ts';
import { beginHunt } from './hunt.ts';
import { isNhsNumber } from './nhs-number.ts';

const TRIES = 3;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** The patient's NHS number by keypad; nothing, or a hash, goes on without. */
export function nhsNumberKeyed(before: Decision, event: Of<'nhs-number-keyed'>, world: World): Decision {
  const { journey } = before.call;
  if (journey.at !== 'nhs-number') return before;
  const digits = event.answer.digits?.replace(/\D/g, '') ?? '';
  if (!digits) return goOnWithout(before, journey.offer, event.at, world);
  if (isNhsNumber(digits)) {
    return withJourney(before, { at: 'nhs-number-check', offer: journey.offer, digits, misses: 0 });
  }
  const misses = journey.misses + 1;
  return misses < TRIES
    ? withJourney(before, { ...journey, misses, wrong: true })
    : goOnWithout(before, journey.offer, event.at, world);
}

/** The number was read back: 1 it is right, 2 key it again, anything else goes on without after a second asking. */
export function nhsNumberChecked(before: Decision, event: Of<'nhs-number-checked'>, world: World): Decision {
  const { journey } = before.call;
  if (journey.at !== 'nhs-number-check') return before;
  const { digits } = event.answer;
  if (digits === '1') {
    const known = { ...before, call: { ...before.call, nhsNumber: journey.digits } };
    return beginHunt(
      withNote(known, 'The NHS number was keyed and confirmed.'),
      journey.offer,
      event.at,
      world,
    );
  }
  if (digits === '2') {
    return withJourney(before, { at: 'nhs-number', offer: journey.offer, misses: 0, wrong: false });
  }
  return digits === '#' || journey.misses > 0
    ? goOnWithout(before, journey.offer, event.at, world)
    : withJourney(before, { ...journey, misses: 1 });
}

function goOnWithout(before: Decision, offer: string, at: number, world: World): Decision {
  return beginHunt(withNote(before, 'The call goes on without an NHS number.'), offer, at, world);
}
