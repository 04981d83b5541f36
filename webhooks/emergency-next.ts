import { callerOf } from './away.ts';
import { emergencyWalk } from './emergency-moment.ts';

/** A telephone was rung, or the talk is over: the next, or what the advice led to. */
export const emergencyNext = emergencyWalk((form, walk, { emergency }) => {
  const over = { status: form.DialCallStatus, bridged: form.DialBridged === 'true' };
  return emergency.ringingOver(callerOf(form), walk, over);
});
