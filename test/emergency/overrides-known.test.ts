import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askEvery, OverridesKnown } from '../../src/emergency/overrides-known.ts';
import { OverridesOnDisk, type OverridesKept } from '../../src/emergency/overrides-on-disk.ts';
import { PausesHeard } from '../../src/emergency/pauses-heard.ts';
import { createLogger } from '../../src/logger.ts';
import type { Override } from '../../src/rota/types.ts';
import { standingOverrides } from '../../src/rota/standing-overrides.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { override, wall } from '../rota/a-rota.ts';

const now = wall('2026-11-23 10:00');
const leave = override('leave', 'ahmed');
const pause = override('pause', 'brown');

/** Has heard of one pause, which no answer of the database settles. */
const onePause: Pick<PausesHeard, 'current' | 'settle'> = { current: () => [pause], settle: () => undefined };

function known(
  kept?: OverridesKept,
  { time = new VirtualTime(now), heard = onePause }: { time?: VirtualTime; heard?: typeof onePause } = {},
) {
  const asked: unknown[] = [];
  const answers: (() => Promise<readonly Override[]>)[] = [];
  const made = new OverridesKnown({
    overrides: {
      everywhere: async (...span) => {
        asked.push(span);
        return (await answers.shift()?.()) ?? [];
      },
    },
    pauses: heard,
    kept,
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
  expect(asked).toEqual([[now, now + 3 * 86_400_000]]);
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

test('a pause that was ended elsewhere is dropped, and one that was heard while the database was asked is not', async () => {
  const time = new VirtualTime(now);
  const heard = new PausesHeard(time);
  const { made, answers } = known(undefined, { time, heard });
  const pauseOf = (clinician: string) => ({ area: 'riverside', clinician, from: now, to: now + 3_600_000 });
  heard.hear([pauseOf('ahmed')]);
  time.moveTo(now + 1_000);
  answers.push(
    () => Promise.reject(new Error('connect ECONNREFUSED')),
    async () => {
      heard.hear([pauseOf('brown')]);
      return [];
    },
  );
  await made.ask();
  expect(made.current()).toMatchObject([{ clinician: 'ahmed' }]);
  await made.ask();
  expect(made.current()).toMatchObject([{ clinician: 'brown' }]);
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

describe('kept on disk', () => {
  const gone = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const logger = createLogger('silent');
  let dir: string;
  let file: string;
  const onDisk = () => new OverridesOnDisk(file, { newId: () => 'one', logger });

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rotaline-known-'));
    file = join(dir, 'made', 'overrides-known.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  test('a process that begins while the database is away knows what the one before it knew', async () => {
    const before = known(onDisk());
    before.answers.push(async () => [{ ...leave, line: 'haematology', why: 'a family matter' }]);
    await before.made.ask();
    const after = known(onDisk());
    after.answers.push(gone);
    await after.made.ask();
    expect(after.made.current()).toEqual([{ ...leave, line: 'haematology', why: '' }, pause]);
  });

  test('it knows that as soon as it remembers, before the database has answered', async () => {
    await onDisk().write([leave]);
    const { made, answers } = known(onDisk());
    answers.push(() => new Promise(() => undefined));
    await made.remember();
    void made.ask();
    expect(made.current()).toEqual([{ ...leave, why: '' }, pause]);
  });

  test('of two swaps the one made last stands on the disk, too, and a file of older programs is read', async () => {
    const first = override('swap', 'ahmed', { id: 'z', with: 'brown', madeAt: 1 });
    const last = override('swap', 'ahmed', { id: 'a', with: 'patel', madeAt: 2 });
    await onDisk().write([first, last, leave]);
    const read = await onDisk().read();
    expect(read.map(({ madeAt }) => madeAt)).toEqual([1, 2, undefined]);
    const where = { area: 'riverside', line: 'haematology' };
    expect(standingOverrides(read, where, now).swaps.get('ahmed')?.with).toBe('patel');
  });

  test('no reason is on the disk, and no draft is left there', async () => {
    const { made, answers } = known(onDisk());
    answers.push(async () => [{ ...leave, why: 'a family matter' }]);
    await made.ask();
    expect(await readFile(file, 'utf8')).not.toContain('family');
    expect(await readdir(join(dir, 'made'))).toEqual(['overrides-known.json']);
  });

  test('what the database says counts more, and what cannot be read counts nothing', async () => {
    const { made, answers } = known(onDisk());
    await onDisk().write([leave]);
    answers.push(async () => [], gone);
    await made.ask();
    await made.ask();
    expect(made.current()).toEqual([pause]);
    await writeFile(file, '[{"id": 1');
    const other = known(onDisk());
    other.answers.push(gone);
    await other.made.ask();
    expect(other.made.current()).toEqual([pause]);
  });

  test('a disk that cannot be written to keeps nothing from being known', async () => {
    await writeFile(join(dir, 'made'), '');
    const { made, answers } = known(onDisk());
    answers.push(async () => [leave]);
    await made.ask();
    expect(made.current()).toEqual([leave, pause]);
  });
});
