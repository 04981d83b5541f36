import { describe, expect, test } from '@jest/globals';
import {
  endsSoon,
  longDate,
  longEnd,
  longInstant,
  shortTime,
  spokenInstant,
  untilWords,
} from '../../src/rota/words.ts';
import { london, utc, wall } from './a-rota.ts';

const now = wall('2026-11-20 10:00');

describe('times and dates in words', () => {
  test.each([
    ['09:00', '9am'],
    ['09:15', '9:15am'],
    ['12:00', 'midday'],
    ['12:05', '12:05pm'],
    ['17:30', '5:30pm'],
    ['00:00', 'midnight'],
    ['00:30', '12:30am'],
    ['23:59', '11:59pm'],
  ])('%s is %s', (time, words) => {
    expect(shortTime(wall(`2026-11-23 ${time}`), london)).toBe(words);
  });

  test('are those of the wall clock on either side of a change', () => {
    expect(shortTime(utc('2026-03-29T00:59Z'), london)).toBe('12:59am');
    expect(shortTime(utc('2026-03-29T01:00Z'), london)).toBe('2am');
    expect(shortTime(utc('2026-10-25T00:30Z'), london)).toBe('1:30am');
    expect(shortTime(utc('2026-10-25T01:30Z'), london)).toBe('1:30am');
  });

  test('dates have no commas and no endings', () => {
    expect(longDate(wall('2026-12-01 09:00'), london)).toBe('Tuesday 1 December 2026');
    expect(longInstant(wall('2028-02-29 12:00'), london)).toBe('midday on Tuesday 29 February 2028');
  });

  test.each([
    ['2026-11-24 08:00', '8am on Tuesday 24 November 2026'],
    ['2026-11-24 00:00', 'the end of Monday 23 November 2026'],
    ['2027-01-01 00:00', 'the end of Thursday 31 December 2026'],
  ])('what ends at %s is told to end at %s', (at, words) => {
    expect(longEnd(wall(at), london)).toBe(words);
  });

  test.each([
    ['2026-11-23 09:00', '2026-11-23 17:00', true],
    ['2026-11-23 00:00', '2026-11-24 00:00', true],
    ['2026-11-23 20:00', '2026-11-24 00:00', true],
    ['2026-11-23 20:00', '2026-11-24 08:00', true],
    ['2026-11-23 09:00', '2026-11-24 08:59', true],
    ['2026-11-23 09:00', '2026-11-24 09:00', false],
    ['2026-11-23 09:00', '2026-11-24 10:00', false],
    ['2026-11-23 00:00', '2026-11-25 00:00', false],
    ['2026-11-23 20:00', '2026-11-25 08:00', false],
    // The clocks go forward in between: 23.5 hours, and still not half an hour.
    ['2026-03-28 09:00', '2026-03-29 09:30', false],
  ])('from %s to %s the time alone tells the end: %s', (from, to, soon) => {
    expect(endsSoon({ from: wall(from), to: wall(to) }, london)).toBe(soon);
  });

  test.each([
    ['2026-11-20 13:00', 'today at 1pm'],
    ['2026-11-21 09:00', 'tomorrow at 9am'],
    ['2026-11-21 00:00', 'at midnight tonight'],
    ['2026-11-23 09:00', 'on Monday 23 November at 9am'],
    ['2027-01-04 12:00', 'on Monday 4 January at midday'],
  ])('what opens at %s opens %s', (at, words) => {
    expect(spokenInstant(wall(at), now, london)).toBe(words);
  });

  test.each([
    ['2026-11-20 17:00', '5pm'],
    ['2026-11-21 00:00', 'midnight'],
    ['2026-11-21 08:00', '8am tomorrow'],
    ['2026-12-04 00:00', '4 December'],
    ['2026-12-04 13:30', '1:30pm on 4 December'],
    ['2027-01-01 00:00', '1 January 2027'],
    ['2027-01-04 00:00', '4 January 2027'],
  ])('what lasts to %s lasts until %s', (at, words) => {
    expect(untilWords(wall(at), now, london)).toBe(words);
  });
});
