import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aLine, aRota } from '../stories/a-rota.ts';
import { keys } from './a-call.ts';
import { Switchboard, type Fate, type TrueLeg } from './a-switchboard.ts';

const seconds = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths / 10);

/**
 * Requests that are answered and not, acted upon at once, late or not at all; legs that are listed, told of, both or
 * neither, at any time; telephones that are picked up or not. A request is acted upon within ten seconds.
 */
const fate: fc.Arbitrary<Fate> = fc.record({
  reply: seconds(10),
  answered: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  acts: fc.option(seconds(10)),
  listed: fc.option(seconds(25), { freq: 2 }),
  told: fc.option(seconds(25), { freq: 2 }),
  answer: fc.option(seconds(25), { freq: 2 }),
  key: fc.constantFrom('1', '2', null),
  late: seconds(5),
});

const rota = fc
  .record({
    people: fc.constantFrom(['ahmed'], ['ahmed', 'brown'], ['ahmed', 'brown', 'patel']),
    passes: fc.integer({ min: 1, max: 3 }),
    atOnce: fc.integer({ min: 1, max: 2 }),
    ringSeconds: fc.constantFrom(10, 20, 40),
  })
  .map(({ people, passes, atOnce, ringSeconds }) =>
    aRota([aLine('haematology', '1', people, { ring: { passes, atOnce, seconds: ringSeconds } })]),
  );

/** Each caller chooses at this time, and hangs up so long afterwards, if at all. */
const caller = fc.record({ chooses: seconds(60), hangsUp: fc.option(seconds(60), { freq: 3 }) });

const longest = 900;

function together(legs: readonly TrueLeg[]): string[] {
  return legs.flatMap((leg, place) =>
    legs
      .slice(place + 1)
      .filter(({ phone }) => phone === leg.phone)
      .filter(({ from, to }) => from < (leg.to ?? Infinity) && leg.from < (to ?? Infinity))
      .map((other) => `${leg.sid} and ${other.sid} at ${leg.phone}`),
  );
}

const anyEvening = fc.record({
  rotas: rota,
  callers: fc.array(caller, { minLength: 1, maxLength: 3 }),
  fates: fc.array(fate, { maxLength: 14, size: 'max' }),
});

function play({ rotas, callers, fates }: typeof anyEvening extends fc.Arbitrary<infer T> ? T : never) {
  const board = new Switchboard(rotas, callers.length, fates);
  callers.forEach(({ chooses, hangsUp }, place) => {
    const call = board.calls[place];
    if (!call) return;
    board.in(chooses, () => board.happens(call, { kind: 'line-chosen', answer: keys('1') }));
    if (hangsUp !== null) board.in(chooses + hangsUp, () => board.happens(call, { kind: 'caller-gone' }));
  });
  board.run(longest);
  return board;
}

test('whatever the carrier does late or never says, no telephone has two of our legs at once', () => {
  fc.assert(
    fc.property(anyEvening, (evening) => expect(together(play(evening).legs)).toEqual([])),
    { numRuns: 1_500 },
  );
});

test('and in the end everybody is free again, and nobody waits', () => {
  fc.assert(
    fc.property(anyEvening, (evening) => {
      const calls = play(evening).calls.map(({ call }) => call);
      expect(calls.flatMap(({ attempts }) => attempts).filter(({ legOver }) => !legOver)).toEqual([]);
      expect(calls.map(({ journey }) => journey.at).filter((at) => at === 'hunting')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** Without this the laws could hold of calls in which nothing was ever unknown, late or picked up. */
test('the random carriers do what the laws are about', () => {
  const seen = new Set<string>();
  const look = (evening: Parameters<typeof play>[0]): void => {
    const board = play(evening);
    const attempts = board.calls.flatMap(({ call }) => call.attempts);
    for (const attempt of attempts) {
      if (attempt.result) seen.add(attempt.result);
      if (attempt.unknownAt !== undefined && attempt.legSid !== null) seen.add('found after all');
      if (attempt.unknownAt !== undefined && attempt.legSid === null) seen.add('never found');
    }
    if (
      board.legs.some(
        ({ answeredAt, fate: { acts, listed, told } }) => acts && !listed && !told && answeredAt,
      )
    )
      seen.add('silent until picked up');
    if (attempts.length > 6) seen.add('long walks');
  };
  fc.assert(fc.property(anyEvening, look), { numRuns: 1_000, seed: 1 });
  expect([...seen].sort()).toEqual([
    'accepted',
    'cancelled',
    'declined',
    'failed',
    'found after all',
    'long walks',
    'never found',
    'no-answer',
    'no-response',
    'silent until picked up',
  ]);
});
