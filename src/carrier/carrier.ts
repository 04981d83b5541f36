import type { Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';

export type LegSid = string;
export type ConferenceSid = string;

/** Twilio's words for where a leg stands. */
export type LegStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

export interface LegRequest {
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  /** Path and query of our webhook that answers for the leg, e.g. "/webhooks/voice/whisper?attempt=…". */
  readonly answerPath: string;
  /** Path and query of our webhook that is told of initiated, ringing, answered and completed. */
  readonly statusPath: string;
  /** How long it may ring. */
  readonly ringSeconds: number;
  /** How long the leg may last at all. */
  readonly limitSeconds: number;
}

/**
 * What became of asking for a leg. `unknown` means that Twilio may or may not have acted (a time-out, a dropped
 * reply, a 5xx): it is never to be asked again blindly. `later` means that it surely did not act and may be asked
 * again (429, or the connection was refused).
 */
export type Placed =
  | { readonly kind: 'placed'; readonly sid: LegSid }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What became of any other request. `gone`: the thing is over or unknown to Twilio (404, 21220): nothing to do. */
export type Asked =
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

/**
 * What became of asking for a text. `unknown`: Twilio may have sent it, and asking again may send it twice; `later`: it
 * surely did not.
 */
export type Sent = Asked | { readonly kind: 'unknown'; readonly reason: string };

export interface LegSeen {
  readonly sid: LegSid;
  readonly status: LegStatus;
}

/** The few verbs asked of the telephone company. None throws for what Twilio answers; all give up after 10 s. */
export interface Carrier {
  placeLeg(request: LegRequest): Promise<Placed>;
  /** Ends a leg that has not been answered yet; an answered one is left alone (`gone`). */
  cancelLeg(sid: LegSid): Promise<Asked>;
  /** Ends a leg whatever it does. */
  hangUpLeg(sid: LegSid): Promise<Asked>;
  /** Makes a live leg ask `path` what to do next; this takes it out of any conference. */
  redirectLeg(sid: LegSid, path: string): Promise<Asked>;
  sendText(text: {
    readonly from: PhoneNumber;
    readonly to: PhoneNumber;
    readonly body: string;
  }): Promise<Sent>;
  /** `undefined` when Twilio does not know the leg; `'unreachable'` when it cannot be asked now. */
  legStatus(sid: LegSid): Promise<LegStatus | undefined | 'unreachable'>;
  /** The legs from `from` to `to` begun at or after `since`, newest first; used to settle an unknown create. */
  findLegs(query: {
    readonly from: PhoneNumber;
    readonly to: PhoneNumber;
    readonly since: Instant;
  }): Promise<readonly LegSeen[] | 'unreachable'>;
  /** The legs that are in a conference now. */
  conferenceMembers(sid: ConferenceSid): Promise<readonly LegSid[] | 'unreachable'>;
  deleteRecording(sid: string): Promise<Asked>;
}
