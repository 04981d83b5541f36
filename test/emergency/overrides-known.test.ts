import { expect, test } from '@jest/globals';
import { askEvery, OverridesKnown } from '../../src/emergency/overrides-known.ts';
import { createLogger } from '../../src/logger.ts';
import type { Override } from '../../src/rota/types.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { override, wall } from '../rota/a-rota.ts';

const now = wall('2026-11-23 10:00');
const leave = override('leave', 'ahmed');
const pause = override('pause', 'brown');

function known() {
  const time = new VirtualTime(now);
  const asked: unknown[] = [];
  const answers: (() => Promise<readonly Override[]>)[] = [];
  const made = new OverridesKnown({
    overrides: {
      everywhere: async (...span) => {
        asked.push(span);
        return (await answers.shift()?.()) ?? [];
      },
    },
    pauses: { current: () => [pause] },
    timers: time,
    logger: createLogger('silent'),
  });
  return { made, time, asked, answers };
}

test('what the database says counts, with the pauses heard since', async () => {
  const { made, asked, answers } = known();
  expect(made.current()).toEqual([pause]);
  answers.push(async () => [leave]);
  await made.ask();
  expect(made.current()).toEqual([leave, pause]);
  expect(asked).toEqual([[now - 4 * 3_600_000, now + 3 * 86_400_000]]);
});

test('what was known stays known while the database is away', async () => {
  const { made, answers } = known();
  answers.push(
    async () => [leave],
    () => Promise.reject(new Error('connect ECONNREFUSED')),
    async () => [],
  );
  await made.ask();
  await made.ask();
  expect(made.current()).toEqual([leave, pause]);
  await made.ask();
  expect(made.current()).toEqual([pause]);
});

test('it asks again and again, until it is stopped', async () => {
  const { made, time, asked } = known();
  const oneTurn = () => new Promise((resume) => setImmediate(resume));
  made.start();
  made.start();
  await oneTurn();
  expect(asked).toHaveLength(1);
  time.moveTo(now + askEvery);
  await oneTurn();
  expect(asked).toHaveLength(2);
  await made.stop();
  expect(time.next()).toBeUndefined();
});
