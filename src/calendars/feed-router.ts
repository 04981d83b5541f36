import { createHash } from 'node:crypto';
import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { databaseIsAway } from '../store/database-away.ts';
import type { CalendarFeeds, Feed } from './calendar-feeds.ts';

/** How many requests are let through. Counted in each process by itself. */
export interface FeedLimits {
  /** In a quarter of an hour, from one address: all of Google, or a hospital, may be behind one. */
  readonly perAddress: number;
  /** In a quarter of an hour, of one feed: calendars ask every hour or so. */
  readonly perFeed: number;
  /** In a quarter of an hour, of feeds that there are not, from one address. */
  readonly failuresPerAddress: number;
}

export const usualFeedLimits: FeedLimits = { perAddress: 1000, perFeed: 60, failuresPerAddress: 30 };

export interface FeedRouterNeeds {
  readonly feeds: Pick<CalendarFeeds, 'find' | 'document'>;
  /** Is told of every error behind a 500 or 503; the address, which is the secret, is in none. */
  readonly report: (error: unknown) => void;
  readonly limits?: FeedLimits;
}

const quarterHour = 15 * 60_000;
const secretShape = /^([\w-]{43})\.ics$/;

/** `GET /calendars/{secret}.ics`: no API key, since the calendars that ask could send none. */
export function feedRouter({ feeds, report, limits = usualFeedLimits }: FeedRouterNeeds): Router {
  const router = Router({ caseSensitive: true });
  const serve = feedServer(feeds, limits);
  router.get('/calendars/:file', unkept, perAddress(limits.perAddress), serve);
  router.use('/calendars', unkept, (_request, response) => {
    response.status(404).type('text/plain').send('There is no calendar at this address.\n');
  });
  router.use('/calendars', onFeedError(report));
  return router;
}

/** Nobody in between keeps an answer, and no search engine an address. */
const unkept: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
  next();
};

function feedServer(feeds: FeedRouterNeeds['feeds'], limits: FeedLimits): RequestHandler {
  const failures = perAddress(limits.failuresPerAddress);
  const found = new WeakMap<Response, Feed>();
  const fetches = limited(limits.perFeed, (_request, response) => found.get(response)?.id ?? '');
  return async (request, response, next) => {
    const secret = secretShape.exec(String(request.params['file']))?.[1];
    const feed = secret === undefined ? undefined : await feeds.find(secret);
    if (!feed) {
      await failures(request, response, next);
      return;
    }
    found.set(response, feed);
    await fetches(request, response, (problem?: unknown) => {
      if (problem) next(problem);
      else feeds.document(feed).then((document) => send(response, document), next);
    });
  };
}

function send(response: Response, document: string): void {
  response.set({
    'Cache-Control': 'private, no-cache',
    'Content-Disposition': 'inline; filename="on-call.ics"',
    ETag: `"${createHash('sha256').update(document).digest('base64url')}"`,
  });
  response.type('text/calendar; charset=utf-8').send(document);
}

function perAddress(limit: number): RateLimitRequestHandler {
  return limited(limit, ({ ip }) => ipKeyGenerator(ip ?? ''));
}

function limited(
  limit: number,
  keyGenerator: (request: Request, response: Response) => string,
): RateLimitRequestHandler {
  return rateLimit({
    windowMs: quarterHour,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false },
    keyGenerator,
    handler: (_request, response) => {
      response.status(429).type('text/plain').send('Too many requests: try again later.\n');
    },
  });
}

function onFeedError(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const malformed = error instanceof URIError;
    if (!malformed) report(error);
    if (response.headersSent) return next(error);
    const status = malformed ? 404 : databaseIsAway(error) ? 503 : 500;
    if (status === 503) response.set('Retry-After', '60');
    const words = malformed
      ? 'There is no calendar at this address.\n'
      : 'The calendar cannot be read now.\n';
    response.status(status).type('text/plain').send(words);
  };
}
