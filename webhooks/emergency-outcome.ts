import { callerOf } from './away.ts';
import { emergencyWalk } from './emergency-moment.ts';

/** The caller says by key what the advice led to, or presses 9 because they were cut off. */
export const emergencyOutcome = emergencyWalk((form, walk, { emergency }) =>
  emergency.outcomeKeyed(callerOf(form), walk, form.Digits ?? null),
);
