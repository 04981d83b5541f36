import { answerOf } from './form.ts';
import { clinicianMoment } from './moments.ts';

/** The clinician presses 1, 2 or 3, or nothing. */
export const whisperKey = clinicianMoment('whisper-key', (form, attempt, at) => ({
  kind: 'whisper-keyed',
  at,
  attempt,
  sid: form.CallSid,
  answer: answerOf(form),
}));
