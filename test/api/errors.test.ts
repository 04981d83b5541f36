import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { databaseIsAway } from '../../src/store/database-away.ts';
import { read, secretOf, theApi } from './the-api.ts';

const statistics = '/api/v1/areas/riverside/statistics';
const days = 'from=2026-11-01&to=2026-12-01';
const day = 'must be given once, as a day that exists: ';
const by = 'must be given once, as one of line, practice, clinician, month';
const limit = 'must be given once, as a whole number from 1 to 200';
const at = 'must be given once, as an instant with its offset from UTC: 2026-12-28T10:30:00Z';
const order = 'must be after "from": it is the day after the last one counted';
const cursor = 'must be the "next" of a page before, unchanged';

describe('a wrong parameter is refused by name, with what to do', () => {
  const calls = '/api/v1/areas/riverside/calls';
  const onCall = '/api/v1/areas/riverside/lines/haematology/on-call';
  const versions = '/api/v1/areas/riverside/rota-versions';
  test.each([
    [statistics, { from: `${day}2026-11-01`, to: `${day}2026-12-01` }],
    [`${statistics}?from=2026-11-01`, { to: `${day}2026-12-01` }],
    [`${statistics}?from=2026-02-29&to=2026-12-01`, { from: `${day}2026-11-01` }],
    [`${statistics}?from=1+Nov&to=2026-12-01`, { from: `${day}2026-11-01` }],
    [`${statistics}?from=2026-11-01T00:00:00Z&to=2026-12-01`, { from: `${day}2026-11-01` }],
    [
      `${statistics}?from=0000-01-01&to=0000-01-02`,
      {
        from: 'must be in the years 2000 to 2199',
        to: 'must be in the years 2000 to 2199',
      },
    ],
    [`${statistics}?from=2026-11-01&from=2026-11-02&to=2026-12-01`, { from: `${day}2026-11-01` }],
    [`${statistics}?from=2026-11-01&to=2026-11-01`, { to: order }],
    [`${statistics}?from=2020-11-01&to=2026-11-01`, { to: 'must be at most 5 years after "from"' }],
    [`${statistics}?${days}&by=`, { by }],
    [`${statistics}?${days}&by=specialty`, { by }],
    [`${statistics}?${days}&by=line&by=month`, { by }],
    [`${statistics}?${days}&by=constructor`, { by }],
    [`${statistics}?${days}&until=1`, { until: 'is not a parameter: there are from, to, by' }],
    [`${statistics}?${days}&from[gt]=1`, { 'from[gt]': 'is not a parameter: there are from, to, by' }],
    ['/api/v1/areas?page=2', { page: 'is not a parameter: there are none here' }],
    [`${calls}?limit=0`, { limit }],
    [`${calls}?limit=201`, { limit }],
    [`${calls}?limit=1.5`, { limit }],
    [`${calls}?limit=many`, { limit }],
    [`${calls}?limit=`, { limit }],
    [`${calls}?limit=1e1`, { limit }],
    [`${calls}?limit=0x10`, { limit }],
    [`${calls}?limit=%2B5`, { limit }],
    [`${calls}?limit=+5`, { limit }],
    [`${calls}?limit=5.0`, { limit }],
    [`${calls}?limit=5&limit=6`, { limit }],
    [`${versions}?cursor=1e1`, { cursor: 'must be given once, as the "next" of a page before' }],
    [`${calls}?cursor=`, { cursor }],
    [`${calls}?cursor=newest`, { cursor }],
    [`${calls}?cursor=${encodeURIComponent("' or 1=1 --")}`, { cursor }],
    [`${calls}?from=2026-11-02&to=2026-11-01`, { to: order }],
    [`${onCall}?at=`, { at }],
    [`${onCall}?at=tomorrow`, { at }],
    [`${onCall}?at=2026-12-28T10:30`, { at }],
    [`${onCall}?at=2026-02-30T10:30:00Z`, { at }],
    [`${onCall}?when=2026-12-28T10:30:00Z`, { when: 'is not a parameter: there are at' }],
  ])('%s', async (path, expected) => {
    const response = await read(theApi(), path).expect(400);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 });
    const errors: { field: string; message: string }[] = response.body.errors;
    expect(Object.fromEntries(errors.map(({ field, message }) => [field, message]))).toEqual(expected);
    for (const field of Object.keys(expected)) expect(response.body.detail).toContain(`"${field}"`);
  });

  test('even when it is called __proto__', async () => {
    const response = await read(theApi(), `${statistics}?${days}&__proto__=1&constructor=2`).expect(400);
    expect(response.body.errors).toContainEqual(expect.objectContaining({ field: 'constructor' }));
  });

  test('a made-up parameter is not said back at any length, nor any number of them', async () => {
    const many = Array.from({ length: 15 }, (_, n) => `${'x'.repeat(500)}${n}=1`).join('&');
    const response = await read(theApi(), `${statistics}?${days}&${many}`).expect(400);
    expect(response.body.errors).toHaveLength(10);
    expect(response.text.length).toBeLessThan(3000);
  });
});

