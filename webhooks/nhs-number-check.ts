import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** The NHS number was read back, and the caller says whether it is right. */
export const nhsNumberCheck = callerMoment((form, at) => ({
  kind: 'nhs-number-checked',
  at,
  answer: answerOf(form),
}));
