import { expect, test } from '@jest/globals';
import { beginsBackOff } from '../../src/rota/back-off.ts';

const minute = 60_000;
const at = Date.parse('2026-11-23T10:30:00Z');
const missed = (count: number, ago: number) => ({ missed: new Map([['ahmed', { count, last: at - ago }]]) });

test.each([
  ['the first ring missed', missed(0, 0), false],
  ['the second', missed(1, minute), false],
  ['the third', missed(2, minute), true],
  ['one more while rung last', missed(3, 29 * minute), false],
  ['one more when that is over', missed(3, 30 * minute), true],
  ['many more, and rung last again', missed(7, minute), false],
])('%s: begins a rest or not', (_which, history, begins) => {
  expect(beginsBackOff(history, 'ahmed', at)).toBe(begins);
  expect(beginsBackOff(history, 'brown', at)).toBe(false);
});
