import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openApiDocument } from '../../src/api/openapi.ts';
import { routes } from '../../src/api/routes/all.ts';
import { read, theApi } from './the-api.ts';

const document = openApiDocument(routes, '1.2.3');

/** Every "$ref" in a value. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

function found(reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value ? Object.entries(value).find(([k]) => k === key)?.[1] : undefined,
      document,
    );
}

describe('the OpenAPI document', () => {
  test('is served to anyone', async () => {
    const { body } = await request(theApi()).get('/openapi.json').expect(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(document)));
    expect(body).toMatchObject({ openapi: '3.1.0', info: { title: 'Rotaline', version: '1.2.3' } });
  });

  test('has every address of the contract', () => {
    expect(Object.keys(document.paths ?? {}).sort()).toEqual([
      '/api/v1/areas',
      '/api/v1/areas/{area}/calendar-feeds',
      '/api/v1/areas/{area}/calendar-feeds/{id}',
      '/api/v1/areas/{area}/calendar-imports',
      '/api/v1/areas/{area}/calendar-imports/{id}/confirm',
      '/api/v1/areas/{area}/calendar-imports/{id}/undo',
      '/api/v1/areas/{area}/calls',
      '/api/v1/areas/{area}/coverage',
      '/api/v1/areas/{area}/fairness',
      '/api/v1/areas/{area}/lines/{line}/on-call',
      '/api/v1/areas/{area}/overrides',
      '/api/v1/areas/{area}/overrides/{id}',
      '/api/v1/areas/{area}/phone-checks',
      '/api/v1/areas/{area}/rota-versions',
      '/api/v1/areas/{area}/statistics',
      '/api/v1/calls/{id}',
      '/calendars/{secret}.ics',
      '/healthz',
      '/metrics',
      '/openapi.json',
      '/readyz',
    ]);
  });

  test('refers to nothing that it does not have', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((reference) => found(reference) === undefined)).toEqual([]);
  });

  test.each(routes.map((route) => [route.method ?? 'get', route.path, route] as const))(
    '%s %s names its parameters, its answer and its problems',
    (method, path, route) => {
      const operation = document.paths?.[path]?.[method];
      const parameters = references({}).concat(
        (operation?.parameters ?? []).map((each) => ('name' in each ? `${each.in} ${each.name}` : each.$ref)),
      );
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `path ${name}`);
      const inQuery = Object.keys(route.query.shape).map((name) => `query ${name}`);
      const inHeader = route.makes ? ['header Idempotency-Key'] : [];
      expect(parameters).toEqual([...inPath, ...inQuery, ...inHeader]);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining(['200', '400', '401', '403', '404', '405', '429', '500', '503']),
      );
      const refuses415 = Object.keys(operation?.responses ?? {}).includes('415');
      expect(refuses415).toBe(method === 'post');
      const refusesKey = Object.keys(operation?.responses ?? {}).includes('422');
      expect(refusesKey).toBe(inHeader.length > 0);
      expect(operation?.responses?.['200'].content['application/json'].schema.$ref).toMatch(
        /^#\/components\/schemas/,
      );
      expect(operation?.responses?.['400'].content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
      expect(operation?.security).toBeUndefined();
    },
  );

  test('describes what is sent to make an override, and what comes back', () => {
    const { get, post } = document.paths?.['/api/v1/areas/{area}/overrides'] ?? {};
    expect(get).not.toHaveProperty('requestBody');
    expect(post?.requestBody).toEqual({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/NewOverride' } } },
    });
    expect(document.components?.schemas?.['NewOverride']).toMatchObject({
      required: ['kind', 'clinician', 'from', 'to', 'why'],
      additionalProperties: false,
    });
    expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(['201', '413', '415', '422']));
    expect(document.paths?.['/api/v1/areas/{area}/overrides/{id}']?.delete?.responses).toHaveProperty('409');
  });

  test.each([
    ['StatisticsRow', 'attempts', 'whether the phone rang or not'],
    ['Offer', 'endedAt', 'not when they parted'],
  ])('says what %s.%s is, lest it be misread', (schema, field, words) => {
    const description = `#/components/schemas/${schema}/properties/${field}/description`;
    expect(found(description)).toContain(words);
  });

  test('says where something may be too late, and nowhere else', () => {
    const late = routes.flatMap(({ path, method = 'get' }) =>
      document.paths?.[path]?.[method]?.responses?.['409'] ? [`${method} ${path}`] : [],
    );
    expect(late).toEqual([
      'delete /api/v1/areas/{area}/overrides/{id}',
      'post /api/v1/areas/{area}/calendar-imports/{id}/confirm',
      'post /api/v1/areas/{area}/calendar-imports/{id}/undo',
    ]);
  });

  test('asks for a key everywhere but at what anyone may read', () => {
    expect(document.security).toEqual([{ key: [] }]);
    expect(document.components?.securitySchemes).toEqual({ key: { type: 'http', scheme: 'bearer' } });
    expect(document.paths?.['/healthz']?.get?.security).toEqual([]);
    expect(document.paths?.['/calendars/{secret}.ics']?.get).toMatchObject({
      security: [],
      parameters: [{ in: 'path', name: 'secret', required: true }],
      responses: { 200: { content: { 'text/calendar': {} } }, 404: { content: { 'text/plain': {} } } },
    });
  });

  test('says of a parameter what the API holds to', async () => {
    const limit = document.paths?.['/api/v1/areas/{area}/calls']?.get?.parameters?.find(
      (each) => 'name' in each && each.name === 'limit',
    );
    expect(limit).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    });
    await read(theApi(), '/api/v1/areas/riverside/calls?limit=201').expect(400);
  });
});
