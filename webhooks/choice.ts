import { again } from './away.ts';
import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** After the star key: another line, stop, or go on waiting. */
export const choice = callerMoment(
  (form, at) => ({ kind: 'choice-keyed', at, answer: answerOf(form) }),
  again('choice'),
);
