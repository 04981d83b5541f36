import { describe, expect, test } from '@jest/globals';
import { entryFault } from '../../src/calendars/entry-words.ts';

function fault(as: 'leave' | 'shifts', who: string, why?: string): string {
  return entryFault({ who, why }, as)?.split(/[:,]/)[0] ?? 'taken';
}

describe('leave', () => {
  test.each([
    ['Ahmed', 'taken'],
    ['AHMED, Samira - A/L', 'taken'],
    ['Ahmed AL', 'taken'],
    ['Ahmed off duty', 'taken'],
    ['Ahmed: leave, no cover', 'taken'],
    ['Knott leave', 'taken'],
    ['CANCELED: Ahmed leave', 'it says that it is cancelled'],
    ['Ahmed leave declined', 'it says that it was refused or withdrawn'],
    ['Ahmed leave TBC', 'it does not sound settled'],
    ['Ahmed - leave requested', 'it does not sound settled'],
    ['Ahmed?', 'it does not sound settled'],
    ['NOT on leave: Ahmed', 'it may say the opposite'],
    ['Ahmed back from leave', 'it may say the opposite'],
    ['Haem on call: Dr Brown', 'it speaks of a duty'],
    ['Brown late shift', 'it speaks of a duty'],
  ])('%s: %s', (who, reason) => expect(fault('leave', who)).toBe(reason));

  test('whose reason is pending is not taken, and may be given as rest after a duty', () => {
    expect(fault('leave', 'Ahmed', 'Pending approval')).toBe('it does not sound settled');
    expect(fault('leave', 'Ahmed', 'Rest after on call')).toBe('taken');
  });
});

describe('shifts', () => {
  test.each([
    ['Ahmed', 'taken'],
    ['S Ahmed on call', 'taken'],
    ['Ahmed covering sick leave', 'taken'],
    ['Leave: Novak', 'it speaks of leave'],
    ['Patel off', 'it speaks of leave'],
    ['Patel off duty', 'it speaks of leave'],
    ['Ahmed AL', 'it speaks of leave'],
    ['Al Novak', 'taken'],
    ['Ahmed not on call', 'it may say the opposite'],
  ])('%s: %s', (who, reason) => expect(fault('shifts', who)).toBe(reason));

  test('whose reason is leave are not taken', () => {
    expect(fault('shifts', 'Ahmed', 'Annual leave')).toBe('it speaks of leave');
    expect(fault('shifts', 'Ahmed', 'Cover for leave')).toBe('taken');
  });
});
