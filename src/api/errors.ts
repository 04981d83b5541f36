import type { ErrorRequestHandler, RequestHandler } from 'express';
import { databaseIsAway } from './database-away.ts';
import { Problem, sendProblem } from './problem.ts';

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

function problemOf(error: unknown): Problem {
  if (isMalformed(error)) return new Problem(400, 'The address of this request is not well-formed.');
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

/** Everything here is only read as yet. */
export const onOtherMethod: RequestHandler = (_request, response) => {
  sendProblem(
    response,
    new Problem(405, 'This can only be read: use GET.', { headers: { Allow: 'GET, HEAD' } }),
  );
};
