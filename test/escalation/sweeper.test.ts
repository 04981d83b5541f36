import { expect, test } from '@jest/globals';
import type { Claimed } from '../../src/outbox/outbox.ts';
import { Sweeper } from '../../src/escalation/sweeper.ts';
import { createLogger } from '../../src/logger.ts';
import { VirtualTime } from '../../src/virtual-time.ts';

const began = Date.parse('2026-11-23T10:30:00Z');

/** Claims by when they were made, in seconds after the program began; which of them it takes over so much later. */
async function takenOver(alone: boolean, claims: readonly number[], later: number): Promise<string[]> {
  const timers = new VirtualTime(began);
  const taken: string[] = [];
  const sweeper = new Sweeper({
    outbox: {
      overdue: async () => [],
      stale: async (instant) => claims.filter((at) => began + at * 1000 <= instant).map(claimed),
      failed: async () => undefined,
    },
    performer: {
      perform: async () => undefined,
      performClaimed: async ({ id }) => void taken.push(id),
    },
    legs: { unknown: async () => ({ kind: 'stored' }) },
    queues: { ready: async () => ({ ok: true, detail: '' }) },
    timers,
    logger: createLogger('silent'),
    callsPerSecond: 0,
    alone,
  });
  timers.moveTo(began + later * 1000);
  await sweeper.sweep();
  return taken;
}

function claimed(at: number): Claimed {
  return { id: `${at}`, callId: '', effect: { kind: 'redirect-caller', dueAt: began }, tries: 1 };
}

test('what was claimed fifteen seconds ago is taken over, and what was claimed since is not', async () => {
  expect(await takenOver(false, [0, 4, 5, 6, 19], 20)).toEqual(['0', '4', '5']);
});

test('alone with a database, what was claimed before it began is taken over at once', async () => {
  expect(await takenOver(true, [-2, -0.001, 0, 0.5], 1)).toEqual(['-2', '-0.001']);
  expect(await takenOver(false, [-2, -0.001, 0, 0.5], 1)).toEqual([]);
});
