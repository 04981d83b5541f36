import { Router, type RequestHandler, type Response } from 'express';
import type { ApiKeys } from './api-keys.ts';
import { authenticate } from './authenticate.ts';
import { onError, onNothing, onOtherMethod } from './errors.ts';
import { holderOf } from './holder.ts';
import { openApiDocument, type OpenApiDocument } from './openapi.ts';
import { may } from './permissions.ts';
import { Problem, sendProblem } from './problem.ts';
import { limitFailures, limitPerKey, usualLimits, type Limits } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { CsvReply, Reply } from './reply.ts';
import type { Route, Sources } from './route.ts';
import { routes } from './routes/all.ts';
import { Turns } from '../turns.ts';

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

const forbidden = new Problem(403, 'The role of this key may not do this. Ask for a key of another role.');
/** Refuses before anything that was sent is read. */
function authorise({ permission }: Route): RequestHandler {
  return (_request, response, next) => {
    const holder = holderOf(response);
    if (holder !== undefined && may(holder.role, permission)) next();
    else sendProblem(response, forbidden);
  };
}

/** Fewer than there are connections to the database, so that no burst of questions keeps calls waiting for one. */
const mostAtOnce = 6;

function serve({ answer }: Route, sources: Sources, turns: Turns): RequestHandler {
  return async (request, response) => {
    const holder = holderOf(response);
    if (!holder) return sendProblem(response, forbidden);
    const { params, query } = request;
    const sent: unknown = request.body;
    const requestKey = request.get('Idempotency-Key');
    const mediaType = request.get('Content-Type') ?? '';
    const prefersCsv = request.accepts('json', 'text/csv') === 'text/csv';
    const raw = { params, query, sent, requestKey, mediaType, holder, prefersCsv };
    const giveBack = await turns.take();
    try {
      // Whoever asked may have gone away meanwhile.
      if (!response.closed) send(response, await answer(raw, sources));
    } finally {
      giveBack();
    }
  };
}

function send(response: Response, answered: Awaited<ReturnType<Route['answer']>>): void {
  if (answered instanceof Problem) sendProblem(response, answered);
  else if (answered instanceof Reply) response.status(answered.status).json(answered.body);
  else if (answered instanceof CsvReply) sendCsv(response, answered);
  else response.json(answered);
}

function sendCsv(response: Response, { text, fileName }: CsvReply): void {
  response.attachment(fileName).type('text/csv').send(text);
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** "/calls/{id}" as Express writes it: "/calls/:id". */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Every method of one address. */
function addAddress(router: Router, path: string, sources: Sources, turns: Turns): void {
  const address = router.route(expressPath(path));
  const here = routes.filter((route) => route.path === path);
  for (const route of here) {
    const { method = 'get' } = route;
    address[method](authorise(route), ...readBody(route), serve(route, sources, turns));
  }
  address.all(onOtherMethod(here.map(({ method = 'get' }) => method)));
}

/**
 * The JSON API under /api, and /openapi.json. To be mounted at the root, before whatever answers 404 for the rest.
 * The application's "trust proxy" must be set if it stands behind one: failures are counted by `request.ip`.
 */
export function apiRouter({ sources, keys, version, report, limits = usualLimits }: ApiDeps): Router {
  const router = Router({ caseSensitive: true });
  let document: OpenApiDocument | undefined;
  router.get('/openapi.json', (_request, response) => {
    response.json((document ??= openApiDocument(routes, version)));
  });
  router.use('/api', noStore, authenticate(keys, limitFailures(limits)), limitPerKey(limits));
  const turns = new Turns(mostAtOnce);
  for (const path of new Set(routes.map((route) => route.path))) addAddress(router, path, sources, turns);
  router.use('/api', onNothing);
  router.use(onError(report));
  return router;
}
