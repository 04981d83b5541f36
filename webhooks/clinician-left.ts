import { clinicianMoment } from './moments.ts';

/** The clinician is out of the room with their leg alive: the caller left first. */
export const clinicianLeft = clinicianMoment('clinician-left', (form, attempt, at) => ({
  kind: 'clinician-left',
  at,
  attempt,
  sid: form.CallSid,
}));
