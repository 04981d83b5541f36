import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { coverageBody } from '../../src/api/schemas/coverage.ts';
import { fairnessBody } from '../../src/api/schemas/fairness.ts';
import { problemBody } from '../../src/api/schemas/problem.ts';
import { rotaVersionsBody } from '../../src/api/schemas/rota-versions.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import { publish } from '../../src/rota-versions/publish.ts';
import { VersionStore } from '../../src/rota-versions/version-store.ts';
import type { Override } from '../../src/rota/types.ts';
import { filesWith, haematology, override, people, rotasWith, wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';
import { storeRings } from './rings.ts';
import { now, read, theApi } from './the-api.ts';

const files = { 'riverside/people.yaml': people.replace('name: Dr Okafor', 'name: "=Dr, Okafor"') };

describe.each(availableDatabases())('figures of a rota, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.pool.query('truncate calls, rota_versions cascade');
  });

  function api(overrides: readonly Override[] = [], at = now) {
    const asked: unknown[] = [];
    const app = theApi({
      database: store.database.pool,
      rotas: () => rotasWith(files),
      clock: { now: () => at },
      overrides: {
        list: async () => [],
        mentions: async () => ({ clinician: false, line: false }),
        standing: async (...question) => {
          asked.push(question);
          return overrides;
        },
        counted: async () => overrides,
        find: async () => [],
        requested: async () => undefined,
        add: () => Promise.reject(new Error('nothing is added')),
        remove: () => Promise.reject(new Error('nothing is removed')),
      },
    });
    return { app, asked };
  }

  describe('coverage', () => {
    const path = '/api/v1/areas/riverside/coverage';

    test('looks eight weeks ahead from now', async () => {
      const { app, asked } = api();
      const { body } = await read(app, path).expect(200);
      expect(coverageBody.parse(body)).toEqual(body);
      expect(body).toMatchObject({
        area: 'riverside',
        from: '2026-11-22T10:00:00.000Z',
        to: '2027-01-17T10:00:00.000Z',
        covered: true,
        holidaysKnownTo: '2028-12-31',
        people: [],
      });
      expect(body.lines).toEqual([
        {
          line: { id: 'haematology', name: 'Haematology' },
          minimum: 2,
          openHours: 37 * 8,
          nobodyHours: 0,
          thinHours: 0,
          spans: [],
          undecidedHolidays: [
            { date: '2026-12-25', title: 'Christmas Day' },
            { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
            { date: '2027-01-01', title: 'New Year’s Day' },
          ],
        },
      ]);
      expect(asked).toEqual([['riverside', now, now + 56 * 86_400_000]]);
    });

    test('counts overrides in the days asked for', async () => {
      const leave = [override('leave', 'ahmed'), override('leave', 'brown'), override('leave', 'patel')];
      const { app } = api(leave.slice(0, 2));
      const days = `${path}?from=2026-11-23&to=2026-11-25`;
      const { body } = await read(app, days).expect(200);
      expect(body).toMatchObject({
        from: '2026-11-23T00:00:00.000Z',
        to: '2026-11-25T00:00:00.000Z',
        covered: true,
      });
      expect(body.lines[0]).toMatchObject({ openHours: 16, nobodyHours: 0, thinHours: 8 });
      expect(body.lines[0].spans).toEqual([
        {
          from: '2026-11-23T09:00:00.000Z',
          to: '2026-11-23T17:00:00.000Z',
          people: [{ id: 'patel', name: 'Dr Patel' }],
        },
      ]);
      const { body: worse } = await read(api(leave).app, days).expect(200);
      expect(worse).toMatchObject({ covered: false, lines: [{ nobodyHours: 8, thinHours: 0 }] });
    });

    test('names overrides of somebody whom the files do not have', async () => {
      const lost = [override('leave', 'a-ahmed'), override('leave', 'ahmed')];
      const { body } = await read(api(lost).app, path).expect(200);
      expect(body.lostOverrides).toEqual([
        { id: 'leave-a-ahmed', words: expect.stringContaining('nobody in people.yaml has the id "a-ahmed"') },
      ]);
    });

    test('names phones that failed at their last three rings, and no others', async () => {
      const failed = { result: 'failed' } as const;
      await storeRings(store.database.pool, 'riverside', [
        // Ahmed: three failures, and one that was called off since.
        { ...failed, clinician: 'ahmed', at: '2026-11-20T10:00:00Z' },
        { ...failed, clinician: 'ahmed', at: '2026-11-20T11:00:00Z' },
        { ...failed, clinician: 'ahmed', at: '2026-11-20T12:00:00Z' },
        { clinician: 'ahmed', result: 'cancelled', at: '2026-11-20T13:00:00Z' },
        { clinician: 'ahmed', result: 'accepted', at: '2026-11-01T10:00:00Z' },
        // Brown's works again; Patel's failed twice; what is very old tells nothing.
        { ...failed, clinician: 'brown', at: '2026-11-20T10:00:00Z' },
        { ...failed, clinician: 'brown', at: '2026-11-20T11:00:00Z' },
        { ...failed, clinician: 'brown', at: '2026-11-20T12:00:00Z' },
        { clinician: 'brown', result: 'no-answer', at: '2026-11-20T13:00:00Z' },
        { ...failed, clinician: 'patel', at: '2026-11-20T10:00:00Z' },
        { ...failed, clinician: 'patel', at: '2026-11-20T11:00:00Z' },
        { ...failed, clinician: 'patel', at: '2026-01-20T11:00:00Z' },
      ]);
      const { body } = await read(api().app, path).expect(200);
      expect(body.people).toEqual([
        { clinician: { id: 'ahmed', name: 'Dr Ahmed' }, trouble: 'phone-failing', phones: [1] },
      ]);
      expect(JSON.stringify(body)).not.toContain('7700');
    });

    test('does not take a phone to fail whose number was replaced since', async () => {
      const failed = { clinician: 'ahmed', result: 'failed' } as const;
      await storeRings(
        store.database.pool,
        'riverside',
        ['10', '11', '12'].map((hour) => ({ ...failed, at: `2026-11-20T${hour}:00:00Z` })),
      );
      const troubled = async (phone: string): Promise<unknown[]> => {
        await store.database.pool.query('update attempts set phone = $1', [phone]);
        return (await read(api().app, path).expect(200)).body.people;
      };
      const [phone = ''] = rotasWith(files).areas[0]?.people.get('ahmed')?.phones ?? [];
      expect(await troubled(phone)).toHaveLength(1);
      expect(await troubled('+447700900199')).toEqual([]);
    });

    test.each([
      ['?to=2026-11-22', 'to'],
      ['?from=2026-11-01&to=2028-11-01', 'to'],
      ['?from=2026-11-31', 'from'],
      ['?weeks=8', 'weeks'],
    ])('%s is refused, by field', async (query, field) => {
      const { body } = await read(api().app, path + query).expect(400);
      expect(problemBody.parse(body).errors.map(({ field }) => field)).toEqual([field]);
    });

    test('is not for clinicians, and only of areas that there are', async () => {
      await read(api().app, path, 'clinician').expect(403);
      await read(api().app, '/api/v1/areas/nowhere/coverage').expect(404);
    });
  });

  describe('fairness', () => {
    const path = '/api/v1/areas/riverside/fairness?from=2026-11-02&to=2026-11-03';
    const rings = [
      { clinician: 'ahmed', result: 'accepted', rang: 1, answered: 5 },
      { clinician: 'ahmed', result: 'declined', rang: 1, answered: 11 },
      { clinician: 'ahmed', result: 'no-answer', rang: 1 },
      { clinician: 'ahmed', result: 'no-response', rang: 2, answered: 4 },
      { clinician: 'ahmed', result: 'busy' },
      { clinician: 'ahmed', result: 'failed' },
      { clinician: 'ahmed', result: 'cancelled', rang: 1 },
      { clinician: 'ahmed', result: 'cancelled' },
      { clinician: 'ahmed', result: null, rang: 1 },
      { clinician: 'gone', result: 'accepted', rang: 5, answered: 4 },
      { clinician: 'brown', result: 'accepted', rang: 1, answered: 9, at: '2026-11-03T00:00:00Z' },
    ] as const;

    test('tells hours and rings of everybody, by name', async () => {
      await storeRings(store.database.pool, 'riverside', rings);
      const leave = override('leave', 'patel', {
        from: wall('2026-11-02 12:00'),
        to: wall('2026-11-09 00:00'),
      });
      const { body } = await read(api([leave]).app, path).expect(200);
      expect(fairnessBody.parse(body)).toEqual(body);
      expect(body).toMatchObject({
        area: 'riverside',
        from: '2026-11-02',
        to: '2026-11-03',
        rotaKnownSince: null,
        countedUntil: '2026-11-03T00:00:00.000Z',
        changesSince: 0,
      });
      const none = {
        rung: 0,
        taken: 0,
        declined: 0,
        missed: 0,
        withdrawn: 0,
        failed: 0,
        medianAnswerSeconds: null,
      };
      const hours = (inHours: number) => ({ total: inHours, inHours, outOfHours: 0 });
      expect(body.rows).toEqual([
        { clinician: { id: 'okafor', name: '=Dr, Okafor' }, hours: hours(0), ...none },
        {
          clinician: { id: 'ahmed', name: 'Dr Ahmed' },
          hours: hours(8),
          ...{ rung: 6, taken: 1, declined: 1, missed: 3, withdrawn: 1, failed: 1, medianAnswerSeconds: 4 },
        },
        { clinician: { id: 'brown', name: 'Dr Brown' }, hours: hours(8), ...none },
        { clinician: { id: 'patel', name: 'Dr Patel' }, hours: hours(3), ...none },
        { clinician: { id: 'silent', name: 'Dr Silent' }, hours: hours(0), ...none },
        {
          clinician: { id: 'gone', name: 'gone' },
          hours: hours(0),
          ...{ ...none, rung: 1, taken: 1, medianAnswerSeconds: 0 },
        },
      ]);
    });

    test('is a table for who asks for one', async () => {
      await storeRings(store.database.pool, 'riverside', rings.slice(0, 2));
      const { app } = api();
      const asked = await read(app, `${path}&format=csv`).expect(200);
      expect(asked.type).toBe('text/csv');
      expect(asked.get('Content-Disposition')).toBe(
        'attachment; filename=fairness-riverside-2026-11-02-to-2026-11-03.csv',
      );
      expect(asked.text.split('\r\n').slice(0, 3)).toEqual([
        '\ufeffid,name,hours,in_hours,out_of_hours,rung,taken,declined,missed,withdrawn,failed,median_answer_seconds,rota_known_since,counted_until',
        `okafor,"'=Dr, Okafor",0,0,0,0,0,0,0,0,0,,,2026-11-03T00:00:00.000Z`,
        'ahmed,Dr Ahmed,8,8,0,2,1,1,0,0,0,7,,2026-11-03T00:00:00.000Z',
      ]);
      const preferred = await read(app, path).set('Accept', 'text/csv').expect(200);
      expect(preferred.text).toBe(asked.text);
      const json = await read(app, `${path}&format=json`).set('Accept', 'text/csv').expect(200);
      expect(json.type).toBe('application/json');
      expect((await read(app, path).set('Accept', '*/*')).type).toBe('application/json');
    });

    test('says how often the rota changed since', async () => {
      await keep({ 'riverside/haematology.yaml': haematology.replace(', patel', '') });
      expect((await read(api().app, path).expect(200)).body.changesSince).toBe(1);
    });

    describe('counts nothing that is still to come', () => {
      const published = '2026-11-22T10:00:00.000Z';
      test.each([
        // It is Monday, half past one; from 9 to 5 Dr Ahmed is on duty every working day.
        {
          from: '2026-11-23',
          to: '2026-11-30',
          hours: 4.5,
          known: published,
          until: '2026-11-23T13:30:00.000Z',
        },
        {
          from: '2026-11-22',
          to: '2026-11-23',
          hours: 0,
          known: published,
          until: '2026-11-23T00:00:00.000Z',
        },
        { from: '2026-11-24', to: '2026-11-30', hours: 0, known: null, until: '2026-11-23T13:30:00.000Z' },
        { from: '2027-06-01', to: '2027-07-01', hours: 0, known: null, until: '2026-11-23T13:30:00.000Z' },
      ])('from $from to $to: $hours hours', async ({ from, to, hours, known, until }) => {
        await keep();
        const { app } = api([], wall('2026-11-23 13:30'));
        const days = `/api/v1/areas/riverside/fairness?from=${from}&to=${to}`;
        const { body } = await read(app, days).expect(200);
        expect(body).toMatchObject({ from, to, rotaKnownSince: known, countedUntil: until });
        const ahmed = fairnessBody.parse(body).rows.find(({ clinician }) => clinician.id === 'ahmed');
        expect(ahmed?.hours).toEqual({ total: hours, inHours: hours, outOfHours: 0 });
        const { text } = await read(app, `${days}&format=csv`).expect(200);
        for (const row of text.split('\r\n').slice(1, -1)) expect(row).toMatch(`,${known ?? ''},${until}`);
      });
    });

    test('goes by the rota and the overrides as they were: worked out by hand', async () => {
      const open = 'open: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]';
      const nights =
        '{ days: [mon, tue, wed, thu, fri, sat, sun], from: "20:00", to: "08:00", people: [ahmed] }';
      const days = '{ days: [mon, tue, wed, thu, fri], from: "08:00", to: "20:00", people: ';
      const lineWith = (person: string) =>
        `name: Haematology\nmenu: 1\n${open}\nshifts: [${nights}, ${days} [${person}] }]\n`;
      const before = { 'riverside/haematology.yaml': lineWith('brown') };
      const after = {
        'riverside/haematology.yaml': lineWith('patel'),
        'riverside/people.yaml': people.replace(/.*brown.*\n/, ''),
      };
      const versions = new VersionStore(store.database.pool);
      for (const [change, at] of [
        [before, wall('2026-10-01 00:00')],
        [after, wall('2026-10-26 12:00')],
      ] as const) {
        const reading = { rotas: rotasWith(change), files: filesWith(change) };
        await publish(versions, { reading, before: undefined, at, by: 'a-machine' });
      }
      await store.database.pool.query('truncate overrides, override_requests cascade');
      const time = { at: wall('2026-10-26 09:00') };
      const overrides = new Overrides(store.database.pool, { now: () => time.at }, randomUUID);
      const [whole, afternoon] = [
        { from: wall('2026-10-26 08:00'), to: wall('2026-10-27 00:00') },
        { from: wall('2026-10-26 14:00'), to: wall('2026-10-26 19:00') },
      ];
      const leave = await overrides.add({ drafts: [override('leave', 'brown', whole)], by: 'key a' });
      if (leave.result === 'key-reused') throw new Error('there was no key');
      await overrides.add({
        drafts: [override('swap', 'patel', { with: 'okafor', ...afternoon })],
        by: 'key a',
      });
      time.at = wall('2026-10-26 10:00');
      await overrides.remove('riverside', leave.overrides[0]?.id ?? '', 'key a');

      const app = theApi({ database: store.database.pool, rotas: () => rotasWith(after), overrides });
      const asked = '/api/v1/areas/riverside/fairness?from=2026-10-24&to=2026-10-27';
      const { body } = await read(app, asked).expect(200);
      expect(body).toMatchObject({ rotaKnownSince: '2026-09-30T23:00:00.000Z', changesSince: 1 });
      const hours = fairnessBody
        .parse(body)
        .rows.filter((row) => row.hours.total > 0)
        .map((row) => [row.clinician.name, row.hours.inHours, row.hours.outOfHours]);
      expect(hours).toEqual([
        // 8 hours of Saturday, 13 of the night on which the clocks go back, 12, and 4 of Monday.
        ['Dr Ahmed', 0, 8 + 13 + 12 + 4],
        // Monday from 8 to noon, when others took over; of that an hour on leave, until it was removed.
        ['Dr Brown', 3, 0],
        // Stands in from 2 to 7; what is after half past six is out of hours.
        ['Dr Okafor', 4.5, 0.5],
        ['Dr Patel', 2, 1],
      ]);
    });

    test.each([
      ['?from=2026-11-02', 'to'],
      ['?from=2025-01-01&to=2026-12-01', 'to'],
      ['?from=2026-11-02&to=2026-11-03&format=xlsx', 'format'],
    ])('%s is refused, by field', async (query, field) => {
      const { body } = await read(api().app, `/api/v1/areas/riverside/fairness${query}`).expect(400);
      expect(problemBody.parse(body).errors.map(({ field }) => field)).toEqual([field]);
    });

    test('is not for clinicians', async () => {
      await read(api().app, path, 'clinician').expect(403);
    });
  });

  /** Publishes the sound files, then each change of them. */
  async function keep(...changes: Readonly<Record<string, string>>[]): Promise<string[]> {
    const versions = new VersionStore(store.database.pool);
    const hashes: string[] = [];
    for (const [place, change] of [{}, ...changes].entries()) {
      const reading = { rotas: rotasWith(change), files: filesWith(change) };
      await publish(versions, { reading, before: undefined, at: now + place * 1000, by: 'a-machine' });
      hashes.push(reading.rotas.hash);
    }
    return hashes;
  }

  describe('versions of the rota', () => {
    const path = '/api/v1/areas/riverside/rota-versions';
    const withoutPatel = { 'riverside/haematology.yaml': haematology.replace(', patel', '') };

    test('are listed newest first, with what each changed here', async () => {
      const elsewhere = {
        ...withoutPatel,
        'hillside/service.yaml': 'name: Hillside\nnumbers: ["+441614960001"]\n',
        'hillside/people.yaml': people,
        'hillside/haematology.yaml': haematology,
      };
      const [, second] = await keep(withoutPatel, elsewhere);
      const { body } = await read(api().app, path).expect(200);
      expect(rotaVersionsBody.parse(body)).toEqual(body);
      expect(rotaVersionsBody.parse(body).versions.map(({ number }) => number)).toEqual([2, 1]);
      expect(body.versions[0]).toEqual({
        number: 2,
        hash: second,
        publishedAt: '2026-11-22T10:00:01.000Z',
        publishedBy: 'a-machine',
        inForce: false,
        more: 0,
        compared: true,
        changes: [
          {
            kind: 'shift',
            how: 'removed',
            line: 'haematology',
            clinician: 'patel',
            hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
            words: 'Haematology: Dr Patel removed from Monday to Friday 9am to 5pm',
          },
        ],
      });
    });

    test('come a page at a time', async () => {
      await keep(withoutPatel, {}, withoutPatel);
      const { app } = api();
      const first = await read(app, `${path}?limit=3`).expect(200);
      expect(first.body).toMatchObject({
        versions: [{ number: 4 }, { number: 3 }, { number: 2 }],
        next: '2',
      });
      const last = await read(app, `${path}?limit=3&cursor=2`).expect(200);
      expect(last.body).toMatchObject({ versions: [{ number: 1 }], next: null });
    });

    test('the one in force is known, and the files are nobody’s to read here', async () => {
      await keep(files);
      const { body, text } = await read(api().app, path).expect(200);
      expect(rotaVersionsBody.parse(body).versions.map(({ inForce }) => inForce)).toEqual([true, false]);
      expect(text).not.toMatch(/7700|4960/);
    });

    test('of several with the same files the last is in force', async () => {
      await keep(files, withoutPatel, files);
      const { body } = await read(api().app, path).expect(200);
      expect(rotaVersionsBody.parse(body).versions.map(({ inForce }) => inForce)).toEqual([
        true,
        ...[false, false, false],
      ]);
    });

    test('a wrong cursor and a clinician are refused', async () => {
      await read(api().app, `${path}?cursor=x`).expect(400);
      await read(api().app, path, 'clinician').expect(403);
    });
  });
});
