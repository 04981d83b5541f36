import { emergencyWalk } from './emergency-moment.ts';

/** A clinician, or a voicemail, picks up a telephone that the caller's own leg dialled. */
export const emergencyScreen = emergencyWalk((form, walk, { emergencyScreen: screen }) =>
  screen.heard(form.ParentCallSid ?? '', walk),
);
