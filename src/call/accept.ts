import { attemptOf, isOwnLeg, isTrying, type Attempt, type Journey } from './call.ts';
import { cancelRinging } from './calling-off.ts';
import {
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withRoom,
  type Decision,
  type Pause,
  type World,
} from './decision.ts';
import type { CallEvent } from './event.ts';
import { pass } from './pass-on.ts';

/** How soon to ask Twilio whether both are in the room, in case the news of it was lost. */
const CHECK_ROOM = 2_000;
const WHISPER_MISSES = 2;

type WhisperKeyed = Extract<CallEvent, { kind: 'whisper-keyed' }>;

/**
 * A clinician answers the whisper: 1 takes the call, 2 passes it on, 3 passes it on and pauses them for the rest
 * of the shift. No key is no response, so that a voicemail can never keep a caller.
 */
export function accept(before: Decision, event: WhisperKeyed, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || !isOwnLeg(attempt, event.sid)) return before;
  if (event.answer.digits === '1') return take(before, attempt, event);
  if (!isTrying(attempt)) return event.answer.digits === '3' ? pauseLate(before, attempt, world) : before;
  switch (event.answer.digits) {
    case '2':
      return pass(before, attempt, { result: 'declined' }, `${attempt.name} passed it on.`, event.at, world);
    case '3':
      return pause(before, attempt, event.at, world);
    default:
      return noKey(before, attempt, event, world);
  }
}

/** The first to press 1 wins; one whose ringing had been given up in the meantime is still welcome. */
function take(before: Decision, attempt: Attempt, { at, sid }: WhisperKeyed): Decision {
  const { call } = before;
  const { journey } = call;
  if (journey.at !== 'hunting' || call.callerGone || journey.walk.offer !== attempt.offer) return before;
  if (attempt.legOver) return before;
  if (attempt.result && ['accepted', 'declined', 'cancelled'].includes(attempt.result)) return before;
  const taken = withAttempt(before, attempt.id, {
    status: 'ended',
    legSid: sid,
    result: 'accepted',
    answeredAt: attempt.answeredAt ?? at,
    endedAt: at,
  });
  const others = cancelRinging(withNote(taken, `${attempt.name} took the call.`), 'taken', at, attempt.id);
  const { walk, ear } = journey;
  const joining: Journey = { at: 'joining', walk, ear, attempt: attempt.id, since: at };
  const expecting = withRoom(others, { awaited: true });
  const checked = withEffects(withJourney(expecting, joining), {
    kind: 'check-room',
    attempt: attempt.id,
    dueAt: at + CHECK_ROOM,
  });
  return ear === 'choices' ? withEffects(checked, { kind: 'redirect-caller', dueAt: at }) : checked;
}

/** Their shift may have ended while they were rung: then there is no rest of it, and nothing to say of one. */
function pause(before: Decision, attempt: Attempt, at: number, world: World): Decision {
  const rest = world.restOfShift(attempt.line, attempt.clinician);
  const [first] = rest;
  if (!first)
    return pass(before, attempt, { result: 'declined' }, `${attempt.name} passed it on.`, at, world);
  const words = `${attempt.name} passed it on and is not to be rung for the rest of the shift.`;
  const change = { result: 'declined', paused: true, shiftEnds: first.to } as const;
  return withPauses(pass(before, attempt, change, words, at, world), rest);
}

/** The call has moved on while they listened, and has its result: but whoever wants no more rings has none. */
function pauseLate(before: Decision, attempt: Attempt, world: World): Decision {
  const isHeard = attempt.answeredAt !== null && !attempt.legOver && !attempt.paused;
  const rest =
    isHeard && attempt.result !== 'accepted' ? world.restOfShift(attempt.line, attempt.clinician) : [];
  const [first] = rest;
  if (!first) return before;
  const paused = withAttempt(before, attempt.id, { paused: true, shiftEnds: first.to });
  return withPauses(withNote(paused, `${attempt.name} is not to be rung for the rest of the shift.`), rest);
}

function withPauses(decision: Decision, rest: readonly Pause[]): Decision {
  return { ...decision, pauses: [...decision.pauses, ...rest] };
}

function noKey(before: Decision, attempt: Attempt, event: WhisperKeyed, world: World): Decision {
  const misses = attempt.misses + 1;
  if (event.answer.digits && misses < WHISPER_MISSES) return withAttempt(before, attempt.id, { misses });
  const words = `${attempt.name} answered but pressed no key.`;
  return pass(before, attempt, { result: 'no-response' }, words, event.at, world);
}
