import { describe, expect, test } from '@jest/globals';
import { presentEvent, withoutNumbers } from '../../src/api/timeline.ts';

describe('the words of a timeline', () => {
  test.each([
    ['Rang +447700900101.', 'Rang (number not shown).'],
    ['Rang 07700 900101 and 0161 496 0000', 'Rang (number not shown) and (number not shown)'],
    ['Rang (0161) 496-0000', 'Rang ((number not shown)'],
    ['NHS number 943 476 5919, 9434765919', 'NHS number (number not shown), (number not shown)'],
    ['943-476-5919', '(number not shown)'],
    ['Dr Brown: on leave until 4 December', 'Dr Brown: on leave until 4 December'],
    [
      'From 2026-11-22 14:00 to 2026-11-22T15:00:00.000Z',
      'From 2026-11-22 14:00 to 2026-11-22T15:00:00.000Z',
    ],
    ['2026-11-22 9434765919', '2026-11-22 (number not shown)'],
    ['The second of 4 in 20 seconds, pass 2', 'The second of 4 in 20 seconds, pass 2'],
  ])('%s', (text, shown) => {
    expect(withoutNumbers(text)).toBe(shown);
  });

  test('never hold what an event carries beside its notes', () => {
    const shown = presentEvent({ at: new Date(0), kind: 'nhs-number-keyed', notes: ['So it is.', 'Go on.'] });
    expect(shown).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      kind: 'nhs-number-keyed',
      words: 'The caller was asked for the NHS number.',
      notes: ['So it is.', 'Go on.'],
    });
  });
});
