import { again } from './away.ts';
import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** The caller says by key what the advice led to, or presses 9 because they were cut off. */
export const outcome = callerMoment(
  (form, at) => ({ kind: 'outcome-keyed', at, answer: answerOf(form) }),
  again('outcome'),
);
