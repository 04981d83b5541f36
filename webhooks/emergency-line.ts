import { missesIn } from '../src/emergency/walk-place.ts';
import { callerOf } from './away.ts';
import { notInUse } from './desk.ts';
import { emergencyMoment } from './emergency-moment.ts';
import { answerOf } from './form.ts';

/** A caller chooses one of the open lines, from the menu that was told from memory. */
export const emergencyLine = emergencyMoment((form, query, { emergency }) => {
  const asked = { misses: missesIn(query), isFirst: false };
  return emergency.lineKeyed(callerOf(form), answerOf(form), asked) ?? notInUse;
});
