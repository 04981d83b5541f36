import { beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { onceThere } from '../../src/store/once-there.ts';
import { VirtualTime } from '../../src/virtual-time.ts';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

let time: VirtualTime;
let told: string[];
/** What each try meets, in order; afterwards nothing is wrong. */
let problems: Error[];
let tries: number;

beforeEach(() => {
  time = new VirtualTime(0);
  [told, problems, tries] = [[], [], 0];
});

const begin = (): Promise<() => Promise<void>> =>
  onceThere(
    async () => {
      tries++;
      const problem = problems.shift();
      if (problem) throw problem;
    },
    { timers: time, logger: createLogger('error', { write: (line) => void told.push(line) }) },
  );

async function passes(milliseconds: number): Promise<void> {
  time.moveTo(time.now() + milliseconds);
  await new Promise((turn) => setImmediate(turn));
}

test('with the database there, it is done at once and never again', async () => {
  await begin();
  expect(tries).toBe(1);
  expect(time.next()).toBeUndefined();
  expect(told).toEqual([]);
});

test('with the database away, it is done as soon as that is there, and the log says so once', async () => {
  problems = [away, away, away];
  await begin();
  for (let look = 0; look < 5; look++) await passes(2_000);
  expect(tries).toBe(4);
  expect(time.next()).toBeUndefined();
  expect(told).toEqual([expect.stringContaining('callers are put through from memory')]);
});

test('what is wrong with a database that is there is thrown at the first try', async () => {
  problems = [new Error('password authentication failed')];
  await expect(begin()).rejects.toThrow('password authentication failed');
  expect(time.next()).toBeUndefined();
});

test('and later told, since callers are being answered meanwhile', async () => {
  problems = [away, new Error('password authentication failed')];
  await begin();
  await passes(2_000);
  expect(told[1]).toContain('password authentication failed');
  await passes(2_000);
  expect(tries).toBe(3);
  expect(time.next()).toBeUndefined();
});

test('who stops waits no more', async () => {
  problems = [away, away];
  const end = await begin();
  await end();
  await passes(10_000);
  expect(tries).toBe(1);
  expect(time.next()).toBeUndefined();
});
