import type { Document, Moment } from '../src/call/document.ts';
import type { EmergencyCaller } from '../src/emergency/emergency.ts';
import { DatabaseAway } from '../src/emergency/promptly.ts';
import { retryIn, tryAgain, type Retry } from '../src/emergency/try-again.ts';
import { notInUse, type Desk } from './desk.ts';
import { numberOrNull, type VoiceForm } from './form.ts';

/** What a caller hears at a moment that needs the database, while it is away. */
export type WhenAway = (form: VoiceForm, retry: Retry, desk: Desk) => Document;

/** The open lines, from memory. */
export const emergencyMenu: WhenAway = (form, _retry, desk) =>
  desk.emergency.menu(callerOf(form)) ?? notInUse;

/** The same moment again a few times, for the database may be back in seconds; then the open lines. */
export function again(moment: Moment): WhenAway {
  return (form, { tries }, desk) =>
    tryAgain(moment, { tries, digits: form.Digits }) ?? emergencyMenu(form, { tries }, desk);
}

export function callerOf(form: VoiceForm): EmergencyCaller {
  return { sid: form.CallSid, from: numberOrNull(form.From), to: form.To ?? '' };
}

/** The form with the key that was pressed before the moment was tried again. */
export function withKeptKey(form: VoiceForm, query: unknown): VoiceForm {
  return form.Digits ? form : { ...form, Digits: retryIn(query).digits };
}

/** What `work` gives, in time; `'away'` when the database is, or does not answer in time. */
export async function unlessAway<T>(desk: Desk, work: Promise<T>): Promise<T | 'away'> {
  try {
    return await desk.promptly(work);
  } catch (problem) {
    if (!(problem instanceof DatabaseAway)) throw problem;
    desk.logger.warn({ reason: problem.message }, 'a webhook is answered from memory');
    return 'away';
  }
}
