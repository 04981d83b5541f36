import { describe, expect, test } from '@jest/globals';
import { fileText } from '../../src/calendars/file-text.ts';
import { readCsv } from '../../src/calendars/read-csv.ts';
import { london, wall } from '../rota/a-rota.ts';
import { fixture } from './an-area.ts';

const question = {
  zone: london,
  span: { from: wall('2026-11-22 10:00'), to: wall('2027-11-22 10:00') },
  pause: async () => {},
};

async function spans(text: string): Promise<readonly string[]> {
  return (await readCsv(text, question)).rows.map(({ from, to, who }) => `${iso(from)} ${iso(to)} ${who}`);
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

describe('a table', () => {
  test('of leave counts the last day', async () => {
    expect(await spans(fixture('leave.csv'))).toEqual([
      '2026-12-21T00:00 2026-12-25T00:00 Samira Ahmed',
      '2027-01-04T13:00 2027-01-04T17:00 Brown, Peter',
      '2027-02-01T00:00 2027-02-14T00:00 oconnor',
      '2027-01-11T00:00 2027-01-13T00:00 Patel',
    ]);
  });

  test('of shifts may have semicolons, and nights over a change of clocks', async () => {
    expect(await spans(fixture('shifts.csv'))).toEqual([
      '2026-12-05T09:00 2026-12-05T17:00 Samira Ahmed',
      '2027-03-27T20:00 2027-03-28T07:00 Dr Brown',
      '2026-12-25T00:00 2026-12-26T00:00 Peter Brown',
    ]);
    expect((await readCsv(fixture('shifts.csv'), question)).rows.map(({ adviceLine }) => adviceLine)).toEqual(
      [undefined, 'haematology', 'Haematology'],
    );
  });

  test.each([
    'Name,Start date,End date,Reason\nSamira Ahmed,2026-12-21,2026-12-24,Annual leave',
    'Consultant;First day;Last day;Notes\nSamira Ahmed;21/12/2026;24/12/2026;Annual leave',
  ])('may have the headings that spreadsheets have: %j', async (text) => {
    expect(await spans(text)).toEqual(['2026-12-21T00:00 2026-12-25T00:00 Samira Ahmed']);
    expect((await readCsv(text, question)).rows[0]?.why).toBe('Annual leave');
  });

  test('of a roster is found under its title, and the columns that are not read are told', async () => {
    expect(await spans(fixture('healthroster.csv'))).toEqual([
      '2026-12-14T08:00 2026-12-14T20:00 AHMED, Samira',
      '2027-03-27T20:00 2027-03-28T07:00 BROWN, Peter',
      '2026-12-15T08:00 2026-12-15T20:00 AHMED, James',
      '2026-12-16T00:00 2026-12-17T00:00 AHMED, Samira',
    ]);
    const { rows, faults } = await readCsv(fixture('healthroster.csv'), question);
    expect(rows.map(({ line }) => line)).toEqual([4, 5, 6, 7]);
    const notRead = '"assignment number", "grade", "unit", "shift"';
    expect(faults).toEqual([
      { line: 1, text: '', reason: 'what stands above the header is not read' },
      {
        line: 3,
        text: '',
        reason: `these columns are not read: ${notRead}; if one of them matters, say it in another`,
      },
    ]);
  });

  test('of leave with names in two columns gives what was granted', async () => {
    expect(await spans(fixture('allocate-leave.csv'))).toEqual([
      '2026-12-14T00:00 2026-12-19T00:00 Ahmed, Samira',
      '2027-01-05T13:00 2027-01-05T17:00 Brown, Peter',
    ]);
    expect(
      (await readCsv(fixture('allocate-leave.csv'), question)).faults.map(({ line, reason }) => [
        line,
        reason,
      ]),
    ).toEqual([
      [1, expect.stringContaining('these columns are not read: "hours"')],
      [4, 'its status is "Rejected": only what was approved is taken'],
      [5, 'its status is "Pending": only what was approved is taken'],
    ]);
  });

  test('a column that is likely one of ours, misspelt, is asked about though the rest could be read', async () => {
    const { rows, faults } = await readCsv(
      'clinician,from,to,lnie\nx,2026-12-01,2026-12-01,haematology',
      question,
    );
    expect([rows.length, faults[0]?.reason]).toEqual([0, expect.stringContaining('did you mean "line"?')]);
  });

  test('tells Excel its separator above the header, and is read all the same', async () => {
    expect(await spans('sep=;\r\nclinician;from;to\r\nAhmed, Samira;14/12/2026;18/12/2026\r\n')).toEqual([
      '2026-12-14T00:00 2026-12-19T00:00 Ahmed, Samira',
    ]);
  });

  test('a web page is said to be one', async () => {
    expect((await readCsv('<!DOCTYPE html>\n<html>,', question)).faults[0]?.reason).toContain(
      'this is a web page',
    );
  });

  test('has every fault told with its row', async () => {
    const { rows, faults } = await readCsv(fixture('broken.csv'), question);
    // 12/25/2026 can only be Christmas.
    expect(rows.map(({ line }) => line)).toEqual([5, 6]);
    const words = faults.map(({ line, reason }) => `${line}: ${reason}`);
    expect(words).toEqual([
      '2: "from" is not a day or time: write it like 2026-12-28 09:00, or 09:00 beside a date',
      '3: "to" is not after "from"',
      '4: "clinician" is empty: write a name or an id',
      '7: "why" must have no telephone or NHS number in it',
      '8: the row has 5 columns, the header 4: put text with a comma in quotes',
    ]);
    expect(JSON.stringify(faults)).not.toContain('943');
  });

  test.each([
    ['clinican,from,to\nx,1,2', 'column "clinican" is not known (did you mean "clinician"?)'],
    ['clinician,from\nx,1', 'the column "to" is missing from the header'],
    ['clinician,clinician,date\nx,x,2026-12-01', 'the column "clinician" stands in the header twice'],
    ['name,clinician,date\nx,x,2026-12-01', 'the column "clinician" stands in the header twice'],
    ['name,first day,return\nx,2026-12-01,2026-12-02', 'column "return" is not known'],
    ['', 'the column "clinician" is missing from the header'],
    ['clinician,from,to\n"open,1,2', 'this is not CSV'],
  ])('%j is refused', async (text, words) => {
    const { rows, faults } = await readCsv(text, question);
    expect(rows).toEqual([]);
    expect(faults.map(({ reason }) => reason).join('\n')).toContain(words);
  });

  test('of Outlook has its titles and times, and nothing else of it is shown', async () => {
    const { rows, faults } = await readCsv(fixture('outlook-export.csv'), question);
    expect(faults).toEqual([]);
    expect(rows.map(({ line, from, to, who, mayBeId }) => [line, iso(from), iso(to), who, mayBeId])).toEqual([
      [2, '2026-12-21T00:00', '2026-12-24T00:00', 'Ahmed, Samira - A/L', false],
      [4, '2027-01-05T09:00', '2027-01-05T17:30', 'Brown, Peter: clinic', false],
      [5, '2027-01-06T12:00', '2027-01-06T13:00', 'Team lunch', false],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/family|943|Patient/);
  });

  test('of Google’s kind may have days without times', async () => {
    const google =
      'Subject,Start date,End date,All Day Event\nBrown,12/24/2026,12/26/2026,True\nBrown,12/30/2026,,True';
    expect(await spans(google)).toEqual([
      '2026-12-24T00:00 2026-12-27T00:00 Brown',
      '2026-12-30T00:00 2026-12-31T00:00 Brown',
    ]);
  });

  test.each(['\n', '\r\n'])(
    'has the line on which each row begins, whatever lines end with (%j)',
    async (end) => {
      const lines = [
        'clinician,date,why',
        '"a",2026-12-01,"one',
        'two"',
        '',
        ',,',
        'b,2026-12-02,x',
        '"c",2026-13-01,"',
        '"',
      ];
      const { rows, faults } = await readCsv(lines.join(end), question);
      expect([...rows, ...faults].map(({ line }) => line)).toEqual([2, 6, 7]);
    },
  );

  test('what is over is counted, and what is more than a year ahead is told', async () => {
    const read = await readCsv('clinician,date\nx,2026-11-01\nx,2028-01-01', question);
    expect(read.leftOut.over).toBe(1);
    expect(read.faults).toMatchObject([
      { line: 3, reason: 'it begins more than a year ahead: import it again nearer the time' },
    ]);
  });
});

describe('days', () => {
  const days = async (cells: readonly string[], dates?: 'day-first' | 'month-first') => {
    const read = await readCsv(['clinician,date', ...cells.map((cell) => `x,${cell}`)].join('\n'), {
      ...question,
      dates,
    });
    return {
      days: read.rows.map(({ from }) => iso(from)),
      faults: read.faults.map(({ line, reason }) => `${line}: ${reason}`),
    };
  };

  test.each([
    '2027-02-01',
    '01/02/2027 day-first',
    '1 Feb 2027',
    '01-Feb-2027',
    '01-Feb-27',
    '1 February 2027',
  ])('%s is the first of February', async (cell) => {
    const [written = ''] = cell.split(' day-first');
    expect((await days([written], cell === written ? undefined : 'day-first')).days).toEqual([
      '2027-02-01T00:00',
    ]);
  });

  test('that may be either are not guessed', async () => {
    expect(await days(['01/02/2027', '03/03/2027', '2027-02-01'])).toEqual({
      days: ['2027-03-03T00:00', '2027-02-01T00:00'],
      faults: ['2: "date" may be 1 February or 2 January: say whether dates are day-first or month-first'],
    });
  });

  test('that can only be one thing tell how to read the others of the file', async () => {
    expect(await days(['01/02/2027', '28/12/2026'])).toEqual({
      days: ['2027-02-01T00:00', '2026-12-28T00:00'],
      faults: [],
    });
    expect(await days(['01/02/2027', '12/28/2026'])).toEqual({
      days: ['2027-01-02T00:00', '2026-12-28T00:00'],
      faults: [],
    });
  });

  test('that contradict each other tell nothing', async () => {
    const read = await days(['01/02/2027', '28/12/2026', '12/28/2026']);
    expect(read.days).toEqual(['2026-12-28T00:00', '2026-12-28T00:00']);
    expect(read.faults).toHaveLength(1);
  });

  test('are read as is said, and those that cannot be are refused', async () => {
    expect((await days(['01/02/2027'], 'month-first')).days).toEqual(['2027-01-02T00:00']);
    expect((await days(['01/02/2027', '28/12/2026'], 'month-first')).faults).toEqual([
      '3: "date" is not a day or time: write it like 2026-12-28 09:00, or 09:00 beside a date',
    ]);
  });

  test.each([
    '31/02/2027',
    '29 Feb 2027',
    '01/02/27',
    '2027-1-2',
    '46391',
    '1 Foo 2027',
    'tomorrow',
    '1/2',
    '0/0/2027',
  ])('%s is none', async (cell) =>
    expect(await days([cell], 'day-first')).toMatchObject({
      days: [],
      faults: [expect.stringContaining('"date" is not a day or time')],
    }),
  );
});

describe('times', () => {
  test.each([
    ['from,to', '2027-01-04 09:00,2027-01-04 09:00', '"to" is not after "from"'],
    ['date,from,to', '2027-01-04,2027-01-04 09:00,17:00', 'beside "date", "from" and "to" are times of day'],
    ['date,from,to', '2027-01-04,09:00,2027-01-04 17:00', 'beside "date", "from" and "to" are times of day'],
  ])('%s: %s is refused', async (header, cells, reason) => {
    const { rows, faults } = await readCsv(`clinician,${header}\nx,${cells}`, question);
    expect([rows, faults.map((fault) => fault.reason)]).toEqual([[], [reason]]);
  });

  test.each([
    ['09:00', '17:00', '09:00 17:00'],
    ['9am', '5 PM', '09:00 17:00'],
    ['12:00:00 AM', '12:30 pm', '00:00 12:30'],
    ['20:00:00', '24:00', '20:00 00:00'],
  ])('%s to %s', async (from, to, expected) => {
    const [row] = (await readCsv(`clinician,date,from,to\nx,2027-01-04,${from},${to}`, question)).rows;
    expect(row && `${iso(row.from).slice(11)} ${iso(row.to).slice(11)}`).toBe(expected);
  });

  test.each(['13pm', '0am', '25:00', '9', '09:60', '9.30', '09:00:30', 'noon'])(
    '%s is none',
    async (cell) => {
      const { rows, faults } = await readCsv(`clinician,date,from,to\nx,2027-01-04,${cell},24:00`, question);
      expect([rows, faults[0]?.reason]).toEqual([[], expect.stringContaining('"from" ')]);
    },
  );
});

describe('a file that would take long', () => {
  test.each([
    [
      'many columns',
      `${Array.from({ length: 150_000 }, (_, place) => `c${place}`).join(',')}\nx`,
      'more than 100 columns',
    ],
    ['many rows', `clinician,date\n${'a,2027-01-01\n'.repeat(150_000)}`, 'more than 2000 rows'],
    ['many rows of one letter', `clinician,date\n${'a\n'.repeat(900_000)}`, 'more than 2000 rows'],
    ['many empty lines', `clinician,date\n${'\n'.repeat(1_900_000)}a,2027-01-01`, 'more than 2000 rows'],
    ['much in a row', `clinician,date\n${','.repeat(3_000_000)}`, 'longer than 2 MB'],
    ['a workbook', 'PK\u0003\u0004[Content_Types].xml', 'save it as CSV'],
  ])('%s: is refused at once', async (_, text, words) => {
    const { rows, faults } = await readCsv(text, question);
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([{ line: 1, reason: expect.stringContaining(words) }]);
  });
});

describe('a long table', () => {
  const rows = (count: number) =>
    `clinician,date,why\n${Array.from({ length: count }, (_, place) => `Łukasz 🏖️ ${place},2027-01-01,"a\nb"\n`).join('')}`;

  test('is read in pieces, with time for calls in between, and no letter is broken', async () => {
    let pauses = 0;
    const read = await readCsv(rows(2000), { ...question, pause: async () => void pauses++ });
    expect(read.rows.map(({ who, line }) => `${who} ${line}`)).toEqual(
      Array.from({ length: 2000 }, (_, place) => `Łukasz 🏖️ ${place} ${2 + 2 * place}`),
    );
    expect(pauses).toBeGreaterThan(2000);
  });

  test('of more than may be is refused as a whole', async () => {
    expect(await readCsv(rows(9000), question)).toMatchObject({
      rows: [],
      faults: [{ line: 1, reason: 'it holds more than 2000 rows: import a part of it' }],
    });
  });
});

describe('letters', () => {
  test('of Excel in Britain are read, the curly quote and the dash too', async () => {
    expect(fileText(Buffer.from('Zo\xeb O\x92Brien \x96 \x80', 'latin1'))).toBe('Zoë O’Brien – €');
  });

  test.each([
    ['UTF-8', Buffer.from('Ångström')],
    ['UTF-16', Buffer.from('\ufeffÅngström', 'utf16le')],
    ['UTF-16 that does not say so', Buffer.from('Clinician: Ångström', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('Clinician: Ångström', 'utf16le').swap16()],
    ['an older spreadsheet’s', Buffer.from('Ångström', 'latin1')],
  ])('%s are read', async (_, bytes) =>
    expect(fileText(bytes).replace(/^\ufeff|Clinician: /, '')).toBe('Ångström'),
  );
});
