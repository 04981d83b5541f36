import { attemptOf, nextRoom, personOf, type Attempt, type Call } from './call.ts';
import {
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withRoom,
  type Decision,
  type World,
} from './decision.ts';
import type { CallEvent } from './event.ts';
import { endTalk } from './outcome.ts';
import { walkOn } from './walk.ts';

/** Longer than it takes to tell a clinician that it came to nothing. */
const LAST_WORDS = 15_000;
/** However much of the budget is spent, the walk goes on this long after a clinician was lost. */
const AT_LEAST = 30_000;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/**
 * The caller is out of the room: by the star key while waiting, because a clinician who was in it left, or because
 * the talk is over.
 */
export function leftRoom(before: Decision, { at }: Of<'left-room'>): Decision {
  const { journey, room } = before.call;
  const left = room.sid ?? room.left ?? null;
  const out = withRoom(before, { callerIn: false, clinicianIn: null, sid: null, left });
  switch (journey.at) {
    case 'hunting':
      if (journey.ear === 'choices') return before;
      return room.awaited
        ? withJourney(withRoom(out, { awaited: false }), { ...journey, ear: 'coming', cutOff: true })
        : withNote(withJourney(out, { ...journey, ear: 'choices' }), 'The caller pressed star.');
    case 'joining':
      return withJourney(out, { ...journey, ear: 'coming' });
    case 'talking':
      return endTalk(out, journey, at);
    case 'pin':
    case 'menu':
    case 'nhs-number':
    case 'nhs-number-check':
    case 'outcome':
    case 'over':
      return before;
  }
}

/** The clinician's leg lives but is out of the room: the caller left it, so the talk is over. */
export function clinicianLeft(before: Decision, { attempt: id, sid, at }: Of<'clinician-left'>): Decision {
  const attempt = attemptOf(before.call, id);
  const { journey } = before.call;
  if (!attempt || attempt.legSid !== sid || journey.at !== 'talking' || journey.attempt !== id) return before;
  return endTalk(before, journey, at);
}

/** The leg of a clinician who had accepted is over. */
export function clinicianLost(over: Decision, attempt: Attempt, at: number, world: World): Decision {
  const { journey } = over.call;
  if (journey.at === 'talking' && journey.attempt === attempt.id) return endTalk(over, journey, at);
  if (journey.at !== 'joining' || journey.attempt !== attempt.id) return over;
  return backToHunting(withNote(over, `${attempt.name} was cut off before they could talk.`), at, world);
}

function backToHunting(decision: Decision, at: number, world: World): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'joining') return decision;
  const { ear } = journey;
  const walk = {
    ...journey.walk,
    giveUpAt: Math.max(journey.walk.giveUpAt, at + AT_LEAST),
    tried: journey.walk.tried.filter((person) => !wasCalledOff(decision.call, person)),
  };
  const hunting = withJourney(decision, { at: 'hunting', walk, ear, cutOff: true });
  // The budget may have run out while they were being put through, and its timer with it.
  const timed = withEffects(hunting, {
    kind: 'timer',
    timer: 'give-up',
    attempt: null,
    offer: walk.offer,
    dueAt: walk.giveUpAt,
  });
  return walkOn(timed, at, world);
}

/** Rung together with the one who took the call, and called off for it: that was no try. */
function wasCalledOff({ attempts }: Call, person: string): boolean {
  return attempts.findLast((attempt) => personOf(attempt) === person)?.cancelled === 'taken';
}

/** Fetches a clinician's leg out of wherever it is, to hear what is true now. */
export function fetchClinician(decision: Decision, { id, legOver }: Attempt, at: number): Decision {
  return legOver ? decision : withEffects(decision, { kind: 'redirect-leg', attempt: id, dueAt: at });
}

/** The clinician hears so, and is let go; the caller goes on to another room, in case one of them is yet to come to this. */
export function neverMet(before: Decision, attempt: Attempt, at: number, world: World): Decision {
  const failed = withAttempt(before, attempt.id, { result: 'failed' });
  const words = `${attempt.name} could not be brought together with the caller.`;
  const told = fetchClinician(withNote(withRoom(failed, nextRoom(before.call.room)), words), attempt, at);
  const letGo = withEffects(told, { kind: 'hang-up-leg', attempt: attempt.id, dueAt: at + LAST_WORDS });
  const hunting = backToHunting(letGo, at, world);
  const isFetched = hunting.effects.some(({ kind }) => kind === 'redirect-caller');
  return isFetched ? hunting : withEffects(hunting, { kind: 'redirect-caller', dueAt: at });
}
