import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { callDetailBody, callsBody } from '../../src/api/schemas/calls.ts';
import type { Queryable } from '../../src/store/queryable.ts';
import { availableDatabases } from '../statistics/databases.ts';
import { riverside } from '../statistics/riverside.ts';
import type { Store } from '../stores.ts';
import { read, theApi } from './the-api.ts';

const caller = '+447700900201';
const nhsNumber = '9434765919';

/** Stores a call of an area that began at an instant (ISO, to the microsecond); returns its id. */
async function storeCall(
  database: Queryable,
  area: string,
  at: string,
  id: string = randomUUID(),
): Promise<string> {
  await database.query(
    `insert into calls (id, area, caller_sid, caller_number, practice, status, state, nhs_number, started_at, updated_at)
     values ($1, $2, $3, $4, 'Z99901', 'over', $5, $6, $7, $7)`,
    [id, area, `CA${id}`, caller, { callerNumber: caller, nhsNumber }, nhsNumber, at],
  );
  return id;
}

async function storeWalk(database: Queryable, call: string): Promise<void> {
  const offer = randomUUID();
  await database.query(
    `insert into offers (id, call_id, area, line, practice, chosen_at, ending, ended_at, connected_at, connected_first,
       clinician, caller_outcome, clinician_outcome)
     values ($1, $2, 'riverside', 'haematology', 'Z99901', '2026-11-02T10:00:10Z', 'connected', '2026-11-02T10:05:00Z',
       '2026-11-02T10:00:50.5Z', false, 'brown', 'referral-avoided', 'other')`,
    [offer, call],
  );
  const attempt = `insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, result, leg_sid,
      created_at, ringing_at, answered_at, ended_at)
    values (gen_random_uuid(), $1, $2, 'riverside', $3, $4, $5, 'ended', $6, 'CA' || gen_random_uuid(),
      '2026-11-02T10:00:10Z', '2026-11-02T10:00:11Z', $7, '2026-11-02T10:00:30Z')`;
  const answered = '2026-11-02T10:00:40Z';
  await database.query(attempt, [call, offer, 'north/haematology', 'ghost', 1, 'no-answer', null]);
  await database.query(attempt, [call, offer, 'riverside/haematology', 'brown', 2, 'accepted', answered]);
}

async function storeEvent(database: Queryable, call: string, kind: string, data: object): Promise<void> {
  await database.query(
    `insert into events (call_id, at, kind, data) values ($1, '2026-11-02T10:00:00Z', $2, $3)`,
    [call, kind, data],
  );
}

