import { answerOf } from './form.ts';
import { clinicianMoment } from './moments.ts';

/** The clinician says by key what the advice led to. */
export const clinicianOutcome = clinicianMoment('clinician-outcome', (form, attempt, at) => ({
  kind: 'clinician-outcome-keyed',
  at,
  attempt,
  sid: form.CallSid,
  answer: answerOf(form),
}));
