import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** A caller chooses a line, by key or by voice. */
export const line = callerMoment((form, at) => ({ kind: 'line-chosen', at, answer: answerOf(form) }));
