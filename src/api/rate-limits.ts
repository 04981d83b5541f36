import type { Response } from 'express';
import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { holderOf } from './holder.ts';
import { Problem, sendProblem } from './problem.ts';

/** How many requests are let through. Counted in each process by itself. */
export interface Limits {
  /** A minute, with one key. */
  readonly perKey: number;
  /** In a quarter of an hour, without a good key, from one address. */
  readonly failuresPerAddress: number;
}

export const usualLimits: Limits = { perKey: 600, failuresPerAddress: 30 };

const minute = 60_000;

function tooMany(response: Response): void {
  // express-rate-limit has set Retry-After.
  sendProblem(response, new Problem(429, 'Too many requests: try again after the seconds in Retry-After.'));
}

const common = {
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  // Anyone can send X-Forwarded-For: that the application does not trust it is nothing to complain of.
  validate: { xForwardedForHeader: false },
} as const;

/** Generous: a dashboard may ask often. */
export function limitPerKey(limits: Limits): RateLimitRequestHandler {
  return rateLimit({
    ...common,
    windowMs: minute,
    limit: limits.perKey,
    keyGenerator: (_request, response) => holderOf(response)?.name ?? '',
    handler: (_request, response) => tooMany(response),
  });
}

/**
 * Strict, but only asked once a key was refused: many in the NHS share one address, and a stranger at it must not
 * be able to shut out those who have a key.
 */
export function limitFailures(limits: Limits): RateLimitRequestHandler {
  return rateLimit({
    ...common,
    windowMs: 15 * minute,
    limit: limits.failuresPerAddress,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    handler: (_request, response) => tooMany(response),
  });
}
