import type { ConferenceSid, LegSid, LegStatus } from '../carrier/carrier.ts';
import { isOver } from '../carrier/leg-over.ts';
import type { Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';
import type { Outcome, Party } from './call.ts';

/** What a caller keyed or said; both `null` when they did neither. */
export interface Answer {
  readonly digits: string | null;
  readonly speech: string | null;
}

export interface Arrival {
  readonly kind: 'arrived';
  readonly at: Instant;
  readonly sid: LegSid;
  readonly from: PhoneNumber | null;
  readonly to: PhoneNumber;
}

/** A call, or a part of one, that was answered from memory while the database was away, and is written down now. */
export interface AnsweredFromMemory {
  readonly kind: 'answered-from-memory';
  readonly at: Instant;
}

/**
 * Everything that can happen to a call. `at` is when we learnt of it; `token` names the request that told us, and
 * stays the same when Twilio repeats it.
 */
export type CallEvent = { readonly at: Instant; readonly token?: string | undefined } & (
  | { readonly kind: 'pin-keyed'; readonly answer: Answer }
  | { readonly kind: 'line-chosen'; readonly answer: Answer }
  | { readonly kind: 'nhs-number-keyed'; readonly answer: Answer }
  | { readonly kind: 'nhs-number-checked'; readonly answer: Answer }
  | { readonly kind: 'waiting'; readonly conference: ConferenceSid | null }
  | { readonly kind: 'left-room' }
  | { readonly kind: 'choice-keyed'; readonly answer: Answer }
  | { readonly kind: 'outcome-keyed'; readonly answer: Answer }
  | { readonly kind: 'caller-gone' }
  | {
      readonly kind: 'joined';
      /** `null`: whoever was the second to come in, for Twilio said only that the conference began. */
      readonly sid: LegSid | null;
      readonly conference: ConferenceSid;
      readonly room: string;
    }
  | { readonly kind: 'seen-in-room'; readonly conference: ConferenceSid; readonly members: readonly LegSid[] }
  | {
      readonly kind: 'leg-placed';
      readonly attempt: string;
      readonly sid: LegSid;
      /** It was searched for, because the request that made it was never answered. */
      readonly found?: boolean;
    }
  | {
      readonly kind: 'leg-refused';
      readonly attempt: string;
      readonly reason: string;
      /** Twilio said "not now", or could not be reached: later it may ring them. */
      readonly away?: boolean;
      /** Nobody refused it: it was searched for in vain, and may yet turn up. */
      readonly sought?: boolean;
    }
  | { readonly kind: 'leg-unknown'; readonly attempt: string; readonly reason: string }
  | {
      readonly kind: 'leg-status';
      readonly attempt: string;
      readonly sid: LegSid;
      readonly status: LegStatus;
    }
  | { readonly kind: 'leg-answered'; readonly attempt: string; readonly sid: LegSid }
  | {
      readonly kind: 'whisper-keyed';
      readonly attempt: string;
      readonly sid: LegSid;
      readonly answer: Answer;
    }
  | { readonly kind: 'clinician-left'; readonly attempt: string; readonly sid: LegSid }
  | {
      readonly kind: 'clinician-outcome-keyed';
      readonly attempt: string;
      readonly sid: LegSid;
      readonly answer: Answer;
    }
  | {
      readonly kind: 'outcome-texted';
      readonly offer: string;
      readonly party: Party;
      readonly outcome: Outcome;
    }
  | {
      readonly kind: 'time-up';
      readonly timer: Timer;
      readonly attempt: string | null;
      readonly offer: string | null;
    }
);

/** Whether somebody may be rung in consequence: then the past of the line has to be known. */
export function mayRing(event: CallEvent): boolean {
  switch (event.kind) {
    case 'line-chosen':
    case 'nhs-number-keyed':
    case 'nhs-number-checked':
    case 'outcome-keyed':
    case 'seen-in-room':
    case 'leg-refused':
    case 'whisper-keyed':
    case 'time-up':
      return true;
    case 'leg-status':
      return isOver(event.status);
    case 'pin-keyed':
    case 'waiting':
    case 'left-room':
    case 'choice-keyed':
    case 'caller-gone':
    case 'joined':
    case 'leg-placed':
    case 'leg-unknown':
    case 'leg-answered':
    case 'clinician-left':
    case 'clinician-outcome-keyed':
    case 'outcome-texted':
      return false;
  }
}

/**
 * Deadlines. `ring`: nobody told us how the ringing ended; `whisper`: no key; `look-again`: everybody was busy;
 * `give-up`: the line's total budget; `ask-by-text`: whoever has not said the outcome.
 */
export type Timer = 'ring' | 'whisper' | 'look-again' | 'give-up' | 'ask-by-text';

/** What is to be done in the world once a decision of a call is stored. Names ids only: the doer reads the rest. */
export type Effect = { readonly dueAt: Instant } & (
  | { readonly kind: 'place-leg'; readonly attempt: string }
  | { readonly kind: 'cancel-leg'; readonly attempt: string }
  | { readonly kind: 'end-stray-leg'; readonly attempt: string; readonly sid: LegSid }
  | { readonly kind: 'hang-up-leg'; readonly attempt: string }
  | { readonly kind: 'redirect-leg'; readonly attempt: string }
  | { readonly kind: 'redirect-caller' }
  | { readonly kind: 'find-leg'; readonly attempt: string }
  | { readonly kind: 'check-leg'; readonly attempt: string }
  | { readonly kind: 'check-caller' }
  | { readonly kind: 'check-room'; readonly attempt: string }
  | { readonly kind: 'tell-backed-off'; readonly attempt: string }
  | { readonly kind: 'send-text'; readonly offer: string; readonly party: Party }
  | {
      readonly kind: 'timer';
      readonly timer: Timer;
      readonly attempt: string | null;
      readonly offer: string | null;
    }
  | { readonly kind: 'delete-recording'; readonly recording: string }
);
