import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** A caller whose number is not known keys a PIN. */
export const pin = callerMoment((form, at) => ({ kind: 'pin-keyed', at, answer: answerOf(form) }));
