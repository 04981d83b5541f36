import type { ErrorRequestHandler, RequestHandler } from 'express';
import { databaseIsAway } from '../store/database-away.ts';
import { z } from 'zod';
import { Problem, sendProblem } from './problem.ts';
import type { Method } from './route.ts';

const away = new Problem(
  503,
  'The database cannot be reached now. Calls are still answered; try again soon.',
  {
    headers: { 'Retry-After': '5' },
  },
);
const broken = new Problem(500, 'Something went wrong here. It has been noted.');

/** Express refuses by itself an address that is not well-formed. */
function isMalformed(error: unknown): boolean {
  return error instanceof URIError;
}

/** How Express says that it cannot read what was sent. */
const unreadable = z.object({
  expose: z.literal(true),
  status: z.number(),
  type: z.string().catch(''),
  limit: z.number().catch(32 * 1024),
});

/** What was sent is too long, in letters nobody knows, or no JSON; `undefined`: that is not what is wrong. */
function unreadableProblem(error: unknown): Problem | undefined {
  const found = unreadable.safeParse(error);
  if (!found.success || found.data.status >= 500) return undefined;
  switch (found.data.status) {
    case 413:
      return new Problem(
        413,
        `What was sent is too long: ${Math.floor(found.data.limit / 1024)} kB at most.`,
      );
    case 415:
      return new Problem(415, 'Send JSON in UTF-8, with the header "Content-Type: application/json".');
    default:
      return new Problem(400, 'What was sent cannot be read as JSON.');
  }
}

function problemOf(error: unknown): Problem {
  if (isMalformed(error)) return new Problem(400, 'The address of this request is not well-formed.');
  const problem = unreadableProblem(error);
  if (problem) return problem;
  return databaseIsAway(error) ? away : broken;
}

/** Turns what a route threw into a problem that tells nothing of the inside; `report` is told all. */
export function onError(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = problemOf(error);
    if (problem.status >= 500) report(error);
    if (response.headersSent) next(error);
    else sendProblem(response, problem);
  };
}

/** Nothing has this address. */
export const onNothing: RequestHandler = (_request, response) => {
  sendProblem(response, new Problem(404, 'There is nothing at this address: see /openapi.json.'));
};

/** What may be done here, when something else was tried. */
export function onOtherMethod(methods: readonly Method[]): RequestHandler {
  const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  const readOnly = methods.every((method) => method === 'get');
  const detail = readOnly
    ? 'This can only be read: use GET.'
    : `Use one of these methods: ${allowed.join(', ')}.`;
  const problem = new Problem(405, detail, { headers: { Allow: allowed.join(', ') } });
  return (_request, response) => sendProblem(response, problem);
}
