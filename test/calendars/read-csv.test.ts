import { describe, expect, test } from '@jest/globals';
import { fileText } from '../../src/calendars/file-text.ts';
import { readCsv } from '../../src/calendars/read-csv.ts';
import { london, wall } from '../rota/a-rota.ts';
import { fixture } from './an-area.ts';

const question = { zone: london, span: { from: wall('2026-11-22 10:00'), to: wall('2027-11-22 10:00') } };

function spans(text: string): readonly string[] {
  return readCsv(text, question).rows.map(({ from, to, who }) => `${iso(from)} ${iso(to)} ${who}`);
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

describe('a table', () => {
  test('of leave counts the last day', () => {
    expect(spans(fixture('leave.csv'))).toEqual([
      '2026-12-21T00:00 2026-12-25T00:00 Samira Ahmed',
      '2027-01-04T13:00 2027-01-04T17:00 Brown, Peter',
      '2027-02-01T00:00 2027-02-06T00:00 oconnor',
      '2027-01-11T00:00 2027-01-13T00:00 Patel',
    ]);
  });

  test('of shifts may have semicolons, and nights over a change of clocks', () => {
    expect(spans(fixture('shifts.csv'))).toEqual([
      '2026-12-05T09:00 2026-12-05T17:00 Samira Ahmed',
      '2027-03-27T20:00 2027-03-28T07:00 Dr Brown',
      '2026-12-25T00:00 2026-12-26T00:00 Peter Brown',
    ]);
    expect(readCsv(fixture('shifts.csv'), question).rows.map(({ adviceLine }) => adviceLine)).toEqual([
      undefined,
      'haematology',
      'Haematology',
    ]);
  });

  test('has every fault told with its row', () => {
    const { rows, faults } = readCsv(fixture('broken.csv'), question);
    expect(rows.map(({ line }) => line)).toEqual([5]);
    const words = faults.map(({ line, reason }) => `${line}: ${reason}`);
    expect(words).toEqual([
      '2: "from" is not a time: write it like 2026-12-28 09:00, or 09:00 beside a date',
      '3: "to" is not after "from"',
      '4: "clinician" is empty: write a name or an id',
      '6: "from" is not a time: write it like 2026-12-28 09:00, or 09:00 beside a date',
      '7: "why" must have no telephone or NHS number in it',
      '8: the row has 5 columns, the header 4: put text with a comma in quotes',
    ]);
    expect(JSON.stringify(faults)).not.toContain('943');
  });

  test.each([
    ['clinican,from,to\nx,1,2', 'column "clinican" is not known (did you mean "clinician"?)'],
    ['clinician,from\nx,1', 'the column "to" is missing from the header'],
    ['clinician,clinician,date\nx,x,2026-12-01', 'the column "clinician" stands in the header twice'],
    ['', 'the column "clinician" is missing from the header'],
    ['clinician,from,to\n"open,1,2', 'this is not CSV'],
  ])('%j is refused', (text, words) => {
    const { rows, faults } = readCsv(text, question);
    expect(rows).toEqual([]);
    expect(faults.map(({ reason }) => reason).join('\n')).toContain(words);
  });

  test('what is over is counted, and what is more than a year ahead is told', () => {
    const read = readCsv('clinician,date\nx,2026-11-01\nx,2028-01-01', question);
    expect(read.leftOut.over).toBe(1);
    expect(read.faults).toMatchObject([{ line: 3, reason: 'it begins more than a year ahead' }]);
  });
});

describe('letters', () => {
  test.each([
    ['UTF-8', Buffer.from('Ångström')],
    ['UTF-16', Buffer.from('\ufeffÅngström', 'utf16le')],
    ['an older spreadsheet’s', Buffer.from('Ångström', 'latin1')],
  ])('%s are read', (_, bytes) => expect(fileText(bytes).replace('\ufeff', '')).toBe('Ångström'));
});
