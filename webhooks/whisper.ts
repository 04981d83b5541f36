import { clinicianMoment } from './moments.ts';

/** A clinician picks up, and hears the line and the practice, never the patient. */
export const whisper = clinicianMoment('whisper', (form, attempt, at) => ({
  kind: 'leg-answered',
  at,
  attempt,
  sid: form.CallSid,
}));
