import type { NextFunction, Request, Response } from 'express';
import twilio from 'twilio';
import { persistently } from '../src/carrier/persistently.ts';

export interface SignatureNeeds {
  readonly publicUrl: string;
  /** The account's auth token, and the secondary one while they are being rotated. */
  readonly authTokens: readonly string[];
  readonly refused: () => void;
}

const refusal = 'Not signed by Twilio for this URL.';

/** Only Twilio may say what happens on a call: everything else is refused (https://www.twilio.com/docs/usage/security). */
export function signedByTwilio({ publicUrl, authTokens, refused }: SignatureNeeds) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const signature = request.get('X-Twilio-Signature') ?? '';
    const url = publicUrl + request.originalUrl;
    const form = (request.body ?? {}) as Record<string, unknown>;
    // It is not written whether Twilio signs the fragment of a URL, which only it sees: either is proof.
    const isSigned = (by: string): boolean =>
      [url, persistently(url)].some((signed) => twilio.validateRequest(by, signature, signed, form));
    if (authTokens.some(isSigned)) return next();
    refused();
    response.status(403).type('text/plain').send(refusal);
  };
}

/** What cannot be read (too long, a strange character set) cannot be shown to be Twilio's either. */
export function unreadable({ refused }: SignatureNeeds) {
  return (_problem: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    refused();
    response.status(403).type('text/plain').send(refusal);
  };
}
