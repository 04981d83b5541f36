import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { ApiKeys, type Role } from '../../src/api/api-keys.ts';
import { changedBody, overridesBody } from '../../src/api/schemas/overrides.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import { haematology, people, rotasWith, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';
import { theApi } from './the-api.ts';

const path = '/api/v1/areas/riverside/overrides';
/** Sunday 22 November 2026, ten in the morning. */
const sunday = wall('2026-11-22 10:00');
const usualRotas = rotasWith({
  'riverside/endocrinology.yaml': haematology
    .replace('Haematology', 'Endocrinology')
    .replace('menu: 1', 'menu: 2')
    .replace('[ahmed, brown, patel]', '[okafor, ahmed]'),
});
const holders: Readonly<Record<string, Role>> = {
  'manager-a': 'manager',
  'manager-b': 'manager',
  'the-admin': 'admin',
  'the-reader': 'reader',
  'riverside/brown': 'clinician',
  'elsewhere/brown': 'clinician',
};
const secretOf = (name: string) => `${name}-${'secret'.repeat(6)}`;
const keys = new ApiKeys(
  Object.entries(holders).map(([name, role]) => ({ name, role, secret: secretOf(name) })),
);

/** Dr Brown's leave from Wednesday 25 to Friday 27 November. */
const leave = {
  kind: 'leave',
  clinician: 'brown',
  from: '2026-11-25',
  to: '2026-11-28',
  why: 'Annual leave',
};
const swap = { ...leave, kind: 'swap', with: 'okafor', line: 'haematology', why: 'School play' };

