import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { z } from 'zod';
import type { problemBody } from './schemas/problem.ts';

/** What is wrong with one parameter, and what to do about it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** A refusal as RFC 9457 has it. A value, not an exception: routes return it. */
export class Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail: string,
    more: {
      readonly errors?: readonly FieldError[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    this.status = status;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  /** The document. Its type is `about:blank`: the status says which problem it is, the detail says the rest. */
  toJSON(): z.output<typeof problemBody> {
    const { status, detail, errors } = this;
    return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, errors };
  }
}

export function sendProblem(response: Response, problem: Problem): void {
  response.set({ 'Cache-Control': 'no-store', ...problem.headers });
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Refuses parameters, naming each. */
export function badParameters(errors: readonly FieldError[]): Problem {
  const fields = [...new Set(errors.map(({ field }) => `"${field}"`))].join(', ');
  return new Problem(400, `Something is wrong with ${fields}: see "errors".`, { errors });
}
