import { emergencyWalk } from './emergency-moment.ts';

/** The clinician presses 1 or 2; a voicemail presses nothing. */
export const emergencyScreenKey = emergencyWalk((form, walk, { emergencyScreen: screen }) =>
  screen.keyed(form.ParentCallSid ?? '', walk, form.Digits ?? null),
);
