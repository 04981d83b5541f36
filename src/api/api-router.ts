import { Router, type RequestHandler } from 'express';
import type { ApiKeys } from './api-keys.ts';
import { authenticate } from './authenticate.ts';
import { onError, onNothing, onOtherMethod } from './errors.ts';
import { holderOf } from './holder.ts';
import { openApiDocument } from './openapi.ts';
import { may } from './permissions.ts';
import { Problem, sendProblem } from './problem.ts';
import { limitFailures, limitPerKey, usualLimits, type Limits } from './rate-limits.ts';
import type { Route, Sources } from './route.ts';
import { routes } from './routes/all.ts';

/** What the API is made of. */
export interface ApiDeps {
  readonly sources: Sources;
  readonly keys: ApiKeys;
  /** The program's version, for /openapi.json. */
  readonly version: string;
  /** Is told of every error behind a 500 or 503. */
  readonly report: (error: unknown) => void;
  readonly limits?: Limits;
}

const forbidden = new Problem(403, 'The role of this key may not read this. Ask for a key of another role.');

function serve({ permission, answer }: Route, sources: Sources): RequestHandler {
  return async (request, response) => {
    const holder = holderOf(response);
    const allowed = holder !== undefined && may(holder.role, permission);
    const answered = allowed ? await answer(request.params, request.query, sources) : forbidden;
    if (answered instanceof Problem) sendProblem(response, answered);
    else response.json(answered);
  };
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** "/calls/{id}" as Express writes it: "/calls/:id". */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/**
 * The JSON API under /api, and /openapi.json. To be mounted at the root, before whatever answers 404 for the rest.
 * The application's "trust proxy" must be set if it stands behind one: failures are counted by `request.ip`.
 */
export function apiRouter({ sources, keys, version, report, limits = usualLimits }: ApiDeps): Router {
  const router = Router({ caseSensitive: true });
  const document = openApiDocument(routes, version);
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.use('/api', noStore, authenticate(keys, limitFailures(limits)), limitPerKey(limits));
  for (const route of routes) {
    router.route(expressPath(route.path)).get(serve(route, sources)).all(onOtherMethod);
  }
  router.use('/api', onNothing);
  router.use(onError(report));
  return router;
}
