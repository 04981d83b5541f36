import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { openPaths } from './open-paths.ts';
import type { Route } from './route.ts';
import { problemBody } from './schemas/problem.ts';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const refusals = {
  400: 'A parameter is wrong, missing or unknown.',
  401: 'No key, or one that is not known.',
  403: 'The role of this key may not do this.',
  404: 'There is no such thing.',
  405: 'This address does not have this method: see the header "Allow".',
  429: 'Too many requests.',
  500: 'Something went wrong inside.',
  503: 'The database cannot be reached.',
} as const;

/** What may be wrong with what was sent, besides. */
const refusalsOfSent = {
  413: 'What was sent is too long.',
  415: 'What was sent is not JSON.',
} as const;

const refusalsOfKey = { 422: 'The Idempotency-Key was sent before with something else.' } as const;

const refusalsOfFile = {
  413: 'The file is too long.',
  415: 'The file is of another kind.',
} as const;

function refusalsOf({ method, file, makes, conflict }: Route): Record<string, string> {
  return {
    ...refusals,
    ...(file ? refusalsOfFile : method === 'post' && refusalsOfSent),
    ...(makes && refusalsOfKey),
    ...(conflict !== undefined && { 409: conflict }),
  };
}

function responses(route: Route): RouteConfig['responses'] {
  const content = {
    'application/json': { schema: route.body },
    ...(route.csv && { 'text/csv': { schema: z.string() } }),
  };
  const all: RouteConfig['responses'] = {
    200: { description: route.makes ? 'It was there already, or is only shown.' : 'The answer.', content },
  };
  if (route.makes) all[201] = { description: 'It was made.', content };
  for (const [status, description] of Object.entries(refusalsOf(route))) {
    all[status] = { description, content: { 'application/problem+json': { schema: problemBody } } };
  }
  return all;
}

const requestKey = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description: 'The same key with the same body is answered with what it made the first time.',
  }),
});

/** What is sent to a route. */
function requestOf({ params, query, sent, file, makes }: Route): RouteConfig['request'] {
  const types = (file?.mediaTypes ?? []).map((type) => [type, { schema: z.string() }] as const);
  return {
    params,
    query,
    ...(makes && { headers: requestKey }),
    ...(sent && { body: { required: true, content: { 'application/json': { schema: sent } } } }),
    ...(file && { body: { required: true, content: Object.fromEntries<{ schema: z.ZodType }>(types) } }),
  };
}

/** The OpenAPI 3.1 document of the routes, made from the very schemas that they are checked by. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  for (const route of routes) {
    const { method = 'get', path, summary } = route;
    registry.registerPath({ method, path, summary, request: requestOf(route), responses: responses(route) });
  }
  openPaths.forEach((path) => registry.registerPath(path));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Rotaline',
      version,
      description: 'Advice lines: who is on call, what became of each call, and what the advice avoided.',
    },
    security: [{ key: [] }],
  });
}
