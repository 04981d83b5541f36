import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadCall, loadOverrides } from '../../src/calls/load-call.ts';
import { Overrides } from '../../src/overrides/overrides.ts';
import { wall } from '../rota/a-rota.ts';
import { availableDatabases } from '../statistics/databases.ts';
import type { Store } from '../stores.ts';

const at = wall('2026-11-23 10:00');
const day = 86_400_000;

/** Twenty years of what was, and three months of what is to come; every tenth is half of a pair. */
const manyYears = `
insert into overrides (id, area, kind, clinician, starts_at, ends_at, why, made_by, made_at, pair, removed_at)
select gen_random_uuid(), 'riverside', 'leave', 'clinician-' || n % 40, begins, begins + interval '8 hours', '', '',
       begins, case when n % 10 = 0 then gen_random_uuid() end, case when n % 9 = 0 then begins end
  from generate_series(1, 20000) as n,
       lateral (select $1::timestamptz + interval '90 days' - n * interval '9 hours' as begins) as each`;

describe.each(availableDatabases())('among the overrides of twenty years, on $name', (kind) => {
  let store: Store;
  let asked: { text: string; values: unknown[] }[] = [];
  beforeAll(async () => {
    store = await kind.open();
    await store.database.pool.query(manyYears, [new Date(at)]);
    await store.database.pool.query('analyze overrides');
  });
  afterAll(() => store.close());

  /** The pool, but for keeping in mind what it is asked. */
  const listening = () =>
    new Proxy(store.database.pool, {
      get(pool, name) {
        if (name !== 'query') return Reflect.get(pool, name) as unknown;
        return (query: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
          asked.push(typeof query === 'string' ? { text: query, values } : query);
          return typeof query === 'string' ? pool.query(query, values) : pool.query(query);
        };
      },
    });
  const overrides = () => new Overrides(listening(), { now: () => at }, randomUUID);
  const [area, from, to] = ['riverside', at - 30 * day, at] as const;

  test.each<[string, () => Promise<unknown>]>([
    ['what holds now, for a call', () => loadCall(listening(), { id: randomUUID() }, at)],
    ['what holds now, for who is on call', () => loadOverrides(listening(), at)],
    ['what holds for the next days, in every area', () => overrides().everywhere(at, at + 3 * day)],
    ['what is to come', () => overrides().standing(area, at, at + 56 * day)],
    ['what is to come, as a list', () => overrides().list({ area, from: at, limit: 50 })],
    ['the same with what was removed', () => overrides().list({ area, from, removed: true, limit: 50 })],
    ['of one clinician', () => overrides().list({ area, from, clinician: 'clinician-7', limit: 50 })],
    ['whether one is mentioned', () => overrides().mentions('hillside', { clinician: 'typo', line: 'typo' })],
    ['what counted last month', () => overrides().counted(area, from, to)],
    ['one and the other half of its pair', () => overrides().find(area, randomUUID())],
  ])('%s is found without reading all', async (_, ask) => {
    asked = [];
    await ask();
    expect(asked).toHaveLength(1);
    const [{ text, values } = { text: '', values: [] }] = asked;
    const { rows } = await store.database.pool.query(`explain ${text}`, values);
    expect(JSON.stringify(rows)).not.toContain('Seq Scan on overrides');
  });
});
