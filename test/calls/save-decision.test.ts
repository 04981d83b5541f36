import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { decide } from '../../src/call/decide.ts';
import type { Decision } from '../../src/call/decision.ts';
import type { CallEvent } from '../../src/call/event.ts';
import { CallBook } from '../../src/calls/call-book.ts';
import { loadCall } from '../../src/calls/load-call.ts';
import { saveDecision, type Change } from '../../src/calls/save-decision.ts';
import { keys, worldOf } from '../call/a-call.ts';
import { availableStores, type Store } from '../stores.ts';
import { listed, mondayMorning, practiceNumber, service } from '../stories/a-rota.ts';
import { legSid } from '../webhooks/switchboard.ts';

const rotas = listed('ahmed', 'brown');
const at = mondayMorning;
const chosen: CallEvent = { kind: 'line-chosen', at, answer: keys('1') };
const databases = availableStores().filter(({ name }) => name !== 'redis');

describe.each(databases)('a decision is stored whole or not at all, on $name', (kind) => {
  let store: Store;
  let calls: CallBook;
  let legs = 0;
  let meanwhile: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    store = await kind.open();
    const pool = new Proxy(store.database.pool, {
      get: (target: Pool, key) => {
        const value: unknown = Reflect.get(target, key);
        if (key !== 'query' || typeof value !== 'function') return value;
        return (...asked: unknown[]) => withMeanwhile(Reflect.apply(value, target, asked));
      },
    });
    calls = new CallBook({
      pool,
      rotas: { current: rotas },
      clock: { now: () => at },
      newId: randomUUID,
      dispatch: () => undefined,
      observers: [],
    });
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    meanwhile = undefined;
    await store.database.pool.query(
      'truncate reservations, attempts, offers, effects, events, calls cascade',
    );
  });

  /** Lets something happen once, between the first question and what follows from its answer. */
  const withMeanwhile = async (asked: unknown): Promise<unknown> => {
    const answer = await asked;
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
    return answer;
  };
  const arrives = async (): Promise<string> => {
    const call = await calls.arrive({ sid: legSid(++legs), from: practiceNumber, to: service });
    if (!call) throw new Error('no area has the number');
    return call.id;
  };
  const decided = async (id: string, event: CallEvent): Promise<Change> => {
    const before = await loadCall(store.database.pool, { id }, at);
    if (!before) throw new Error('no such call');
    const decision: Decision = decide(before.call, event, worldOf(rotas, at, randomUUID));
    const effects = decision.effects.map((effect) => ({ id: randomUUID(), effect }));
    return { before, decision, event, effects, finishes: undefined, newId: randomUUID };
  };
  const written = async () => {
    const { rows } = await store.database.pool.query<Record<string, number>>(`select
      (select count(*)::int from offers) as offers, (select count(*)::int from attempts) as attempts,
      (select count(*)::int from reservations) as reservations, (select count(*)::int from events) as events,
      (select count(*)::int from effects) as effects`);
    return rows[0];
  };
  const status = async (id: string) => (await calls.find({ id }))?.journey.at;

  test('nothing of what was decided of a call that has changed since', async () => {
    const id = await arrives();
    const [first, second] = [await decided(id, chosen), await decided(id, chosen)];
    expect(await saveDecision(store.database.pool, first)).toBe(true);
    const stored = await written();
    expect(await saveDecision(store.database.pool, second)).toBe(false);
    expect(await written()).toEqual(stored);
    expect(stored).toMatchObject({ offers: 1, attempts: 1, events: 2 });
  });

  test('nothing of a call that is kept no more', async () => {
    const change = await decided(await arrives(), chosen);
    await store.database.pool.query('truncate events, calls cascade');
    expect(await saveDecision(store.database.pool, change)).toBe(false);
    expect(await written()).toMatchObject({ offers: 0, attempts: 0, reservations: 0, events: 0, effects: 0 });
  });

  test('nothing when another call holds the clinician', async () => {
    const [one, other] = [await arrives(), await arrives()];
    const [first, second] = [await decided(one, chosen), await decided(other, chosen)];
    expect(await saveDecision(store.database.pool, first)).toBe(true);
    const stored = await written();
    expect(await saveDecision(store.database.pool, second)).toBe(false);
    expect(await written()).toEqual(stored);
    expect(await status(other)).toBe('menu');
  });

  test('a change that came second is decided of the call as it is then', async () => {
    const id = await arrives();
    meanwhile = () => calls.change({ id }, () => ({ kind: 'caller-gone', at }));
    await calls.change({ id }, () => chosen);
    expect(await status(id)).toBe('over');
    expect(await written()).toMatchObject({ offers: 0, attempts: 0, reservations: 0 });
  });

  test('a call that came second for a clinician rings the next', async () => {
    const [one, other] = [await arrives(), await arrives()];
    meanwhile = () => calls.change({ id: one }, () => chosen);
    const call = await calls.change({ id: other }, () => chosen);
    expect(call?.attempts.map(({ clinician }) => clinician)).toEqual(['brown']);
    expect((await calls.find({ id: one }))?.attempts.map(({ clinician }) => clinician)).toEqual(['ahmed']);
  });

  test('a clinician whom nobody set free is free after three hours, when no leg can last', async () => {
    const [one, other, third] = [await arrives(), await arrives(), await arrives()];
    await calls.change({ id: one }, () => chosen);
    const rungAt = async (id: string, hours: number) => {
      const call = await calls.change({ id }, () => ({ ...chosen, at: at + hours * 3_600_000 }));
      return call?.attempts.map(({ clinician }) => clinician);
    };
    expect(await rungAt(other, 2.99)).toEqual(['brown']);
    expect(await rungAt(third, 3)).toEqual(['ahmed']);
  });
});
