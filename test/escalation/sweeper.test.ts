import { expect, test } from '@jest/globals';
import type { AnyEffect } from '../../src/outbox/effect.ts';
import type { Claimed } from '../../src/outbox/outbox.ts';
import { Sweeper } from '../../src/escalation/sweeper.ts';
import { createLogger } from '../../src/logger.ts';
import { VirtualTime } from '../../src/virtual-time.ts';

const began = Date.parse('2026-11-23T10:30:00Z');

const alert: AnyEffect = {
  kind: 'send-notice',
  notice: { about: 'managers', area: 'riverside', manager: 0, tell: { about: 'uncovered', spans: [] } },
  dueAt: began,
};

/** What the outbox and the performer are told in one sweep, so much later, of these claims. */
async function swept(alone: boolean, claims: readonly Claim[], later: number): Promise<readonly Told[]> {
  const timers = new VirtualTime(began);
  const told: Told[] = [];
  const tell = (what: Told['what']) => async (id: string) => void told.push({ what, id });
  const sweeper = new Sweeper({
    outbox: {
      overdue: async () => [],
      stale: async (instant) => claims.filter(({ at }) => at <= instant).map(({ claimed }) => claimed),
      failed: tell('failed'),
      again: tell('again'),
    },
    performer: {
      perform: async () => undefined,
      performClaimed: ({ id }) => tell('performed')(id),
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
  return told;
}

interface Claim {
  readonly at: number;
  readonly claimed: Claimed;
}

interface Told {
  readonly what: 'failed' | 'again' | 'performed';
  readonly id: string;
}

/** Claims by when they were made, in seconds after the program began; which of them it takes over so much later. */
async function takenOver(alone: boolean, claims: readonly number[], later: number): Promise<string[]> {
  const made = claims.map((at) => ({ at: began + at * 1000, claimed: claimed(at) }));
  return (await swept(alone, made, later)).map(({ id }) => id);
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

test.each<[string, AnyEffect, number, Told['what']]>([
  ['an alert', alert, 1, 'again'],
  ['an alert that may have been sent thrice', alert, 3, 'failed'],
  [
    'the question of the outcome',
    { kind: 'send-text', offer: 'o', party: 'caller', dueAt: began },
    1,
    'failed',
  ],
])('of who died while sending it, %s', async (_, effect, tries, becomes) => {
  const claim = { at: began, claimed: { id: 'x', callId: '', effect, tries } };
  expect(await swept(false, [claim], 20)).toEqual([{ what: becomes, id: 'x' }]);
});
