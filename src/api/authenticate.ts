import type { Request, RequestHandler } from 'express';
import type { ApiKeys } from './api-keys.ts';
import { setHolder } from './holder.ts';
import { Problem, sendProblem } from './problem.ts';

function bearerOf(request: Request): string | undefined {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(request.get('Authorization') ?? '')?.[1];
}

const missing = new Problem(
  401,
  'Send your API key in the header "Authorization: Bearer SECRET", never in a URL.',
  {
    headers: { 'WWW-Authenticate': 'Bearer realm="Rotaline"' },
  },
);

const wrong = new Problem(401, 'This API key is not known here.', {
  headers: { 'WWW-Authenticate': 'Bearer realm="Rotaline", error="invalid_token"' },
});

/** Lets through only who holds a key (RFC 6750). Refusals go by way of `failures`, which may refuse harder (429). */
export function authenticate(keys: ApiKeys, failures: RequestHandler): RequestHandler {
  return async (request, response, next) => {
    const secret = bearerOf(request);
    const holder = secret === undefined ? undefined : keys.holderOf(secret);
    if (holder) {
      setHolder(response, holder);
      next();
      return;
    }
    await failures(request, response, (error?: unknown) => {
      if (error) next(error);
      else sendProblem(response, secret === undefined ? missing : wrong);
    });
  };
}
