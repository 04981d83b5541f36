import type { Asked, Placed } from './carrier.ts';
import { withoutNumbers } from './masked.ts';

/**
 * Why a request to Twilio came to nothing.
 * `answered`: Twilio said no. `unsent`: it surely never heard of it. `unheard`: it may have, and may have acted.
 */
export type Failure =
  | { readonly kind: 'answered'; readonly status: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'unsent'; readonly reason: string }
  | { readonly kind: 'unheard'; readonly reason: string };

/** No connection came about, so no request went over it. */
const neverConnected = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const tookTooLong = new Set<unknown>(['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']);

/** What the error says that Twilio's SDK rejected with. Reasons hold no telephone number. */
export function failureOf(error: unknown): Failure {
  const { status, code, message } = partsOf(error);
  const reason = withoutNumbers(message);
  // Told by their fields: the SDK has two classes for what Twilio answers and exports one of them.
  if (typeof status === 'number' && typeof code !== 'string') {
    return { kind: 'answered', status, code: typeof code === 'number' && code > 0 ? code : status, reason };
  }
  if (neverConnected.has(code))
    return { kind: 'unsent', reason: `Twilio cannot be reached (${String(code)})` };
  if (tookTooLong.has(code)) return { kind: 'unheard', reason: 'no answer from Twilio in time' };
  return { kind: 'unheard', reason };
}

/** A create, of a leg or of a text, that failed. What Twilio may have acted upon is `unknown`. */
export function createdAfter(failure: Failure): Exclude<Placed, { kind: 'placed' }> {
  if (failure.kind === 'unsent' || tooMany(failure)) return { kind: 'later', reason: failure.reason };
  if (failure.kind === 'unheard' || faulty(failure)) return { kind: 'unknown', reason: failure.reason };
  return { kind: 'refused', code: failure.code, reason: failure.reason };
}

/** Anything that may be asked twice and has the same end: what Twilio no longer has is `gone`. */
export function askedAfter(failure: Failure): Asked {
  if (gone(failure)) return { kind: 'gone' };
  if (failure.kind !== 'answered' || tooMany(failure) || faulty(failure)) {
    return { kind: 'later', reason: failure.reason };
  }
  return { kind: 'refused', code: failure.code, reason: failure.reason };
}

/** 404 and 20404: unknown to Twilio, or over. 21220: the leg is not in progress. */
export function gone(failure: Failure): boolean {
  return failure.kind === 'answered' && (failure.status === 404 || [20404, 21220].includes(failure.code));
}

function tooMany(failure: Failure): boolean {
  return failure.kind === 'answered' && (failure.status === 429 || failure.code === 20429);
}

/** A 408 comes from something between us and Twilio, which does not know how far the request got. */
function faulty(failure: Failure): boolean {
  return failure.kind === 'answered' && (failure.status >= 500 || failure.status === 408);
}

function partsOf(error: unknown): { status?: unknown; code?: unknown; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const status = 'status' in error ? error.status : undefined;
  const code = 'code' in error ? error.code : undefined;
  return { status, code, message: error.message || `HTTP ${String(status)}` };
}
