import { expect, test } from '@jest/globals';
import { giveEvents } from '../../src/calendars/given-events.ts';
import { wall } from '../rota/a-rota.ts';

const now = wall('2026-11-22 10:00');
const since = wall('2026-10-22 00:00');
const over = { uid: 'over', from: wall('2026-11-02 09:00'), to: wall('2026-11-02 17:00'), summary: 'x' };
const toCome = { uid: 'to-come', from: wall('2026-11-23 09:00'), to: wall('2026-11-23 17:00'), summary: 'x' };

/** A database in which another fetch of the feed has just written what this one cannot see yet. */
function after(rows: readonly object[]) {
  return { query: async () => ({ rows: [...rows] }) };
}

test('of two who read a feed for the first time at once, both are given all of it', async () => {
  const given = await giveEvents(after([]), 'a-feed', [over, toCome], { now, since });
  expect(given).toMatchObject([
    { ...over, sequence: 0, cancelled: false },
    { ...toCome, sequence: 0, cancelled: false },
  ]);
});

test('later nothing is told of last month that was not given then', async () => {
  const seen = { uid: 'seen', starts_at: new Date(since), ends_at: new Date(since + 1), summary: 'x' };
  const row = { ...seen, sequence: 0, cancelled: false, changed_at: new Date(since) };
  const given = await giveEvents(after([row]), 'a-feed', [over, toCome], { now, since });
  expect(given.map(({ uid }) => uid)).toEqual(['seen', 'to-come']);
});
