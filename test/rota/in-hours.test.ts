import { expect, test } from '@jest/globals';
import { hoursWords, inHours } from '../../src/rota/in-hours.ts';

const minute = 60_000;

test.each([
  [0, 0, '0 hours'],
  [1000, 0.01, 'less than 0.1 hours'],
  [2 * minute, 0.04, 'less than 0.1 hours'],
  [3 * minute, 0.1, '0.1 hours'],
  [60 * minute, 1, '1 hour'],
  [150 * minute, 2.5, '2.5 hours'],
])('%d milliseconds are %d hours, told as %s', (length, hours, words) => {
  expect(inHours(length)).toBe(hours);
  expect(hoursWords(hours)).toBe(words);
});
