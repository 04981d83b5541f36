import type { Instant } from '../clock.ts';

/**
 * Why the network refused something.
 * `rest`: a request to the REST API that Twilio would refuse. `document`: TwiML that Twilio would refuse.
 * `webhook`: a program's webhook that could not be reached or answered with an error. `wait`: a hold document that
 * failed and so ended the conference for its leg. `application-error`: a leg that heard "an application error has
 * occurred". `not-simulated`: right by Twilio, but not known here.
 */
export type RefusalKind = 'rest' | 'document' | 'webhook' | 'wait' | 'application-error' | 'not-simulated';

export interface Refusal {
  readonly at: Instant;
  readonly kind: RefusalKind;
  /** Twilio's error code, e.g. 12100 for a document that cannot be parsed. */
  readonly code: number;
  readonly reason: string;
  /** The URL or the path concerned. */
  readonly where: string;
}
