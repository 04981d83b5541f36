import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isNhsNumber } from '../../src/call/nhs-number.ts';
import { spokenNhsNumber } from '../../src/call/prompts.ts';

describe('an NHS number', () => {
  test.each(['9434765919', '9990000018', '4010232137'])('%s has the right check digit', (digits) => {
    expect(isNhsNumber(digits)).toBe(true);
  });

  test.each([
    ['9434765918', 'a wrong check digit'],
    ['4943765919', 'two digits changed about'],
    ['943476591', 'nine digits'],
    ['94347659190', 'eleven digits'],
    ['943 476 5919', 'spaces'],
    ['943476591X', 'a letter'],
    ['', 'nothing'],
    ['٩٤٣٤٧٦٥٩١٩', 'digits of another script'],
  ])('%s is none: %s', (digits) => {
    expect(isNhsNumber(digits)).toBe(false);
  });

  test('nine digits whose check would be 10 are never one, whatever follows', () => {
    for (let last = 0; last <= 9; last++) expect(isNhsNumber(`100000001${last}`)).toBe(false);
  });

  test('any nine digits have one check digit at most', () => {
    const nine = fc.stringMatching(/^\d{9}$/);
    fc.assert(
      fc.property(nine, (digits) => {
        const valid = [...'0123456789'].filter((last) => isNhsNumber(digits + last));
        return valid.length <= 1;
      }),
    );
  });

  test('one wrong digit is always caught', () => {
    const slip = fc.record({
      nine: fc.stringMatching(/^\d{9}$/),
      place: fc.nat(9),
      by: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(slip, ({ nine, place, by }) => {
        const right = [...'0123456789'].map((last) => nine + last).find(isNhsNumber);
        fc.pre(right !== undefined);
        const wrong = [...right]
          .map((digit, at) => (at === place ? (Number(digit) + by) % 10 : digit))
          .join('');
        return !isNhsNumber(wrong);
      }),
    );
  });

  test('is read back in threes and four', () => {
    expect(spokenNhsNumber('9434765919')).toBe('9 4 3, 4 7 6, 5 9 1 9');
  });
});
