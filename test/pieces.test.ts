import { expect, test } from '@jest/globals';
import { atOnce, inPieces, type Pieces } from '../src/pieces.ts';

function* counting(seen: string[]): Pieces<number> {
  for (const piece of ['one', 'two', 'three']) {
    seen.push(piece);
    yield;
  }
  return seen.length;
}

test('work done at once leaves nobody a turn', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('somebody else'));
  expect(atOnce(counting(seen))).toBe(3);
});

test('work done in pieces lets others have their turn between them', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('somebody else'));
  expect(await inPieces(counting(seen))).toBe(4);
  expect(seen).toEqual(['one', 'somebody else', 'two', 'three']);
});

test('what fails in a piece fails the whole', async () => {
  function* failing(): Pieces<void> {
    yield;
    throw new Error('in the second piece');
  }
  expect(() => atOnce(failing())).toThrow('in the second piece');
  await expect(inPieces(failing())).rejects.toThrow('in the second piece');
});
