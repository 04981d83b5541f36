import { expect, test } from '@jest/globals';
import type { Asked, Carrier, LegStatus } from '../../src/carrier/carrier.ts';
import { LegEffects } from '../../src/escalation/leg-effects.ts';
import type { Claimed } from '../../src/outbox/outbox.ts';
import { createLogger } from '../../src/logger.ts';
import { CallAtHand } from '../call/a-call.ts';

/** What Twilio answers: to the request that ends a leg, and how the leg stands. */
interface Answers {
  readonly ending: Asked;
  readonly status?: LegStatus | 'unreachable';
}

function legsOf(hand: CallAtHand, { ending, status = 'ringing' }: Answers) {
  const asked: string[] = [];
  const never = (): never => {
    throw new Error('nobody asked for that');
  };
  const answers =
    <T>(verb: string, answer: T) =>
    async (): Promise<T> => {
      asked.push(verb);
      return answer;
    };
  const carrier: Carrier = {
    ...{ placeLeg: never, redirectLeg: never, sendText: never, findLegs: never },
    ...{ conferenceMembers: never, deleteRecording: never },
    cancelLeg: answers('cancel', ending),
    hangUpLeg: answers('hang up', ending),
    legStatus: answers('status', status),
  };
  const calls = {
    find: async () => hand.call,
    change: async () => hand.call,
    legsKnown: async () => new Set<string>(),
    onLadder: async () => undefined,
  };
  const clock = { now: () => hand.at };
  return { asked, legs: new LegEffects({ calls, carrier, clock, logger: createLogger('silent') }) };
}

function claimed(hand: CallAtHand, tries = 1): Claimed {
  const effect = { kind: 'cancel-leg', attempt: hand.attempt('ahmed').id, dueAt: hand.at } as const;
  return { id: 'effect', callId: hand.call.id, effect, tries };
}

test('a leg that Twilio refuses to end is asked after, and ended again', async () => {
  const hand = new CallAtHand().chooses().rings('ahmed');
  const { asked, legs } = legsOf(hand, { ending: { kind: 'refused', code: 20001, reason: 'no' } });
  const done = await legs.cancel(claimed(hand), hand.attempt('ahmed').id);
  expect([asked, done]).toEqual([['cancel', 'status'], { kind: 'again', in: 5_000 }]);
});

test('a leg whose clinician took the call after all is let be, and asked after', async () => {
  const hand = new CallAtHand().chooses().picksUp('ahmed').keysAtWhisper('ahmed', '1');
  const { asked, legs } = legsOf(hand, { ending: { kind: 'done' }, status: 'in-progress' });
  for (const end of [legs.cancel.bind(legs), legs.hangUp.bind(legs)])
    expect(await end(claimed(hand), hand.attempt('ahmed').id)).toEqual({ kind: 'again', in: 30_000 });
  expect(asked).toEqual(['status', 'status']);
});

test.each([
  { tries: 1, seconds: 1 },
  { tries: 29, seconds: 1 },
  { tries: 30, seconds: 30 },
])('while Twilio is away, try $tries is followed by another in $seconds s', async ({ tries, seconds }) => {
  const hand = new CallAtHand().chooses().rings('ahmed');
  const away = legsOf(hand, { ending: { kind: 'later', reason: 'away' }, status: 'unreachable' });
  const again = { kind: 'again', in: seconds * 1000 };
  expect(await away.legs.cancel(claimed(hand, tries), hand.attempt('ahmed').id)).toEqual(again);
  expect(await away.legs.check(claimed(hand, tries), hand.attempt('ahmed').id)).toEqual(again);
});

test('a leg that is over is not ended', async () => {
  const hand = new CallAtHand().chooses().rings('ahmed').legEnds('ahmed', 'busy');
  const { asked, legs } = legsOf(hand, { ending: { kind: 'done' } });
  expect(await legs.cancel(claimed(hand), hand.attempt('ahmed').id)).toEqual({ kind: 'done' });
  expect(asked).toEqual([]);
});
