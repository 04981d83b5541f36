import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { areasBody } from '../../src/api/schemas/areas.ts';
import { onCallBody } from '../../src/api/schemas/on-call.ts';
import { statisticsBody } from '../../src/api/schemas/statistics.ts';
import type { Instant } from '../../src/clock.ts';
import type { OnCall, Rung } from '../../src/rota/types.ts';
import { availableDatabases } from '../statistics/databases.ts';
import { storeOffers } from '../statistics/offers.ts';
import { riverside } from '../statistics/riverside.ts';
import type { Store } from '../stores.ts';
import { now, read, theApi } from './the-api.ts';

describe('the areas', () => {
  test('are listed with their lines, and without their numbers', async () => {
    const { body, text } = await read(theApi(), '/api/v1/areas').expect(200);
    expect(areasBody.parse(body)).toEqual({
      areas: [
        {
          id: 'riverside',
          name: 'Riverside',
          timezone: 'Europe/London',
          lines: [
            { id: 'haematology', name: 'Haematology', treatmentFunction: null },
            { id: 'endocrinology', name: 'Endocrinology', treatmentFunction: null },
          ],
        },
      ],
    });
    expect(text).not.toContain('4960000');
  });
});

describe('who is on call', () => {
  const path = '/api/v1/areas/riverside/lines/haematology/on-call';
  const brown = riverside().people.get('brown');
  const ladder: Rung[] = brown ? [{ clinician: brown, tier: 1, until: now }] : [];

  function asked(answer: OnCall): { at: Instant[]; lines: string[]; app: ReturnType<typeof theApi> } {
    const at: Instant[] = [];
    const lines: string[] = [];
    const app = theApi({
      onCall: async (area, line, instant) => {
        at.push(instant);
        lines.push(`${area.id}/${line.id}`);
        return answer;
      },
    });
    return { at, lines, app };
  }

  test('is told with the reasons, and without telephone numbers', async () => {
    const { app, at, lines } = asked({
      open: true,
      opensNext: undefined,
      ladder,
      why: ['Dr Joe Brown: on shift'],
    });
    const { body } = await read(app, path).expect(200);
    expect(onCallBody.parse(body)).toEqual(body);
    expect(body).toEqual({
      open: true,
      opensNext: null,
      ladder: [{ id: 'brown', name: 'Dr Joe Brown' }],
      why: ['Dr Joe Brown: on shift'],
    });
    expect([at, lines]).toEqual([[now], ['riverside/haematology']]);
  });

  test('is told of a closed line with when it opens next', async () => {
    const { app } = asked({ open: false, opensNext: Date.UTC(2026, 10, 23, 9), ladder: [], why: ['Closed'] });
    const { body } = await read(app, path).expect(200);
    expect(onCallBody.parse(body).opensNext).toBe('2026-11-23T09:00:00.000Z');
  });

  test.each([
    ['2026-12-28T10:30:00Z', Date.UTC(2026, 11, 28, 10, 30)],
    ['2026-12-28T10:30Z', Date.UTC(2026, 11, 28, 10, 30)],
    ['2026-07-01T10:30:00%2B01:00', Date.UTC(2026, 6, 1, 9, 30)],
    ['2026-07-01T10:30:00+01:00', Date.UTC(2026, 6, 1, 9, 30)],
    ['2026-07-01T10:30:00.250-02:30', Date.UTC(2026, 6, 1, 13, 0, 0, 250)],
  ])('is told of another time: %s', async (text, instant) => {
    const { app, at } = asked({ open: true, opensNext: undefined, ladder: [], why: [] });
    await read(app, `${path}?at=${text}`).expect(200);
    expect(at).toEqual([instant]);
  });

  test('is worked out by the rota itself', async () => {
    const { body } = await read(theApi(), path).expect(200);
    expect(onCallBody.parse(body)).toMatchObject({ open: false, opensNext: null, ladder: [] });
  });
});

describe.each(availableDatabases())('the statistics, on $name', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await kind.open();
    const recorded = {
      ending: 'connected',
      outcome: 'referral-avoided',
      practice: 'Z99901',
      by: 'brown',
    } as const;
    await storeOffers(store.database.pool, 'riverside', [
      ...Array.from({ length: 7 }, () => recorded),
      ...Array.from({ length: 3 }, () => ({ ...recorded, outcome: 'referral-made' as const })),
      { ending: 'abandoned' },
    ]);
  });
  afterAll(() => store.close());

  const path = '/api/v1/areas/riverside/statistics?from=2026-11-01&to=2026-12-01';

  test.each(['line', 'practice', 'clinician', 'month'])('by %s are what the schema says', async (by) => {
    const { body } = await read(theApi({ database: store.database.pool }), `${path}&by=${by}`).expect(200);
    expect(statisticsBody.parse(body)).toEqual(body);
    expect(body).toMatchObject({ area: 'riverside', from: '2026-11-01', to: '2026-12-01', by });
    expect(body.total).toMatchObject({ offered: 11, connected: 10, recorded: 10, completeness: 1 });
    expect(body.total.avoidedReferral).toMatchObject({ count: 7, of: 10, rate: 0.7 });
    expect(body.total.avoidedReferral.low).toBeCloseTo(0.3968, 4);
    expect(body.total.avoidedReferral.high).toBeCloseTo(0.8922, 4);
  });

  test('are by line when it is not said by what', async () => {
    const { body } = await read(theApi({ database: store.database.pool }), path).expect(200);
    expect(statisticsBody.parse(body).rows.map(({ key }) => key)).toEqual(['haematology']);
  });
});

describe.each(availableDatabases())('when the database has gone, on $name', (kind) => {
  test('the API says so', async () => {
    const store = await kind.open();
    const app = theApi({ database: store.database.pool });
    await store.close();
    const response = await read(app, '/api/v1/areas/riverside/calls').expect(503);
    expect(response.type).toBe('application/problem+json');
  });
});
