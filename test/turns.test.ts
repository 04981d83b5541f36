import { expect, test } from '@jest/globals';
import { Turns } from '../src/turns.ts';

/** Somebody who asks for a turn; `giveBack` is there once they have it. */
function asks(turns: Turns): { giveBack?: () => void } {
  const asker: { giveBack?: () => void } = {};
  void turns.take().then((giveBack) => (asker.giveBack = giveBack));
  return asker;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

async function haveTurns(askers: readonly { giveBack?: () => void }[]): Promise<boolean[]> {
  await settled();
  return askers.map(({ giveBack }) => giveBack !== undefined);
}

test('so many have it at once, and the others wait in the order in which they came', async () => {
  const turns = new Turns(2);
  const askers = [asks(turns), asks(turns), asks(turns), asks(turns)];
  expect(await haveTurns(askers)).toEqual([true, true, false, false]);
  askers[1]?.giveBack?.();
  expect(await haveTurns(askers)).toEqual([true, true, true, false]);
  askers[0]?.giveBack?.();
  expect(await haveTurns(askers)).toEqual([true, true, true, true]);
});

test('one at a time when nothing else is said, and a turn is given back once', async () => {
  const turns = new Turns();
  const askers = [asks(turns), asks(turns), asks(turns)];
  await settled();
  askers[0]?.giveBack?.();
  askers[0]?.giveBack?.();
  expect(await haveTurns(askers)).toEqual([true, true, false]);
  askers[1]?.giveBack?.();
  expect(await haveTurns(askers)).toEqual([true, true, true]);
});
