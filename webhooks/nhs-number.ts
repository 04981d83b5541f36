import { answerOf } from './form.ts';
import { callerMoment } from './moments.ts';

/** A caller keys the patient's NHS number, or goes on without. */
export const nhsNumber = callerMoment((form, at) => ({
  kind: 'nhs-number-keyed',
  at,
  answer: answerOf(form),
}));
