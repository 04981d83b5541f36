import { expect, test } from '@jest/globals';
import { previewWords } from '../../src/cli/import-words.ts';
import { calendarArea } from '../calendars/an-area.ts';
import { wall } from '../rota/a-rota.ts';

test.each([
  ['2027-01-04 00:00', '2027-01-06 00:00', 'all of Monday 4 January 2027 to Tuesday 5 January 2027'],
  [
    '2027-01-04 13:00',
    '2027-01-06 00:00',
    '1pm on Monday 4 January 2027 to the end of Tuesday 5 January 2027',
  ],
  ['2027-01-04 13:00', '2027-01-05 17:00', '1pm on Monday 4 January 2027 to 5pm on Tuesday 5 January 2027'],
])('leave from %s to %s is shown as %s', (from, to, words) => {
  const entry = { line: 2, text: 'Ahmed', clinician: 'ahmed', adviceLine: null, why: '' };
  const matched = [{ ...entry, from: wall(from), to: wall(to) }];
  const leftOut = { cancelled: 0, over: 0 };
  const [, shown] = previewWords(calendarArea(), { as: 'leave', matched, unmatched: [], leftOut });
  expect(shown).toBe(`  line 2: Dr Samira Ahmed, ${words} ("Ahmed")`);
});