describe.each(availableDatabases())('the calls of an area, on $name', (kind) => {
  let store: Store;
  let app: Express;
  let areas = 0;
  let area: string;
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(() => {
    area = `area-${areas++}`;
    const rotas = { areas: [riverside(), riverside(area)], hash: '' };
    app = theApi({ database: store.database.pool, rotas: () => rotas });
  });
  afterAll(() => store.close());

  async function page(query = ''): Promise<{ ids: string[]; next: string | null }> {
    const response = await read(app, `/api/v1/areas/${area}/calls?${query}`).expect(200);
    const { calls, next } = callsBody.parse(response.body);
    return { ids: calls.map(({ id }) => id), next };
  }

  /** Reads to the end, doing `between` after each page. */
  async function everyPage(
    limit: number,
    between: () => Promise<unknown> = async () => {},
  ): Promise<string[]> {
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { ids, next } = await page(`limit=${limit}${cursor}`);
      seen.push(...ids);
      expect(ids.length).toBeLessThanOrEqual(limit);
      if (next === null) return seen;
      cursor = `&cursor=${next}`;
      await between();
    }
  }

  test('are listed newest first, with what they led to', async () => {
    const { pool } = store.database;
    const older = await storeCall(pool, area, '2026-11-02T10:00:00Z');
    const newer = await storeCall(pool, area, '2026-11-03T10:00:00Z');
    await storeWalk(pool, older);
    const { body } = await read(app, `/api/v1/areas/${area}/calls`).expect(200);
    expect(body).toEqual({
      calls: [
        expect.objectContaining({ id: newer, offers: [] }),
        {
          id: older,
          area,
          status: 'over',
          startedAt: '2026-11-02T10:00:00.000Z',
          endedAt: null,
          practice: { ods: 'Z99901', name: 'Fiction Lane Surgery' },
          hasNhsNumber: true,
          degraded: false,
          offers: [
            {
              id: expect.any(String),
              line: { id: 'haematology', name: 'Haematology' },
              chosenAt: '2026-11-02T10:00:10.000Z',
              ending: 'connected',
              endedAt: '2026-11-02T10:05:00.000Z',
              connectedAt: '2026-11-02T10:00:50.500Z',
              connectedFirst: false,
              clinician: { id: 'brown', area: 'riverside', name: 'Dr Joe Brown' },
              outcome: 'referral-avoided',
              callerOutcome: 'referral-avoided',
              clinicianOutcome: 'other',
            },
          ],
        },
      ],
      next: null,
    });
  });

  test('come page by page, each once, though calls come in between the pages', async () => {
    const { pool } = store.database;
    const stored: string[] = [];
    for (let n = 10; n < 21; n++) stored.unshift(await storeCall(pool, area, `2026-11-02T10:${n}:00Z`));
    let minute = 30;
    const seen = await everyPage(3, () => storeCall(pool, area, `2026-11-02T10:${minute++}:00Z`));
    expect(seen).toEqual(stored);
  });

  test('come each once though they began in the same instant, or a microsecond apart', async () => {
    const { pool } = store.database;
    const stored = new Set<string>();
    for (let n = 0; n < 4; n++) stored.add(await storeCall(pool, area, '2026-11-02T10:00:00.123Z'));
    for (let n = 0; n < 4; n++) stored.add(await storeCall(pool, area, `2026-11-02T10:00:00.12300${n}Z`));
    const seen = await everyPage(1);
    expect(seen).toHaveLength(8);
    expect(new Set(seen)).toEqual(stored);
  });

  test('end with a page that says so, though it is full', async () => {
    await storeCall(store.database.pool, area, '2026-11-02T10:00:00Z');
    expect((await page('limit=1')).next).toBeNull();
  });

  test("are those of the area's days, without the last", async () => {
    const { pool } = store.database;
    const evening = await storeCall(pool, area, '2026-06-30T22:59:59Z');
    const midnight = await storeCall(pool, area, '2026-06-30T23:00:00Z');
    expect((await page('from=2026-07-01')).ids).toEqual([midnight]);
    expect((await page('to=2026-07-01')).ids).toEqual([evening]);
    expect((await page('from=2026-06-30&to=2026-07-02')).ids).toEqual([midnight, evening]);
  });

  test('are not those of other areas', async () => {
    await storeCall(store.database.pool, 'elsewhere', '2026-11-02T10:00:00Z');
    expect(await page()).toEqual({ ids: [], next: null });
  });

  test('have cursors that fit a URL and hold nothing personal', async () => {
    for (const n of [1, 2]) await storeCall(store.database.pool, area, `2026-11-02T10:0${n}:00Z`);
    const { next } = await page('limit=1');
    expect(next).toMatch(/^[\w-]+$/);
    expect(Buffer.from(next ?? '', 'base64url').toString()).not.toMatch(/7700900201|9434765919|Z99901/);
  });

  test('one call has its ringings and its timeline, in order', async () => {
    const { pool } = store.database;
    const id = await storeCall(pool, 'riverside', '2026-11-02T10:00:00Z');
    await storeWalk(pool, id);
    await storeEvent(pool, id, 'arrived', { notes: ['A call to Riverside from Fiction Lane Surgery.'] });
    await storeEvent(pool, id, 'leg-lost', { notes: 'not a list' });
    const { body } = await read(app, `/api/v1/calls/${id}`).expect(200);
    const call = callDetailBody.parse(body);
    expect(
      call.attempts.map((each) => [each.number, each.area, each.line.name, each.clinician.name, each.result]),
    ).toEqual([
      [1, 'north', 'haematology', 'ghost', 'no-answer'],
      [2, 'riverside', 'Haematology', 'Dr Joe Brown', 'accepted'],
    ]);
    expect(call.attempts.map(({ offer }) => offer)).toEqual([call.offers[0]?.id, call.offers[0]?.id]);
    expect(call.attempts[1]?.answeredAt).toBe('2026-11-02T10:00:40.000Z');
    const at = '2026-11-02T10:00:00.000Z';
    const notes = ['A call to Riverside from Fiction Lane Surgery.'];
    expect(call.timeline).toEqual([
      { at, kind: 'arrived', words: 'The caller rang.', notes },
      { at, kind: 'leg-lost', words: 'Leg lost.', notes: [] },
    ]);
  });

  test('no telephone number and no NHS number is ever shown, wherever it is stored', async () => {
    const { pool } = store.database;
    const id = await storeCall(pool, area, '2026-11-02T10:00:00Z');
    await storeWalk(pool, id);
    await storeEvent(pool, id, 'nhs-number-keyed', {
      notes: [`Keyed 943 476 5919`],
      answer: { digits: nhsNumber },
    });
    await storeEvent(pool, id, 'outcome-texted', { notes: ['From 07700 900 201'], from: caller });
    const list = await read(app, `/api/v1/areas/${area}/calls`).expect(200);
    const one = await read(app, `/api/v1/calls/${id}`).expect(200);
    for (const { text } of [list, one]) {
      expect(text).toContain('"hasNhsNumber":true');
      for (const hidden of [/7700\s?900\s?201/, /943\s?476\s?5919/, /5919/, /CA[0-9a-f-]{36}/]) {
        expect(text).not.toMatch(hidden);
      }
    }
  });

  test('a call that is not there is a 404', async () => {
    await read(app, `/api/v1/calls/${randomUUID()}`).expect(404);
  });

  test('statements in parameters do nothing', async () => {
    const id = await storeCall(store.database.pool, area, '2026-11-02T10:00:00Z');
    const attack = encodeURIComponent("'; delete from calls; --");
    await read(app, `/api/v1/areas/${area}/calls?from=${attack}`).expect(400);
    await read(app, `/api/v1/areas/${area}/calls?cursor=${attack}`).expect(400);
    const cursor = Buffer.from(JSON.stringify(["2026-11-02T10:00:00'; delete from calls; --Z", id]));
    await read(app, `/api/v1/areas/${area}/calls?cursor=${cursor.toString('base64url')}`).expect(400);
    await read(app, `/api/v1/areas/${area}/statistics?from=2026-11-01&to=2026-12-01&by=${attack}`).expect(
      400,
    );
    await read(app, `/api/v1/areas/${attack}/calls`).expect(404);
    await read(app, `/api/v1/calls/${attack}`).expect(404);
    expect((await page()).ids).toEqual([id]);
  });
});
