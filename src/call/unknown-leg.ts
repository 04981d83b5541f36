import { attemptOf, isTrying, RING_SLACK, type Attempt } from './call.ts';
import { withAttempt, withEffects, withNote, type Decision, type World } from './decision.ts';
import type { CallEvent } from './event.ts';
import { legPlaced, legRefused } from './legs.ts';
import { pass } from './pass-on.ts';

const FIND_AFTER = 2_000;
/** How long the caller is kept waiting for a leg that may not exist. */
const WORTH_WAITING = 5_000;
/** How long a request may take at the most, on its way and at Twilio: so much later it may yet be acted upon. */
const REQUEST_LIMIT = 10_000;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** Twilio may or may not have acted. The attempt stands, and a search settles it; never ring again blindly. */
export function legUnknown(before: Decision, event: Of<'leg-unknown'>): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || attempt.legOver) return before;
  if (attempt.legSid !== null) {
    return legPlaced(before, { kind: 'leg-placed', at: event.at, attempt: attempt.id, sid: attempt.legSid });
  }
  const ringEnds = event.at + attempt.ringSeconds * 1000 + RING_SLACK;
  return withEffects(
    withNote(
      withAttempt(before, attempt.id, { unknownAt: event.at }),
      `Twilio did not say whether it rings ${attempt.name}: finding out.`,
    ),
    { kind: 'find-leg', attempt: attempt.id, dueAt: event.at + FIND_AFTER },
    { kind: 'timer', timer: 'ring', attempt: attempt.id, offer: attempt.offer, dueAt: ringEnds },
  );
}

/**
 * Twilio knows of no such leg. The caller is not kept waiting for it, but the clinician stays reserved for as long as
 * it may turn up and ring: a second call at the same time must not.
 */
export function legNotFound(before: Decision, event: Of<'leg-refused'>, world: World): Decision {
  const attempt = attemptOf(before.call, event.attempt);
  if (!attempt || attempt.legSid !== null || attempt.legOver) return before;
  if (event.at >= ringsNoMore(attempt)) return legRefused(before, event, world);
  if (!isTrying(attempt) || event.at < since(attempt) + WORTH_WAITING) return before;
  const words = `${attempt.name} could not be rung: ${event.reason}.`;
  return pass(before, attempt, { result: 'failed' }, words, event.at, world);
}

/** From then on no leg rings that a request without an answer can have made, unless we were told of it. */
export function ringsNoMore(attempt: Attempt): number {
  return since(attempt) + REQUEST_LIMIT + attempt.ringSeconds * 1000 + RING_SLACK;
}

function since({ unknownAt, createdAt }: Attempt): number {
  return unknownAt ?? createdAt;
}