describe.each(availableDatabases())('overrides by the API, on $name', (kind) => {
  let store: Store;
  let app: Express;
  let now = sunday;
  let rotas = usualRotas;
  beforeAll(async () => {
    store = await kind.open();
    const clock = { now: () => now };
    const overrides = new Overrides(store.database.pool, clock, randomUUID);
    app = theApi({ rotas: () => rotas, overrides, clock }, { keys });
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    now = sunday;
    rotas = usualRotas;
    await store.database.pool.query('truncate overrides, override_requests cascade');
  });

  function ask(method: 'get' | 'post' | 'delete', at: string, name = 'manager-a'): request.Test {
    const agent = request(app);
    return agent[method](at).set('Authorization', `Bearer ${secretOf(name)}`);
  }
  const make = (body: object, name?: string, query = '') => ask('post', `${path}${query}`, name).send(body);
  const list = async (query = '', name?: string) =>
    overridesBody.parse((await ask('get', `${path}${query}`, name).expect(200)).body).overrides;
  const rows = async () => (await store.database.pool.query('select * from overrides')).rows;
  const made = async (body: object, name?: string) =>
    changedBody.parse((await make(body, name).expect(201)).body).overrides;
  const idOf = async (body: object, name?: string) => (await made(body, name))[0]?.id ?? '';

  describe('making one', () => {
    test('is answered with it, who made it, when and why, and with what it does', async () => {
      const { body } = await make(leave).expect(201);
      expect(changedBody.parse(body)).toEqual(body);
      expect(body.dryRun).toBe(false);
      expect(body.overrides).toEqual([
        {
          id: expect.any(String),
          pair: null,
          kind: 'leave',
          clinician: { id: 'brown', name: 'Dr Brown' },
          with: null,
          line: null,
          from: '2026-11-25T00:00:00.000Z',
          to: '2026-11-28T00:00:00.000Z',
          why: 'Annual leave',
          madeBy: 'key manager-a',
          madeAt: '2026-11-22T10:00:00.000Z',
          removedBy: null,
          removedAt: null,
        },
      ]);
      expect(body.effect).toMatchObject({
        from: '2026-11-22T10:00:00.000Z',
        to: '2026-12-07T00:00:00.000Z',
        whole: true,
        warnings: [],
      });
      expect(body.effect.lines).toHaveLength(1);
      expect(body.effect.lines[0]).toMatchObject({
        line: { id: 'haematology', name: 'Haematology' },
        gaps: [],
      });
      const [haematologyEffect] = changedBody.parse(body).effect.lines;
      expect(haematologyEffect?.lost.map(({ from }) => from)).toEqual([
        '2026-11-25T09:00:00.000Z',
        '2026-11-26T09:00:00.000Z',
        '2026-11-27T09:00:00.000Z',
      ]);
      expect(body.effect.words[0]).toMatch(
        /^Haematology: Dr Brown is not rung on Wednesday 25 November, 9am to 5pm;/,
      );
    });

    test('tells of the gap it opens', async () => {
      await make({ ...leave, clinician: 'ahmed' }).expect(201);
      const { body } = await make({ ...leave, clinician: 'okafor', from: '2026-11-26' }).expect(201);
      expect(body.effect.lines).toEqual([
        expect.objectContaining({
          line: { id: 'endocrinology', name: 'Endocrinology' },
          gaps: [
            { from: '2026-11-26T09:00:00.000Z', to: '2026-11-26T17:00:00.000Z' },
            { from: '2026-11-27T09:00:00.000Z', to: '2026-11-27T17:00:00.000Z' },
          ],
        }),
      ]);
      expect(body.effect.words[0]).toBe(
        'Endocrinology has nobody on Thursday 26 November, 9am to 5pm; on Friday 27 November, 9am to 5pm',
      );
    });

    test('only shows it when that is all that was asked', async () => {
      const { body } = await make(leave, 'manager-a', '?dryRun=true').expect(200);
      expect(changedBody.parse(body)).toMatchObject({
        dryRun: true,
        overrides: [{ id: null, why: 'Annual leave' }],
      });
      expect(body.effect.lines[0].lost).toHaveLength(3);
      expect(await rows()).toEqual([]);
      const real = await make(leave).expect(201);
      expect(real.body.effect).toEqual(body.effect);
    });

    test('shows of a second swap of one shift what making it does: it counts, and the first no more', async () => {
      for (const day of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) {
        const hours = { from: `${day}T09:00`, to: `${day}T17:00` };
        await make({ ...swap, ...hours, with: 'okafor' }).expect(201);
        now += 1;
        const second = { ...swap, ...hours, with: 'patel' };
        const shown = await make(second, 'manager-a', '?dryRun=true').expect(200);
        const real = await make(second).expect(201);
        expect(real.body.effect.lines).toEqual(shown.body.effect.lines);
        expect(real.body.effect.lines[0].lost).toMatchObject([{ clinician: { id: 'okafor' } }]);
      }
    });

    test('takes an instant with an offset, and the wall clock of the area in summer', async () => {
      const [first] = await made({ ...leave, from: '2027-07-01T10:00:00+02:00', to: '2027-07-02T09:00' });
      expect(first).toMatchObject({ from: '2027-07-01T08:00:00.000Z', to: '2027-07-02T08:00:00.000Z' });
      const zoned = { from: '2027-07-03T09:00:00+01:00[Europe/London]', to: '2027-07-04' };
      expect((await made({ ...leave, ...zoned }))[0]).toMatchObject({ from: '2027-07-03T08:00:00.000Z' });
      const later = '?from=2027-07-03T23:59:59%2B01:00[Europe/London]';
      expect([await list(later), await list(later.replace('%2B', '+'))]).toMatchObject([[{}], [{}]]);
    });

    test('takes the first of a time that comes twice as a beginning, and the last as an end', async () => {
      const twice = '2027-10-31T01:30';
      const [first] = await made({ ...leave, from: twice, to: twice });
      expect(first).toMatchObject({ from: '2027-10-31T00:30:00.000Z', to: '2027-10-31T01:30:00.000Z' });
    });

    test('both ways makes two of one pair', async () => {
      const [one, other] = await made({ ...swap, bothWays: true });
      expect([one?.clinician.id, one?.with?.id]).toEqual(['brown', 'okafor']);
      expect([other?.clinician.id, other?.with?.id]).toEqual(['okafor', 'brown']);
      expect(one?.pair).toEqual(expect.any(String));
      expect(other?.pair).toBe(one?.pair);
      expect(await rows()).toHaveLength(2);
    });

    test('again, word for word or for another reason, gives the first one back', async () => {
      const [first] = await made(leave);
      for (const body of [leave, { ...leave, why: 'Holiday', from: '2026-11-25T00:00:00Z' }]) {
        const again = await make(body, 'manager-b').expect(200);
        expect(again.body.overrides).toEqual([first]);
      }
      expect(await rows()).toHaveLength(1);
    });

    test.each([
      ['another line', { line: 'haematology' }],
      ['another person', { clinician: 'patel' }],
      ['another time', { to: '2026-11-27' }],
      ['another kind', { kind: 'pause' }],
    ])('for %s makes another', async (_, change) => {
      await make(leave).expect(201);
      await make({ ...leave, ...change }).expect(201);
      expect(await rows()).toHaveLength(2);
    });

    test('again after it was removed makes a new one', async () => {
      const id = await idOf(leave);
      await ask('delete', `${path}/${id}`).expect(200);
      expect(await idOf(leave)).not.toBe(id);
    });
  });

  describe('an Idempotency-Key', () => {
    const keyed = (body: object, key: string, name?: string) => make(body, name).set('Idempotency-Key', key);

    test('with the same body gives the first one back, even when it is removed and over', async () => {
      const first = await keyed(leave, 'k-1').expect(201);
      const again = await keyed(leave, 'k-1').expect(200);
      expect(again.body).toEqual(first.body);
      const [{ id }] = first.body.overrides;
      await ask('delete', `${path}/${id}`).expect(200);
      now = wall('2026-12-24 10:00');
      const late = await keyed(leave, 'k-1').expect(200);
      expect(late.body.overrides).toMatchObject([{ id, removedBy: 'key manager-a' }]);
      expect(await rows()).toHaveLength(1);
    });

    test('with another body is refused', async () => {
      await keyed(leave, 'k-1').expect(201);
      const response = await keyed({ ...leave, clinician: 'patel' }, 'k-1').expect(422);
      expect(response.type).toBe('application/problem+json');
      expect(await rows()).toHaveLength(1);
    });

    test('is each holder’s own', async () => {
      await keyed(leave, 'k-1').expect(201);
      await keyed({ ...leave, clinician: 'patel' }, 'k-1', 'manager-b').expect(201);
      expect(await rows()).toHaveLength(2);
    });

    test('is remembered for what was there already', async () => {
      const id = await idOf(leave);
      await keyed(leave, 'k-1').expect(200);
      await ask('delete', `${path}/${id}`).expect(200);
      const again = await keyed(leave, 'k-1').expect(200);
      expect(again.body.overrides[0].id).toBe(id);
    });

    test('is not used up by a dry run or by a fault', async () => {
      await keyed({ ...leave, clinician: 'drown' }, 'k-1').expect(400);
      await ask('post', `${path}?dryRun=true`).set('Idempotency-Key', 'k-1').send(swap).expect(200);
      await keyed(leave, 'k-1').expect(201);
    });

    test('sent many times at once makes one', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => keyed({ ...swap, bothWays: true }, 'k-1')),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.overrides[0].id)).size).toBe(1);
      expect(await rows()).toHaveLength(2);
    });

    test('is not needed for many of the same at once to make one', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => make(leave)));
      expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
      expect(await rows()).toHaveLength(1);
    });

    test.each(['', 'with space', 'x'.repeat(256)])('that is no key is refused: %j', async (key) => {
      const { body } = await keyed(leave, key).expect(400);
      expect(body.errors).toMatchObject([{ field: 'Idempotency-Key' }]);
    });
  });

  describe('the list', () => {
    test('has those that are not over, in the order in which they begin', async () => {
      const later = await idOf({ ...leave, clinician: 'patel', from: '2026-12-01', to: '2026-12-02' });
      const first = await idOf(leave);
      expect((await list()).map(({ id }) => id)).toEqual([first, later]);
      now = wall('2026-11-28 00:00');
      expect((await list()).map(({ id }) => id)).toEqual([later]);
      expect((await list('?from=2026-11-01')).map(({ id }) => id)).toEqual([first, later]);
      expect((await list('?from=2026-11-01&to=2026-12-01T00:00:00+00:00')).map(({ id }) => id)).toEqual([
        first,
      ]);
    });

    test('can be of one person, standing in counted, or of one line', async () => {
      const away = await idOf(leave);
      const standsIn = await idOf(swap);
      const extra = { ...leave, kind: 'extra', clinician: 'okafor', line: 'endocrinology' };
      const added = await idOf(extra);
      const ids = async (query: string) => (await list(query)).map(({ id }) => id).sort();
      expect(await ids('?clinician=okafor')).toEqual([standsIn, added].sort());
      expect(await ids('?clinician=brown')).toEqual([away, standsIn].sort());
      expect(await ids('?line=endocrinology')).toEqual([away, added].sort());
      expect(await ids('?clinician=patel')).toEqual([]);
    });

    test.each([
      ['?clinician=browm', 'clinician', 'is not in people.yaml of this area (did you mean "brown"?)'],
      ['?line=hematology', 'line', 'is not a line of this area (did you mean "haematology"?)'],
      ['?line=Haematology', 'line', 'is not a line of this area (did you mean "haematology"?)'],
      ['?clinician=brown&line=nowhere', 'line', 'is not a line of this area'],
      ['?clinician=haematology', 'clinician', 'is not in people.yaml of this area'],
    ])('refuses %s, which nobody and nothing has', async (query, field, message) => {
      await make(leave).expect(201);
      const { body } = await ask('get', path + query).expect(400);
      expect(body.errors).toEqual([{ field, message }]);
    });

    test('can be of somebody and of a line that the rota has no more', async () => {
      await make(swap).expect(201);
      const id = await idOf({ ...leave, kind: 'extra', clinician: 'okafor', line: 'endocrinology' });
      await ask('delete', `${path}/${id}`).expect(200);
      rotas = rotasWith({
        'riverside/people.yaml': people.replace(/.*(?:brown|okafor).*\n/g, ''),
        'riverside/haematology.yaml': haematology.replace('brown, ', ''),
      });
      expect(await list('?clinician=okafor')).toMatchObject([{ clinician: { id: 'brown' } }]);
      expect(await list('?clinician=brown&line=haematology')).toHaveLength(1);
      expect(await list('?line=endocrinology')).toEqual([]);
      await ask('get', `${path}?clinician=okafo`).expect(400);
    });

    test('has removed ones only when asked for', async () => {
      const id = await idOf(leave);
      await ask('delete', `${path}/${id}`, 'manager-b').expect(200);
      expect(await list()).toEqual([]);
      expect(await list('?removed=true')).toMatchObject([
        { id, why: 'Annual leave', madeBy: 'key manager-a', removedBy: 'key manager-b' },
      ]);
    });

    test('shows reasons to those who manage and to those it is about', async () => {
      await make({ ...leave, clinician: 'patel', why: 'An operation' }).expect(201);
      await make({ ...swap, clinician: 'patel', with: 'brown', why: 'Cover for that' }).expect(201);
      const reasons = async (name: string) => (await list('', name)).map(({ why }) => why).sort();
      expect(await reasons('manager-b')).toEqual(['An operation', 'Cover for that']);
      expect(await reasons('the-admin')).toEqual(['An operation', 'Cover for that']);
      expect(await reasons('riverside/brown')).toEqual(['Cover for that', null]);
      expect(await reasons('the-reader')).toEqual([null, null]);
    });

    test('comes a page at a time, each once, also where all begin at once', async () => {
      for (const clinician of ['ahmed', 'brown', 'okafor', 'patel', 'silent'])
        for (const to of ['2026-11-27', '2026-11-28']) await make({ ...leave, clinician, to }).expect(201);
      const all = (await list()).map(({ id }) => id);
      const seen: (string | null)[] = [];
      for (let cursor = '', pages = 0; pages < 9; pages++) {
        const { body } = await ask('get', `${path}?limit=3${cursor}`).expect(200);
        const page = overridesBody.parse(body);
        seen.push(...page.overrides.map(({ id }) => id));
        expect(page.more).toBe(page.next !== null);
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
        if (pages === 0) await make({ ...leave, from: '2026-11-23' }).expect(201);
      }
      expect(all).toHaveLength(10);
      expect(seen).toEqual(all);
    });

    test.each([
      'x',
      '%00',
      Buffer.from('[1e99,0,"x"]').toString('base64url'),
      Buffer.from(JSON.stringify([sunday, sunday, "x'; drop table overrides; --"])).toString('base64url'),
    ])('refuses the cursor %s', async (cursor) => {
      const { body } = await ask('get', `${path}?cursor=${cursor}`).expect(400);
      expect(body.errors).toMatchObject([{ field: 'cursor' }]);
    });

    test.each(['0', '501', '1.5', 'all', ''])('refuses %j on a page', async (limit) => {
      const { body } = await ask('get', `${path}?limit=${limit}`).expect(400);
      expect(body.errors).toMatchObject([{ field: 'limit' }]);
    });

    test.each(['from', 'to'])('refuses a %s that is no time', async (field) => {
      const { body } = await ask('get', `${path}?${field}=soon`).expect(400);
      expect(body.errors).toMatchObject([{ field }]);
    });

    test.each([
      ['?clinician=%00', 'clinician'],
      ['?line=a%00b', 'line'],
      ['?from=2026-12-01&to=2026-12-01', 'to'],
      ['?to=2026-11-01', 'to'],
    ])('refuses %s', async (query, field) => {
      const { body } = await ask('get', `${path}${query}`).expect(400);
      expect(body.errors).toMatchObject([{ field }]);
    });
  });

  describe('removing one', () => {
    test('keeps it, with who removed it and when, and tells what that does', async () => {
      const id = await idOf({ ...leave, clinician: 'ahmed', line: 'endocrinology' });
      await make({ ...leave, clinician: 'okafor' }).expect(201);
      now = wall('2026-11-22 11:00');
      const { body } = await ask('delete', `${path}/${id}`, 'manager-b').expect(200);
      expect(changedBody.parse(body).overrides).toMatchObject([
        { id, madeBy: 'key manager-a', removedBy: 'key manager-b', removedAt: '2026-11-22T11:00:00.000Z' },
      ]);
      expect(body.effect.lines).toHaveLength(1);
      expect(body.effect.lines[0]).toMatchObject({ lost: [], gaps: [], thinned: [] });
      expect(body.effect.lines[0].filled).toHaveLength(3);
      expect(await rows()).toHaveLength(2);
    });

    test('again changes nothing, and keeps who removed it first', async () => {
      const id = await idOf(leave);
      await ask('delete', `${path}/${id}`, 'manager-b').expect(200);
      const { body } = await ask('delete', `${path}/${id}`).expect(200);
      expect(body.overrides).toMatchObject([{ id, removedBy: 'key manager-b' }]);
      expect(body.effect.lines).toEqual([]);
    });

    test('takes both halves of a pair away', async () => {
      const [, other] = await made({ ...swap, bothWays: true });
      const { body } = await ask('delete', `${path}/${other?.id}`).expect(200);
      const { overrides } = changedBody.parse(body);
      expect(overrides.map(({ clinician }) => clinician.id)).toEqual(['okafor', 'brown']);
      expect(await list()).toEqual([]);
    });

    test('only shows what would follow when that is all that was asked', async () => {
      const id = await idOf(leave);
      const { body } = await ask('delete', `${path}/${id}?dryRun=true`).expect(200);
      expect(body).toMatchObject({ dryRun: true, overrides: [{ id, removedBy: null }] });
      expect(body.effect.lines[0].gained).toHaveLength(3);
      expect(await list()).toHaveLength(1);
    });

    test('is too late when it is over', async () => {
      const id = await idOf(leave);
      now = wall('2026-11-28 00:00');
      await ask('delete', `${path}/${id}`).expect(409);
      expect(await list('?from=2026-11-01')).toHaveLength(1);
    });

    test.each(['1', randomUUID(), "1' or '1'='1"])('that is not there is a 404: %s', async (id) => {
      await make(leave).expect(201);
      await ask('delete', `${path}/${encodeURIComponent(id)}`).expect(404);
      expect(await list()).toHaveLength(1);
    });
  });

  describe('a clinician’s key', () => {
    const brown = 'riverside/brown';

    test.each([
      ['leave', leave],
      ['pause', { ...leave, kind: 'pause' }],
      ['swap', swap],
      ['extra', { ...leave, kind: 'extra', line: 'endocrinology' }],
    ])('makes and removes its own %s', async (_, body) => {
      const [first] = await made(body, brown);
      expect(first?.madeBy).toBe('key riverside/brown');
      await ask('delete', `${path}/${first?.id}`, brown).expect(200);
    });

    test.each([
      ['another’s leave', { ...leave, clinician: 'patel' }, brown],
      ['a swap of another’s shift', { ...swap, clinician: 'okafor', with: 'brown' }, brown],
      ['a swap both ways', { ...swap, bothWays: true }, brown],
      ['the leave of somebody unknown', { ...leave, clinician: 'drown' }, brown],
      ['leave in another area', leave, 'elsewhere/brown'],
      ['leave, for a reader', leave, 'the-reader'],
    ])('does not make %s, nor look at it', async (_, body, name) => {
      for (const query of ['', '?dryRun=true']) {
        const response = await make(body, name, query).expect(403);
        expect(response.type).toBe('application/problem+json');
        expect(response.body.errors).toEqual([]);
      }
      expect(await rows()).toEqual([]);
    });

    test.each([
      ['another’s', { ...leave, clinician: 'patel' }, brown],
      ['half of a pair', { ...swap, bothWays: true }, brown],
      ['one of another area', leave, 'elsewhere/brown'],
      ['any, for a reader', leave, 'the-reader'],
    ])('does not remove %s', async (_, body, name) => {
      const id = await idOf(body);
      for (const query of ['', '?dryRun=true'])
        await ask('delete', `${path}/${id}${query}`, name).expect(403);
      expect(await list('?clinician=patel')).toHaveLength(body.clinician === 'patel' ? 1 : 0);
      expect((await rows()).filter(({ removed_at }) => removed_at)).toEqual([]);
    });

    test('does not read another area', async () => {
      await ask('get', path, 'elsewhere/brown').expect(403);
    });
  });

  describe('a wrong body is refused by field, with what to do', () => {
    test.each([
      [
        { ...leave, clinician: 'drown' },
        'clinician',
        'is not in people.yaml of riverside (did you mean "brown"?)',
      ],
      [
        { ...leave, kind: 'leaf' },
        'kind',
        'must be one of leave, swap, extra, pause (did you mean "leave"?)',
      ],
      [{ ...leave, to: '2026-11-25' }, 'to', 'must be after "from"'],
      [{ ...leave, to: '2027-12-31' }, 'to', 'must be at most 400 days after "from"'],
      [{ ...leave, from: '2026-11-01', to: '2026-11-22' }, 'to', 'must be in the future'],
      [{ ...leave, from: 'tomorrow' }, 'from', 'must be a time'],
      [{ ...leave, to: '2026-02-30T09:00' }, 'to', 'must be a time'],
      [{ ...leave, from: 20261125 }, 'from', 'must be given: ISO 8601'],
      [{ ...leave, why: ' ' }, 'why', 'must be given: the reason'],
      [{ ...leave, why: 'See 943 476 5919' }, 'why', 'must have no telephone or NHS number'],
      [{ ...leave, why: 'x'.repeat(201) }, 'why', 'must have 200 characters at most'],
      [{ ...leave, why: 'a\0b' }, 'why', 'must be one line of text'],
      [{ ...leave, why: 'one\u2028two' }, 'why', 'must be one line of text'],
      [{ ...leave, why: 'turned \u202eround' }, 'why', 'must be one line of text'],
      [{ ...leave, why: '\u200b' }, 'why', 'must be given: the reason'],
      [{ ...leave, from: '2026-11-25T09:00+99:00' }, 'from', 'must be a time'],
      [{ ...leave, to: '2026-11-28T09:00:00-00:61' }, 'to', 'must be a time'],
      [{ ...leave, why: 'half a \ud83d smile' }, 'why', 'must be one line of text'],
      [{ ...leave, with: 'okafor' }, 'with', 'must be left out'],
      [{ ...leave, bothWays: true }, 'bothWays', 'must be left out'],
      [{ ...leave, line: 'hematology' }, 'line', 'is not a line of this area (did you mean "haematology"?)'],
      [{ ...leave, kind: 'extra' }, 'line', 'must be given for an extra: one of'],
      [{ ...swap, with: undefined }, 'with', 'must be given for a swap'],
      [{ ...swap, with: 'brown' }, 'with', 'must be somebody else'],
      [{ ...swap, with: 'constructor' }, 'with', 'is not in people.yaml'],
      [{ ...leave, until: '2026-12-01' }, 'until', 'is not a field: there are kind, clinician, with'],
      [[], 'body', 'must be a JSON object'],
    ])('%j', async (sent, field, message) => {
      const { body } = await make(sent).expect(400);
      const errors: { field: string; message: string }[] = body.errors;
      expect(errors.map((each) => each.field)).toEqual([field]);
      expect(errors[0]?.message).toContain(message);
      expect(await rows()).toEqual([]);
    });

    test('all fields at once', async () => {
      const { body } = await make({ ...swap, clinician: 'x', with: 'y', line: 'z', to: '2026-01-01' }).expect(
        400,
      );
      const errors: { field: string }[] = body.errors;
      expect(errors.map(({ field }) => field)).toEqual(['clinician', 'with', 'line', 'to']);
    });
  });

  describe('what is sent', () => {
    test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
      'as %s is refused',
      async (type) => {
        await ask('post', path).set('Content-Type', type).send(JSON.stringify(leave)).expect(415);
      },
    );

    test('as nothing is refused', async () => {
      await ask('post', path).expect(415);
      await ask('post', path).set('Content-Type', 'application/json').send('').expect(400);
    });

    const sent = (bytes: string | Buffer, type = 'application/json') =>
      ask('post', path)
        .set('Content-Type', type)
        // As it is: a Buffer would be sent as JSON of its bytes.
        .serialize((each) => each)
        .send(bytes);

    test.each(['{', '{"kind":', "{'kind':'leave'}"])('and is no JSON is refused: %s', async (text) => {
      const { body, type } = await sent(text).expect(400);
      expect(type).toBe('application/problem+json');
      expect(body.detail).toBe('What was sent cannot be read as JSON.');
    });

    test.each(['null', '"leave"', '1', '[]'])('and is no object is refused as such: %s', async (text) => {
      const { body } = await sent(text).expect(400);
      expect(body.errors).toEqual([{ field: 'body', message: 'must be a JSON object: {"…": …}' }]);
    });

    test('with a key that is there twice is refused by that key', async () => {
      const twice = JSON.stringify(leave).replace(
        '"clinician":"brown"',
        '"clinician":"brown","clinician":"ahmed"',
      );
      const { body } = await sent(twice).expect(400);
      expect(body.errors).toEqual([
        { field: 'clinician', message: 'must be given once: which one is meant?' },
      ]);
      expect(await rows()).toEqual([]);
    });

    test('is UTF-8, with or without its mark', async () => {
      const text = JSON.stringify({ ...leave, why: 'Café' });
      const { body } = await sent(Buffer.from(text, 'latin1')).expect(400);
      expect(body.detail).toBe('What was sent is not UTF-8, as JSON has to be.');
      await sent(text, 'application/json; charset=windows-1252').expect(415);
      expect(await rows()).toEqual([]);
      await sent(Buffer.from(`\ufeff${text}`), 'application/json; charset="UTF-8"').expect(201);
      expect(await list()).toMatchObject([{ why: 'Café' }]);
    });

    test('in other letters than UTF-8 is refused', async () => {
      const response = await ask('post', path)
        .set('Content-Type', 'application/json; charset=klingon')
        .send(JSON.stringify(leave))
        .expect(415);
      expect(response.type).toBe('application/problem+json');
    });

    test('of more than 32 kB is refused', async () => {
      const response = await make({ ...leave, why: 'x'.repeat(40_000) }).expect(413);
      expect(response.type).toBe('application/problem+json');
    });

    test('is not even read from who may not send it', async () => {
      await ask('post', path, 'the-reader').set('Content-Type', 'text/plain').send('{').expect(403);
      await request(app).post(path).send(leave).expect(401);
    });
  });

  test('other methods are told which there are', async () => {
    const put = await request(app)
      .put(path)
      .set('Authorization', `Bearer ${secretOf('manager-a')}`)
      .expect(405);
    expect(put.get('Allow')).toBe('GET, HEAD, POST');
    const got = await ask('get', `${path}/${randomUUID()}`).expect(405);
    expect(got.get('Allow')).toBe('DELETE');
  });

  test('an area that is not there is a 404', async () => {
    await ask('post', '/api/v1/areas/nowhere/overrides').send(leave).expect(404);
    await ask('get', '/api/v1/areas/nowhere/overrides').expect(404);
    await ask('delete', `/api/v1/areas/nowhere/overrides/${randomUUID()}`).expect(404);
  });
});
