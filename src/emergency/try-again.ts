import { z } from 'zod';
import { say, type Document, type Moment } from '../call/document.ts';

/** With the two and a half seconds that each may wait for the database: half a minute at most. */
const MOST_TRIES = 6;
const SECONDS_BETWEEN = 3;

/** What the URL of a moment that is tried again brings back: how often, and the key that must not be lost. */
export interface Retry {
  readonly tries: number;
  readonly digits?: string | undefined;
}

const retry = z.object({
  tries: z.coerce.number().int().min(0).max(100).catch(0),
  digits: z
    .string()
    .regex(/^[0-9*#]$/)
    .optional()
    .catch(undefined),
});

export function retryIn(query: unknown): Retry {
  return retry.safeParse(query).data ?? { tries: 0, digits: undefined };
}

/** The same moment again in a few seconds; `undefined` once it was tried often enough. One key goes along. */
export function tryAgain(moment: Moment, { tries, digits }: Retry): Document | undefined {
  if (tries >= MOST_TRIES) return undefined;
  const key = retry.safeParse({ tries, digits }).data?.digits;
  return [
    ...(tries === 0 ? [say('One moment please. We have a technical problem.')] : []),
    { verb: 'pause', seconds: SECONDS_BETWEEN },
    { verb: 'go', to: moment, carrying: { tries: String(tries + 1), ...(key ? { digits: key } : {}) } },
  ];
}