describe('what is not there', () => {
  test.each([
    ['/api/v1/areas/nowhere/statistics?from=2026-11-01&to=2026-12-01', 'There is no area of this id'],
    ["/api/v1/areas/riverside';drop table calls;--/calls", 'There is no area of this id'],
    ['/api/v1/areas/__proto__/calls', 'There is no area of this id'],
    ['/api/v1/areas/%00/calls', 'There is no area of this id'],
    ['/api/v1/areas/riverside/lines/podiatry/on-call', 'There is no line of this id'],
    ['/api/v1/areas/riverside/lines/constructor/on-call', 'There is no line of this id'],
    ['/api/v1/calls/1', "There is no call of this id: a call's id is a UUID."],
    ["/api/v1/calls/1'%20or%20'1'='1", "There is no call of this id: a call's id is a UUID."],
    ['/api/v1/nothing', 'There is nothing at this address: see /openapi.json.'],
    ['/api', 'There is nothing at this address: see /openapi.json.'],
  ])('is a 404: %s', async (path, detail) => {
    const response = await read(theApi(), path).expect(404);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, errors: [] });
    expect(response.body.detail).toContain(detail);
  });

  test('an address that is not well-formed is a 400', async () => {
    const response = await read(theApi(), '/api/v1/areas/%E0%A4%A/calls').expect(400);
    expect(response.body.detail).toBe('The address of this request is not well-formed.');
  });
});

describe('another method', () => {
  test.each(['post', 'put', 'patch', 'delete'] as const)('%s is refused', async (method) => {
    const agent = request(theApi());
    const response = await agent[method]('/api/v1/areas')
      .set('Authorization', `Bearer ${secretOf('admin')}`)
      .expect(405);
    expect(response.type).toBe('application/problem+json');
    expect(response.get('Allow')).toBe('GET, HEAD');
    expect(response.body).toMatchObject({ title: 'Method Not Allowed', status: 405 });
  });

  test('HEAD is GET without its body', async () => {
    const response = await request(theApi())
      .head('/api/v1/areas')
      .set('Authorization', `Bearer ${secretOf('admin')}`)
      .expect(200);
    expect(response.type).toBe('application/json');
    expect(response.text).toBeUndefined();
  });
});

describe('a fault of ours', () => {
  const failing = (error: Error) => ({ query: () => Promise.reject(error) });

  test('is a 500 that tells nothing, and is reported once', async () => {
    const reported: unknown[] = [];
    const error = new Error('column "nhs_number" of 10.0.0.7 is 9434765919');
    const app = theApi({ database: failing(error) }, { report: (each) => reported.push(each) });
    const response = await read(app, `${statistics}?${days}`).expect(500);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong here. It has been noted.',
      errors: [],
    });
    expect(reported).toEqual([error]);
  });

  test('is a 500 when the database answers something else than was asked', async () => {
    await read(theApi({ database: { query: async () => ({ rows: [{}] }) } }), `${statistics}?${days}`).expect(
      500,
    );
  });

  test('is a 503 when the database is away', async () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
    const response = await read(theApi({ database: failing(error) }), `${statistics}?${days}`).expect(503);
    expect(response.type).toBe('application/problem+json');
    expect(response.get('Retry-After')).toBe('5');
    expect(response.body).toMatchObject({ status: 503, title: 'Service Unavailable', errors: [] });
    expect(response.text).not.toContain('10.0.0.7');
  });

  const coded = (code: string, message = '') => Object.assign(new Error(message), { code });
  test.each([
    [coded('57P01'), true],
    [coded('08006'), true],
    [coded('53300'), true],
    [coded('ECONNRESET'), true],
    [new Error('Connection terminated due to connection timeout'), true],
    [new Error('timeout exceeded when trying to connect'), true],
    [new Error('outer', { cause: coded('ECONNREFUSED') }), true],
    [coded('42P01', 'relation "calls" does not exist'), false],
    [coded('22P02'), false],
    [coded('57014', 'canceling statement due to statement timeout'), false],
    [new Error('no'), false],
    ['ECONNREFUSED', false],
    [undefined, false],
  ])('that the database is away is told from other faults: %s', (error, away) => {
    expect(databaseIsAway(error)).toBe(away);
  });
});
