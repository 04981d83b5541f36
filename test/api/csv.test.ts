import { expect, test } from '@jest/globals';
import { csvOf } from '../../src/api/csv.ts';

test('a table has a mark for UTF-8, lines that end as RFC 4180 says, and quotes where they are needed', () => {
  expect(
    csvOf(
      ['name', 'n'],
      [
        ['Smith, "Jo"', 1.5],
        ['Two\nlines', null],
      ],
    ),
  ).toBe('\ufeffname,n\r\n"Smith, ""Jo""",1.5\r\n"Two\nlines",\r\n');
});

test.each(['=1+1', '+44', '-1', '@x', '\tx', '\rx'])('%j is not taken for a formula', (text) => {
  const cell = csvOf(['name'], [[text]]).split('\r\n')[1] ?? '';
  expect(cell.replace('"', '').startsWith(`'${text.slice(0, 1)}`.trimEnd())).toBe(true);
});

test('numbers stay numbers, below nought too', () => {
  expect(csvOf(['n'], [[-3]])).toContain('\r\n-3\r\n');
});
