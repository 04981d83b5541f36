import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Role } from '../../src/api/api-keys.ts';
import { routes } from '../../src/api/routes/all.ts';
import { read, secretOf, theApi } from './the-api.ts';

const onCall = '/api/v1/areas/riverside/lines/haematology/on-call';
const statistics = '/api/v1/areas/riverside/statistics?from=2026-11-01&to=2026-12-01';
const calls = '/api/v1/areas/riverside/calls';
const call = '/api/v1/calls/6f1c1f0e-95d5-4a5c-8f6d-0d1f6a3d9b11';
const areas = '/api/v1/areas';

/** A database that says nothing was counted and nothing is stored. */
const empty = {
  query: async (text: string) => ({ rows: text.includes('grouping sets') ? [emptyTotal] : [] }),
};
const emptyTotal = {
  is_total: true,
  key: '',
  connected: 0,
  connected_first: 0,
  abandoned: 0,
  unanswered: 0,
  closed: 0,
  outcomes: null,
  median: null,
  p90: null,
  attempts: 0,
};

describe('without a key', () => {
  test.each([areas, onCall, statistics, calls, call, '/api/v1/nothing', '/api'])(
    '%s is refused',
    async (path) => {
      const response = await request(theApi()).get(path).expect(401);
      expect(response.type).toBe('application/problem+json');
      expect(response.get('WWW-Authenticate')).toBe('Bearer realm="Rotaline"');
      expect(response.body).toEqual({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'Send your API key in the header "Authorization: Bearer SECRET", never in a URL.',
        errors: [],
      });
    },
  );

  test.each([
    `Bearer ${secretOf('admin')}x`,
    `Bearer ${secretOf('admin').slice(0, -1)}`,
    `Bearer ${secretOf('admin').toUpperCase()}`,
  ])('a wrong key is told so: %s', async (authorization) => {
    const response = await request(theApi()).get(areas).set('Authorization', authorization).expect(401);
    expect(response.get('WWW-Authenticate')).toBe('Bearer realm="Rotaline", error="invalid_token"');
    expect(JSON.stringify(response.body)).not.toContain('secret-of');
  });

  test.each([secretOf('admin'), `Basic ${secretOf('admin')}`, 'Bearer', 'Bearer ', `Bearer a b`])(
    'another way of showing it does not count: %s',
    async (authorization) => {
      await request(theApi()).get(areas).set('Authorization', authorization).expect(401);
    },
  );

  test('a key in the URL does not count', async () => {
    await request(theApi())
      .get(`${areas}?key=${secretOf('admin')}&access_token=${secretOf('admin')}`)
      .expect(401);
  });

  test('the name of the scheme may be in any case, as HTTP has it', async () => {
    await request(theApi())
      .get(areas)
      .set('Authorization', `bearer ${secretOf('admin')}`)
      .expect(200);
  });
});

describe('each method of each address', () => {
  const area = '/api/v1/areas/{area}';
  const refused: Readonly<Record<string, readonly Role[]>> = {
    'get /api/v1/areas': ['clinician'],
    'get /api/v1/calls/{id}': ['clinician'],
    [`get ${area}/statistics`]: ['clinician'],
    [`get ${area}/calls`]: ['clinician'],
    [`get ${area}/lines/{line}/on-call`]: [],
    [`get ${area}/overrides`]: [],
    [`post ${area}/overrides`]: ['reader'],
    [`delete ${area}/overrides/{id}`]: ['reader'],
    [`get ${area}/calendar-feeds`]: ['reader'],
    [`post ${area}/calendar-feeds`]: ['reader'],
    [`delete ${area}/calendar-feeds/{id}`]: ['reader'],
    [`get ${area}/calendar-imports`]: ['reader', 'clinician'],
    [`post ${area}/calendar-imports`]: ['reader', 'clinician'],
    [`post ${area}/calendar-imports/{id}/confirm`]: ['reader', 'clinician'],
    [`post ${area}/calendar-imports/{id}/undo`]: ['reader', 'clinician'],
    [`get ${area}/coverage`]: ['clinician'],
    [`get ${area}/fairness`]: ['clinician'],
    [`get ${area}/rota-versions`]: ['clinician'],
    [`get ${area}/phone-checks`]: ['reader', 'clinician'],
    [`post ${area}/phone-checks`]: ['reader', 'clinician'],
  };
  const roles = ['admin', 'manager', 'reader', 'clinician'] as const;

  test('says whom it refuses', () => {
    expect(routes.map(({ method = 'get', path }) => `${method} ${path}`).sort()).toEqual(
      Object.keys(refused).sort(),
    );
  });

  test.each(routes.map((route) => [route.method ?? 'get', route.path] as const))(
    '%s %s refuses those, and who has no key',
    async (method, path) => {
      const here = path
        .replace('{area}', 'riverside')
        .replace('{line}', 'haematology')
        .replace('{id}', '6f1c1f0e-95d5-4a5c-8f6d-0d1f6a3d9b11');
      const stranger = request(theApi());
      await stranger[method](here).expect(401);
      const answers = await Promise.all(
        roles.map(async (role) => {
          const holder = request(theApi());
          const key = `Bearer ${secretOf(role)}`;
          const { status, body } = await holder[method](here).set('Authorization', key);
          return status === 403 && String(body.detail).startsWith('The role of this key') ? [role] : [];
        }),
      );
      expect(answers.flat()).toEqual(refused[`${method} ${path}`]);
    },
  );
});

describe('with a key', () => {
  const table: readonly [path: string, mayRead: number][] = [
    [areas, 200],
    [statistics, 200],
    [calls, 200],
    [call, 404],
    [onCall, 200],
  ];
  const cases = table.flatMap(([path, status]) =>
    (['admin', 'manager', 'reader'] as const).map((role): [Role, string, number] => [role, path, status]),
  );

  test.each(cases)('a %s reads %s: %d', async (role, path, status) => {
    await read(theApi({ database: empty }), path, role).expect(status);
  });

  test('a clinician reads who is on call', async () => {
    await read(theApi(), onCall, 'clinician').expect(200);
  });

  test.each([areas, statistics, calls, call])('a clinician may not read %s', async (path) => {
    const response = await read(theApi(), path, 'clinician').expect(403);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ status: 403, title: 'Forbidden', errors: [] });
  });

  test('a clinician learns nothing of which parameters would be right', async () => {
    const response = await read(theApi(), '/api/v1/areas/nowhere/statistics?from=x', 'clinician').expect(403);
    expect(response.body.errors).toEqual([]);
  });

  test('nothing read may be kept by anything in between', async () => {
    const [good, bad] = [await read(theApi(), areas), await read(theApi(), '/api/v1/nothing')];
    expect([good.get('Cache-Control'), bad.get('Cache-Control')]).toEqual(['no-store', 'no-store']);
  });
});
