import { isMissed } from '../rota/back-off.ts';
import type { Instant } from '../clock.ts';
import { personOf, type Attempt } from './call.ts';
import { withAttempt, withEffects, withNote, withWalk, type Decision, type World } from './decision.ts';
import { phoneFrom } from './ring.ts';
import { walkOn } from './walk.ts';

/** The attempt ends without the call being taken, and the walk goes on. */
export function pass(
  before: Decision,
  attempt: Attempt,
  change: Partial<Attempt>,
  note: string,
  at: number,
  world: World,
): Decision {
  const ended = withNote(withAttempt(before, attempt.id, { ...change, status: 'ended', endedAt: at }), note);
  const again = tryNextPhone(ended, attempt, change.result, world);
  // Missed on one phone is not missed yet while another is still to be rung.
  const told = again === ended ? tellIfBackedOff(ended, attempt, change.result, at, world) : again;
  return walkOn(told, at, world);
}

/** Not answered, engaged or out of reach: a clinician with another phone is still to be rung in this pass. */
function tryNextPhone(
  decision: Decision,
  attempt: Attempt,
  result: Attempt['result'] | undefined,
  world: World,
): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'hunting' || journey.walk.line !== attempt.line || result === 'declined')
    return decision;
  const { walk } = journey;
  const rung = world.onCall(walk.line).ladder.find(({ clinician }) => clinician.id === attempt.clinician);
  const next = rung && phoneFrom(attempt.phonePlace + 1, rung.clinician, decision.call);
  const person = personOf(attempt);
  if (next === undefined || !walk.tried.includes(person)) return decision;
  const tried = walk.tried.filter((each) => each !== person);
  return withWalk(decision, { ...walk, tried, nextPhone: { ...walk.nextPhone, [person]: next } });
}

/** Rings missed in a row: from now on others are rung first for a while, and the clinician is told why. */
function tellIfBackedOff(
  decision: Decision,
  attempt: Attempt,
  result: Attempt['result'] | undefined,
  at: Instant,
  world: World,
): Decision {
  if (!isMissed(result) || !world.beginsBackOff(attempt.line, attempt.clinician)) return decision;
  const words = `${attempt.name} missed the last three rings and is rung last for 30 minutes.`;
  return withEffects(withNote(decision, words), { kind: 'tell-backed-off', attempt: attempt.id, dueAt: at });
}
