import { expect, test } from '@jest/globals';
import { Turns } from '../../src/api/turns.ts';

/** Work that goes on until it is ended. */
function aJob() {
  const job = { begun: false, end: (): void => undefined, fail: (): void => undefined };
  const work = () => {
    job.begun = true;
    return new Promise<string>((resolve, reject) => {
      job.end = () => resolve('done');
      job.fail = () => reject(new Error('failed'));
    });
  };
  return { job, work };
}

test('so many work at once, and the others wait in the order in which they came', async () => {
  const turns = new Turns(2);
  const all = [aJob(), aJob(), aJob(), aJob()];
  const begun = () => all.map(({ job }) => job.begun);
  const done = all.map(({ work }) => turns.take(work));
  await Promise.resolve();
  expect(begun()).toEqual([true, true, false, false]);
  all[1]?.job.end();
  expect(await done[1]).toBe('done');
  expect(begun()).toEqual([true, true, true, false]);
  all[0]?.job.end();
  await done[0];
  expect(begun()).toEqual([true, true, true, true]);
});

test('a turn that fails is over as well, and turns that are over are free again', async () => {
  const turns = new Turns(1);
  const [one, other, third] = [aJob(), aJob(), aJob()];
  const failing = turns.take(one.work);
  const waiting = turns.take(other.work);
  one.job.fail();
  await expect(failing).rejects.toThrow('failed');
  other.job.end();
  expect(await waiting).toBe('done');
  void turns.take(third.work);
  expect(third.job.begun).toBe(true);
});
