import { systemTime } from '../src/clock.ts';

/** Real time, in milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void systemTime.after(milliseconds, resolve));
}

/** Does `work` `count` times at `perSecond` on average, at moments that do not depend on one another nor on the work. */
export async function paced<T>(
  {
    count,
    perSecond,
    random,
  }: { readonly count: number; readonly perSecond: number; readonly random: () => number },
  work: (number: number) => Promise<T>,
): Promise<T[]> {
  const under: Promise<T>[] = [];
  let due = performance.now();
  for (let number = 0; number < count; number++) {
    due += (-Math.log(1 - random()) * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    under.push(work(number));
  }
  return Promise.all(under);
}
