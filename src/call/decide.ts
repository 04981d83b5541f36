import { accept } from './accept.ts';
import type { Call } from './call.ts';
import { choiceKeyed } from './choices.ts';
import { isUnchanged, unchanged, type Decision, type World } from './decision.ts';
import type { CallEvent } from './event.ts';
import { callerGone } from './farewell.ts';
import { legAnswered, legPlaced, legRefused, legStatus } from './legs.ts';
import { lineChosen, pinKeyed } from './menu.ts';
import { clinicianLeft, leftRoom } from './out-of-room.ts';
import { clinicianOutcomeKeyed, outcomeKeyed, outcomeTexted } from './outcome.ts';
import { nhsNumberChecked, nhsNumberKeyed } from './patient.ts';
import { joined, seenInRoom, waiting } from './room.ts';
import { timeUp } from './time-up.ts';
import { legNotFound, legUnknown } from './unknown-leg.ts';

const TOKENS_KEPT = 10;

/** What happens next on a call. Pure. A repeated, late or out-of-order event changes nothing. */
export function decide(call: Call, event: CallEvent, world: World): Decision {
  const before = unchanged(call);
  const { token } = event;
  if (!token) return decideAnew(before, event, world);
  const heard = call.heard ?? [];
  if (heard.includes(token)) return before;
  const decision = decideAnew(before, event, world);
  if (isUnchanged(decision, call)) return decision;
  return { ...decision, call: { ...decision.call, heard: [...heard, token].slice(-TOKENS_KEPT) } };
}

function decideAnew(before: Decision, event: CallEvent, world: World): Decision {
  switch (event.kind) {
    case 'pin-keyed':
      return pinKeyed(before, event, world);
    case 'line-chosen':
      return lineChosen(before, event, world);
    case 'nhs-number-keyed':
      return nhsNumberKeyed(before, event, world);
    case 'nhs-number-checked':
      return nhsNumberChecked(before, event, world);
    case 'waiting':
      return waiting(before, event);
    case 'left-room':
      return leftRoom(before, event);
    case 'choice-keyed':
      return choiceKeyed(before, event);
    case 'outcome-keyed':
      return outcomeKeyed(before, event, world);
    case 'caller-gone':
      return callerGone(before, event.at);
    case 'joined':
      return joined(before, event);
    case 'seen-in-room':
      return seenInRoom(before, event, world);
    case 'leg-placed':
      return legPlaced(before, event);
    case 'leg-refused':
      return event.sought ? legNotFound(before, event, world) : legRefused(before, event, world);
    case 'leg-unknown':
      return legUnknown(before, event);
    case 'leg-status':
      return legStatus(before, event, world);
    case 'leg-answered':
      return legAnswered(before, event);
    case 'whisper-keyed':
      return accept(before, event, world);
    case 'clinician-left':
      return clinicianLeft(before, event);
    case 'clinician-outcome-keyed':
      return clinicianOutcomeKeyed(before, event);
    case 'outcome-texted':
      return outcomeTexted(before, event);
    case 'time-up':
      return timeUp(before, event, world);
  }
}
