import { notInUse } from './desk.ts';
import { callerOf } from './away.ts';
import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** A caller chooses a line, by key or by voice. While the database is away, it is walked from memory at once. */
export const line = callerMoment(
  (form, at) => ({ kind: 'line-chosen', at, answer: answerOf(form) }),
  (form, _retry, desk) =>
    desk.emergency.lineKeyed(callerOf(form), answerOf(form), { misses: 0, isFirst: true }) ?? notInUse,
);
