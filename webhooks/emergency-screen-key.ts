import { emergencyWalk } from './emergency-moment.ts';

/** The clinician presses 1 or 2; a voicemail presses nothing. */
export const emergencyScreenKey = emergencyWalk((form, walk, { emergency }) =>
  emergency.screenKeyed(form.ParentCallSid ?? '', walk, form.Digits ?? null),
);
