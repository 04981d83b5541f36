import type { LegStatus } from '../carrier/carrier.ts';
import { isOver } from '../carrier/leg-over.ts';
import { attemptOf, isOwnLeg, isTrying, RING_SLACK, type Attempt, type AttemptResult } from './call.ts';
import { withAttempt, withEffects, withNote, type Decision, type World } from './decision.ts';
import type { CallEvent, Effect } from './event.ts';
import { clinicianLost } from './out-of-room.ts';
import { pass } from './pass-on.ts';
import { walkOnIfHeldUp } from './walk.ts';

/** Twilio may ring up to 5 s longer than asked: then it is asked, and beyond `RING_SLACK` its news was lost. */
const CHECK_SLACK = 6_000;
/** Longer than a whisper can last, with both askings to their ends: beyond this, Twilio's news of it was lost. */
const WHISPER_LIMIT = 45_000;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/**
 * Twilio took the request (or a search found the leg that an unanswered request had made). What our own request
 * returned is the leg, whichever leg was believed before; a search only guesses.
 */
export function legPlaced(before: Decision, { attempt: id, sid, at, found }: Of<'leg-placed'>): Decision {
  const attempt = attemptOf(before.call, id);
  if (!attempt || attempt.placedAt !== null || (found && !isOwnLeg(attempt, sid))) return before;
  const isImpostor = !isOwnLeg(attempt, sid);
  const status =
    attempt.status === 'placing' || (isImpostor && isTrying(attempt)) ? 'ringing' : attempt.status;
  const bound = withAttempt(before, id, { legSid: sid, placedAt: at, status });
  // Whoever was reserved for it may be on another call by now.
  if (attempt.legOver) return attempt.legSid === sid ? bound : withEffects(bound, endStray(id, sid, at));
  if (!isTrying(attempt)) return withEffects(bound, { kind: 'cancel-leg', attempt: id, dueAt: at });
  const ringEnds = at + attempt.ringSeconds * 1000 + RING_SLACK;
  return withEffects(
    bound,
    { kind: 'timer', timer: 'ring', attempt: id, offer: attempt.offer, dueAt: ringEnds },
    { kind: 'check-leg', attempt: id, dueAt: at + attempt.ringSeconds * 1000 + CHECK_SLACK },
  );
}

/** Twilio refused, or was never asked because nobody needs the leg any more. There is no leg. */
export function legRefused(before: Decision, event: Of<'leg-refused'>, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || attempt.legSid !== null || attempt.legOver) return before;
  const over = withAttempt(before, attempt.id, { legOver: true });
  if (!isTrying(attempt)) return walkOnIfHeldUp(over, event.at, world);
  return pass(
    over,
    attempt,
    event.away ? { result: 'failed', unreached: true } : { result: 'failed' },
    `${attempt.name} could not be rung: ${event.reason}.`,
    event.at,
    world,
  );
}

/** The clinician picked up and hears the whisper. */
export function legAnswered(before: Decision, { attempt: id, sid, at }: Of<'leg-answered'>): Decision {
  const attempt = attemptOf(before.call, id);
  if (!attempt || attempt.legOver || !isOwnLeg(attempt, sid)) return before;
  if (attempt.status !== 'placing' && attempt.status !== 'ringing') {
    return attempt.legSid === sid && attempt.answeredAt !== null
      ? before
      : withAttempt(before, id, { legSid: sid, answeredAt: attempt.answeredAt ?? at });
  }
  const answered = withAttempt(before, id, { legSid: sid, status: 'answered', answeredAt: at });
  const timer = { kind: 'timer', timer: 'whisper', attempt: id, offer: attempt.offer } as const;
  return withEffects(withNote(answered, `${attempt.name} picked up.`), {
    ...timer,
    dueAt: at + WHISPER_LIMIT,
  });
}

/** What Twilio says of the leg: by callback, when asked, or when it cancelled the leg for us. */
export function legStatus(before: Decision, event: Of<'leg-status'>, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || !isOwnLeg(attempt, event.sid)) return before;
  if (attempt.legOver) return strayLeg(before, attempt, event);
  switch (event.status) {
    case 'queued':
    case 'initiated':
      return attempt.legSid ? before : bind(before, attempt, event);
    case 'ringing':
      return attempt.ringingAt === null ? bind(before, attempt, event, { ringingAt: event.at }) : before;
    case 'in-progress':
      return legAnswered(before, { ...event, kind: 'leg-answered' });
    case 'completed':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return legEnded(before, attempt, event, world);
  }
}

/**
 * News of a leg that was long given up: Twilio made it after all, and much later than it should have. Whoever it rings
 * may be on another call by now. One that is answered hears that it is not needed.
 */
function strayLeg(before: Decision, attempt: Attempt, { sid, status, at }: Of<'leg-status'>): Decision {
  if (attempt.legSid !== null || isOver(status)) return before;
  return withEffects(withAttempt(before, attempt.id, { legSid: sid }), endStray(attempt.id, sid, at));
}

function endStray(attempt: string, sid: string, at: number): Effect {
  return { kind: 'end-stray-leg', attempt, sid, dueAt: at };
}

/** News came before our own request was answered: the leg is ours, as only we know the attempt's id. */
function bind(
  before: Decision,
  attempt: Attempt,
  event: Of<'leg-status'>,
  change: Partial<Attempt> = {},
): Decision {
  const status = attempt.status === 'placing' ? 'ringing' : attempt.status;
  const bound = withAttempt(before, attempt.id, { legSid: event.sid, status, ...change });
  const isUnwanted = attempt.legSid === null && !isTrying(attempt) && attempt.result !== 'accepted';
  return isUnwanted
    ? withEffects(bound, { kind: 'cancel-leg', attempt: attempt.id, dueAt: event.at })
    : bound;
}

function legEnded(before: Decision, attempt: Attempt, event: Of<'leg-status'>, world: World): Decision {
  const wrapUpUntil = wrapUpEnd(attempt, event.at, world);
  const over = withAttempt(before, attempt.id, { legSid: event.sid, legOver: true, wrapUpUntil });
  if (!isTrying(attempt)) {
    const lost = attempt.result === 'accepted' ? clinicianLost(over, attempt, event.at, world) : over;
    return lost === over ? walkOnIfHeldUp(over, event.at, world) : lost;
  }
  const result = resultOf(event.status, attempt);
  return pass(over, attempt, { result }, `${attempt.name}: ${wordsFor[result]}.`, event.at, world);
}

/** After a talk the line may leave its clinician alone for a while. */
function wrapUpEnd(attempt: Attempt, at: number, world: World): number | null {
  const seconds = attempt.talkedAt === null ? 0 : (world.line(attempt.line)?.wrapUp ?? 0);
  return seconds > 0 ? at + seconds * 1000 : null;
}

function resultOf(status: LegStatus, attempt: Attempt): AttemptResult {
  if (status === 'busy' || status === 'no-answer') return status;
  if (status !== 'completed') return 'failed';
  return attempt.status === 'answered' ? 'no-response' : 'no-answer';
}

const wordsFor: Readonly<Record<AttemptResult, string>> = {
  accepted: 'took the call',
  declined: 'passed it on',
  'no-response': 'hung up without pressing a key',
  'no-answer': 'no answer',
  busy: 'engaged',
  failed: 'the call could not be completed',
  cancelled: 'no longer needed',
};
