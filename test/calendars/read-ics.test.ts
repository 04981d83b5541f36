import { afterAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { readIcs } from '../../src/calendars/read-ics.ts';
import { london, utc, wall } from '../rota/a-rota.ts';
import { fixture } from './an-area.ts';

const span = { from: wall('2026-11-22 10:00'), to: wall('2027-11-22 10:00') };
const question = { zone: london, span, pause: async () => {} };

async function spans(text: string): Promise<readonly string[]> {
  const { rows } = await readIcs(text, question);
  return rows.map(({ from, to, text: title }) => `${iso(from)} ${iso(to)} ${title}`);
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

function event(...lines: string[]): string {
  return [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:a',
    'SUMMARY:x',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
}

describe('a calendar from Outlook', () => {
  test('has its days, its Windows zones, its repeats, exceptions and moved ones', async () => {
    expect(await spans(fixture('outlook-leave.ics'))).toEqual([
      '2026-12-21T00:00 2026-12-25T00:00 AHMED, Samira - annual leave',
      '2027-06-10T08:00 2027-06-10T12:00 A/L P. Brown (half day)',
      '2026-11-27T09:00 2026-11-27T17:00 Siobhan OConnor: parental leave, Fridays',
      '2026-12-04T09:00 2026-12-04T17:00 Siobhan OConnor: parental leave, Fridays',
      '2026-12-17T09:00 2026-12-17T12:00 Siobhan OConnor: parental leave, moved',
      '2026-12-25T09:00 2026-12-25T17:00 Siobhan OConnor: parental leave, Fridays',
      '2027-01-11T00:00 2027-01-12T00:00 Patel study leave',
    ]);
  });

  test('has what is cancelled and what is over counted, and left out', async () => {
    const { leftOut, faults } = await readIcs(fixture('outlook-leave.ics'), question);
    expect({ leftOut, faults }).toEqual({ leftOut: { cancelled: 1, over: 1 }, faults: [] });
  });
});

describe('a calendar from Google', () => {
  test('has nights that end at eight also when the clocks change', async () => {
    expect(await spans(fixture('google-rota.ics'))).toEqual([
      '2026-12-01T09:00 2026-12-01T17:00 Haem on call: Dr Brown',
      '2027-03-27T20:00 2027-03-28T07:00 Samira Ahmed nights',
      '2027-03-28T19:00 2027-03-29T07:00 Samira Ahmed nights',
      '2027-10-30T19:00 2027-10-31T08:00 Samira Ahmed night',
      '2026-12-05T00:00 2026-12-06T00:00 S Ahmed on call',
      '2026-12-07T09:00 2026-12-07T17:00 Team meeting',
    ]);
  });

  test('has the line of each event', async () => {
    const lines = fixture('google-rota.ics').split('\n');
    const { rows } = await readIcs(fixture('google-rota.ics'), question);
    expect(rows.map(({ line }) => lines[line - 1])).toEqual(rows.map(() => 'BEGIN:VEVENT'));
    expect(new Set(rows.map(({ line }) => line)).size).toBe(5);
  });
});

describe('times', () => {
  test.each([
    [
      'floating: the clocks of the area',
      'DTSTART:20270701T090000',
      'DTEND:20270701T170000',
      '2027-07-01T08:00 2027-07-01T16:00',
    ],
    ['UTC', 'DTSTART:20270701T090000Z', 'DTEND:20270701T170000Z', '2027-07-01T09:00 2027-07-01T17:00'],
    [
      'another zone',
      'DTSTART;TZID=America/New_York:20270701T040000',
      'DTEND;TZID=America/New_York:20270701T120000',
      '2027-07-01T08:00 2027-07-01T16:00',
    ],
    [
      'Outlook’s name of another zone',
      'DTSTART;TZID=Romance Standard Time:20270701T100000',
      'DTEND;TZID=Romance Standard Time:20270701T180000',
      '2027-07-01T08:00 2027-07-01T16:00',
    ],
    [
      'a zone with a path before it',
      'DTSTART;TZID=/example.org/20260101_1/Europe/London:20270701T090000',
      'DTEND;TZID=/example.org/20260101_1/Europe/London:20270701T170000',
      '2027-07-01T08:00 2027-07-01T16:00',
    ],
    [
      'Exchange’s own name of UTC',
      'DTSTART;TZID=tzone://Microsoft/Utc:20270701T090000',
      'DTEND;TZID=tzone://Microsoft/Utc:20270701T170000',
      '2027-07-01T09:00 2027-07-01T17:00',
    ],
    [
      'a day in summer',
      'DTSTART;VALUE=DATE:20270701',
      'DTEND;VALUE=DATE:20270702',
      '2027-06-30T23:00 2027-07-01T23:00',
    ],
    [
      'the day of 23 hours',
      'DTSTART;VALUE=DATE:20270328',
      'DTEND;VALUE=DATE:20270329',
      '2027-03-28T00:00 2027-03-28T23:00',
    ],
    [
      'the day of 25 hours',
      'DTSTART;VALUE=DATE:20271031',
      'DTEND;VALUE=DATE:20271101',
      '2027-10-30T23:00 2027-11-01T00:00',
    ],
    [
      'a day without an end',
      'DTSTART;VALUE=DATE:20270110',
      'X-NOTHING:1',
      '2027-01-10T00:00 2027-01-11T00:00',
    ],
    [
      'an end in the hour that comes twice',
      'DTSTART;TZID=Europe/London:20271030T200000',
      'DTEND;TZID=Europe/London:20271031T013000',
      '2027-10-30T19:00 2027-10-31T01:30',
    ],
    [
      'UTC in the hour that comes twice',
      'DTSTART:20271031T003000Z',
      'DTEND:20271031T013000Z',
      '2027-10-31T00:30 2027-10-31T01:30',
    ],
  ])('%s', async (_, start, end, expected) => {
    // The year ahead ends before the clocks go back again, so these are read from nearer by.
    const near = { ...question, span: { from: utc('2026-12-01T00:00Z'), to: utc('2027-12-01T00:00Z') } };
    const { rows, faults } = await readIcs(event(start, end), near);
    expect(faults).toEqual([]);
    expect(rows.map(({ from, to }) => `${iso(from)} ${iso(to)}`)).toEqual([expected]);
  });
});

describe('repeats', () => {
  test('go on for a year and no longer', async () => {
    const { rows, faults } = await readIcs(
      event(
        'DTSTART;TZID=Europe/London:20260105T090000',
        'DTEND;TZID=Europe/London:20260105T170000',
        'RRULE:FREQ=WEEKLY',
      ),
      question,
    );
    const reason =
      'it goes on, and what begins after Monday 22 November 2027 is not taken: import it again before then';
    expect([rows.length, faults]).toEqual([53, [{ line: 2, text: 'x', reason }]]);
    expect(rows.every(({ from, to }) => to > span.from && from < span.to)).toBe(true);
  });

  test.each([
    ['FREQ=WEEKLY;COUNT=20', false],
    ['FREQ=WEEKLY;COUNT=100', true],
    ['FREQ=MONTHLY;INTERVAL=4', true],
    ['FREQ=MONTHLY;INTERVAL=4;UNTIL=20271101', false],
    ['FREQ=MONTHLY;INTERVAL=4;UNTIL=20280401', true],
  ])('%s is told to go on: %s', async (rule, goesOn) => {
    const { faults } = await readIcs(
      event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', `RRULE:${rule}`),
      question,
    );
    expect(faults.map(({ reason }) => reason.startsWith('it goes on, '))).toEqual(goesOn ? [true] : []);
  });

  test.each([
    [['RRULE:FREQ=DAILY;COUNT=5', 'EXRULE:FREQ=WEEKLY;COUNT=3'], 'it leaves repeats out by a rule (EXRULE)'],
    [['RRULE:FREQ=DAILY;COUNT=5', 'RRULE:FREQ=WEEKLY;COUNT=3'], 'it repeats by two rules at once'],
  ])('%j are not half read', async (rules, reason) => {
    const day = ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z'];
    const read = await readIcs(event(...day, ...rules), question);
    expect(read).toMatchObject({ rows: [], faults: [{ reason: expect.stringContaining(reason) }] });
  });

  test('of whole days keep to the days when the clocks change', async () => {
    const days = await spans(
      event('DTSTART;VALUE=DATE:20270327', 'DTEND;VALUE=DATE:20270328', 'RRULE:FREQ=DAILY;COUNT=3'),
    );
    expect(days).toEqual([
      '2027-03-27T00:00 2027-03-28T00:00 x',
      '2027-03-28T00:00 2027-03-28T23:00 x',
      '2027-03-28T23:00 2027-03-29T23:00 x',
    ]);
  });

  test('that are a single moved one, without its series, are read', async () => {
    expect(
      await spans(
        event('RECURRENCE-ID:20261201T090000Z', 'DTSTART:20261202T090000Z', 'DTEND:20261202T100000Z'),
      ),
    ).toEqual(['2026-12-02T09:00 2026-12-02T10:00 x']);
  });

  test.each([
    ['RRULE:FREQ=SECONDLY', 'it repeats more often than daily, or it is not said how often'],
    ['RRULE:FREQ=DAILY;BYHOUR=1,2,3', 'it repeats by BYHOUR, which is not understood'],
    ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'it repeats on a day that no month has'],
    ['RRULE:FREQ=DAILY;COUNT=999999999', 'its COUNT is not a number from 1 to 5000'],
    ['RRULE:FREQ=DAILY;INTERVAL=0', 'its INTERVAL is not a number from 1 to 400'],
    ['RRULE:FREQ=WEEKLY;BYDAY=XX', 'its BYDAY is not understood'],
    ['RRULE:FREQ=MONTHLY;BYDAY=6MO', 'its BYDAY is not understood'],
    ['RRULE:FREQ=DAILY;BYMONTH=13', 'its BYMONTH is not understood'],
    ['RRULE:FREQ=DAILY;BYDAY=', 'its BYDAY is not understood'],
    ['RRULE:FREQ=DAILY;BYMONTHDAY=0', 'its BYMONTHDAY is not understood'],
    ['RRULE:FREQ=DAILY;UNTIL=Christmas', 'its UNTIL is not understood'],
    ['RRULE:nonsense', 'it repeats by NONSENSE, which is not understood'],
  ])('%s is refused', async (rule, reason) => {
    const read = await readIcs(event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', rule), question);
    expect(read).toMatchObject({ rows: [], faults: [{ line: 2, reason }] });
  });

  test('that are over, or begin later than a year ahead, are told of', async () => {
    const read = async (start: string, rule: string) =>
      readIcs(event(`DTSTART:${start}T090000Z`, `DTEND:${start}T100000Z`, `RRULE:${rule}`), question);
    expect(await read('20250101', 'FREQ=DAILY;COUNT=3')).toMatchObject({
      rows: [],
      faults: [],
      leftOut: { over: 1 },
    });
    for (const start of ['20271130', '20280601']) {
      expect(await read(start, 'FREQ=DAILY;COUNT=3')).toMatchObject({
        ...{ rows: [], leftOut: { over: 0 } },
        faults: [{ line: 2, reason: 'it begins more than a year ahead: import it again nearer the time' }],
      });
    }
  });

  test('that were moved from far away, or take the place of none, stand where they stand', async () => {
    const day = (date: string) => [`DTSTART:${date}T090000Z`, `DTEND:${date}T100000Z`];
    const series = event(...day('20261201'), 'RRULE:FREQ=WEEKLY;COUNT=60');
    const moved = event('RECURRENCE-ID:20280104T090000Z', ...day('20261210')).replace(
      'SUMMARY:x',
      'SUMMARY:moved',
    );
    const stray = event('RECURRENCE-ID:20261203T090000Z', ...day('20261211')).replace(
      'SUMMARY:x',
      'SUMMARY:stray',
    );
    const gone = event('RECURRENCE-ID:20261204T090000Z', 'STATUS:CANCELLED', ...day('20261212'));
    const read = await spans([series, moved, stray, gone].join('\r\n'));
    expect(read.filter((each) => !each.endsWith(' x'))).toEqual([
      '2026-12-10T09:00 2026-12-10T10:00 moved',
      '2026-12-11T09:00 2026-12-11T10:00 stray',
    ]);
    expect(read.join()).not.toContain('2026-12-12');
  });

  test('more than a file may hold are refused as a whole', async () => {
    const daily = Array.from({ length: 6 }, (_, place) =>
      event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'RRULE:FREQ=DAILY').replace(
        'UID:a',
        `UID:${place}`,
      ),
    );
    const text = daily.join('\r\n').replaceAll('END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n', '');
    const read = await readIcs(text, question);
    expect(read.rows).toEqual([]);
    expect(read.faults[0]?.reason).toContain('more than 2000 entries');
  });
});

describe('zones', () => {
  const rules = (winter: string, summer: string) => [
    ...['BEGIN:STANDARD', 'DTSTART:16011028T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
    ...[`TZOFFSETFROM:${summer}`, `TZOFFSETTO:${winter}`, 'END:STANDARD'],
    ...['BEGIN:DAYLIGHT', 'DTSTART:16010325T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
    ...[`TZOFFSETFROM:${winter}`, `TZOFFSETTO:${summer}`, 'END:DAYLIGHT'],
  ];
  const july = (tzid: string, ...zone: string[]) => [
    ...[
      'BEGIN:VCALENDAR',
      ...(zone.length > 0 ? ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...zone, 'END:VTIMEZONE'] : []),
    ],
    ...['BEGIN:VEVENT', 'UID:a', 'SUMMARY:x', `DTSTART;TZID="${tzid}":20270705T090000`],
    ...[`DTEND;TZID="${tzid}":20270705T170000`, 'RRULE:FREQ=MONTHLY;COUNT=1', 'END:VEVENT', 'END:VCALENDAR'],
  ];

  test.each([
    ['GMT Standard Time', '08:00'],
    ['W. Europe Standard Time', '07:00'],
    ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', '08:00'],
    ['tzone://Microsoft/Utc', '09:00'],
    ['/mozilla.org/20050126_1/Europe/London', '08:00'],
    ['GB', '08:00'],
    ['GMT', '09:00'],
  ])('%s needs no explanation', async (tzid, from) => {
    expect(await spans(july(tzid).join('\r\n'))).toEqual([expect.stringContaining(`2027-07-05T${from} `)]);
  });

  test.each(['Customized Time Zone', 'Customized Time Zone 1', 'tzone://Microsoft/Custom', 'Our own'])(
    '%s means what the file says of it, and nothing where it says nothing',
    async (tzid) => {
      const london = july(tzid, ...rules('+0000', '+0100'));
      expect(await spans(london.join('\r\n'))).toEqual(['2027-07-05T08:00 2027-07-05T16:00 x']);
      const paris = july(tzid, ...rules('+0100', '+0200'));
      expect(await spans(paris.join('\r\n'))).toEqual(['2027-07-05T07:00 2027-07-05T15:00 x']);
      for (const unknown of [july(tzid), july(tzid, ...rules('+0017', '+0117'))]) {
        const { rows, faults } = await readIcs(unknown.join('\r\n'), question);
        expect(rows).toEqual([]);
        expect(faults).toMatchObject([{ reason: `its time zone "${tzid}" is not known` }]);
      }
    },
  );
});

describe('what cannot be read', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  afterAll(() => warn.mockRestore());

  test.each([
    ['DURATION:Dr Brown 07700 900102', 'its DURATION is not understood'],
    ['DURATION:P', 'its DURATION is not understood'],
    ['DURATION:-PT1H', 'its DURATION is not understood'],
    ['EXDATE:Dr Brown', 'one of the repeats left out (EXDATE) is not a time'],
    ['RECURRENCE-ID:Dr Brown', 'what it takes the place of (RECURRENCE-ID) is not a time'],
    [
      'DTEND;TZID=Dr Brown 07700 900102:20261201T170000',
      'its time zone "Dr Brown 07700 900102" is not known',
    ],
    ['EXDATE;TZID=Dr Brown:20261201T170000', 'its time zone "Dr Brown" is not known'],
    [
      `EXDATE:${Array(1001).fill('20261202T090000Z').join()}`,
      'more than 1000 of its repeats are left out (EXDATE)',
    ],
  ])('%s is told of, and goes into no log', async (line, reason) => {
    const text = event('DTSTART;TZID=Europe/London:20261201T090000', line, 'RRULE:FREQ=DAILY;COUNT=3');
    const { rows, faults } = await readIcs(text, question);
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([{ line: 2, reason }]);
    expect(warn.mock.calls.join()).not.toMatch(/Brown|07700/);
  });

  test('a file of many zones is read soon', async () => {
    const zones = Array.from({ length: 20_000 }, () => 'BEGIN:VTIMEZONE\nTZID:Z\nEND:VTIMEZONE');
    const events = Array.from({ length: 300 }, (_, place) =>
      ['BEGIN:VEVENT', `UID:${place}`, 'DTSTART;TZID=Z:20261201T090000', 'END:VEVENT'].join('\n'),
    );
    const text = ['BEGIN:VCALENDAR', ...zones, ...events, 'END:VCALENDAR'].join('\n');
    expect((await readIcs(text, question)).faults).toHaveLength(300);
  });
});

describe('broken calendars', () => {
  test('have every fault told with its line, and the whole events taken', async () => {
    const { rows, faults } = await readIcs(fixture('broken.ics'), question);
    expect(rows.map(({ line }) => line)).toEqual([33]);
    expect(faults.map(({ line, reason }) => `${line}: ${reason}`).sort()).toEqual([
      '13: it repeats more often than daily, or it is not said how often',
      '20: its time zone "Middle Earth Standard Time" is not known',
      '26: it ends when it begins, or before',
      '39: the event never ends: END:VEVENT is missing',
      '3: it has no beginning (DTSTART)',
      '7: its end (DTEND) is not a time',
    ]);
  });

  test.each(['', 'clinician,from,to', 'BEGIN:VCALENDA', '\u0000\u0001'])(
    '%j is no calendar',
    async (text) => {
      expect((await readIcs(text, question)).faults).toEqual([
        { line: 1, text: '', reason: 'this is not a calendar: it has no BEGIN:VCALENDAR' },
      ]);
    },
  );

  test('two events of one UID are not mixed', async () => {
    const one = event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z');
    const two = event('DTSTART:20261202T090000Z', 'DTEND:20261202T100000Z');
    const { rows, faults } = await readIcs(`${one}\r\n${two}`, question);
    expect(rows.map(({ from }) => iso(from))).toEqual(['2026-12-01T09:00']);
    expect(faults).toMatchObject([
      { line: 10, reason: 'the event of line 2 has the same UID, and only that is read' },
    ]);
  });

  const day = ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z'];
  const told = async (text: string) => {
    const { rows, faults, leftOut } = await readIcs(text, question);
    return {
      rows: rows.map(({ line }) => line),
      faults: faults.map((each) => [each.line, each.reason]),
      leftOut,
    };
  };

  test('what is said twice is read once, and told', async () => {
    expect(await told([event(...day), event(...day)].join('\r\n'))).toMatchObject({
      rows: [2],
      faults: [[10, 'the event of line 2 says the same, and is read once']],
    });
    const later = event(...day, 'SEQUENCE:2');
    for (const [text, older, newer] of [
      [[event(...day, 'SEQUENCE:1'), later].join('\r\n'), 2, 11],
      [[later, event(...day, 'SEQUENCE:1')].join('\r\n'), 11, 2],
    ] as const) {
      const reason = `the event of line ${newer} is a later version of it, and only that is read`;
      expect(await told(text)).toMatchObject({ rows: [newer], faults: [[older, reason]] });
    }
  });

  test('a calendar that is sent to call it off takes nothing, and an answer to one neither', async () => {
    const sent = (method: string) =>
      event(...day).replace('BEGIN:VEVENT', `METHOD:${method}\r\nBEGIN:VEVENT`);
    expect(await told(sent('CANCEL'))).toEqual({ rows: [], faults: [], leftOut: { cancelled: 1, over: 0 } });
    expect(await told(sent('REPLY'))).toMatchObject({
      rows: [],
      faults: [[3, 'it is an answer to an invitation (REPLY), not an entry of a calendar']],
    });
    expect((await told([sent('CANCEL'), event(...day).replace('UID:a', 'UID:b')].join('\r\n'))).rows).toEqual(
      [11],
    );
  });

  test.each(['STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE'])(
    '%s is not settled',
    async (status) => {
      expect(await told(event(...day, 'RRULE:FREQ=DAILY;COUNT=3', status))).toMatchObject({
        rows: [],
        faults: [[2, 'it is only tentative: settle it, and import it then, or add it by hand']],
      });
    },
  );

  test('tasks and notes are told of', async () => {
    const task = ['BEGIN:VTODO', 'SUMMARY:Brown leave', 'BEGIN:VALARM', 'END:VALARM', 'END:VTODO'];
    const text = event(...day).replace('BEGIN:VEVENT', [...task, 'BEGIN:VEVENT'].join('\r\n'));
    expect(await told(text)).toMatchObject({
      rows: [7],
      faults: [[2, expect.stringContaining('a task (VTODO)')]],
    });
  });

  test('a file that was cut off between two events is told to be', async () => {
    expect(await told(event(...day).replace('\r\nEND:VCALENDAR', ''))).toMatchObject({
      rows: [2],
      faults: [[7, expect.stringContaining('the file stops before its end')]],
    });
  });

  test('a web page is said to be one', async () => {
    expect((await told('<!DOCTYPE html>\n<html>')).faults).toEqual([
      [1, 'this is a web page, not a calendar: export it again'],
    ]);
  });

  test('many years of events may be in it, with time for calls in between', async () => {
    const years = Array.from({ length: 10_000 }, (_, place) => [
      ...['BEGIN:VEVENT', `UID:${place}`, 'SUMMARY:x', `DTSTART:20${10 + (place % 17)}1201T090000Z`],
      ...[`DTEND:20${10 + (place % 17)}1201T100000Z`, 'END:VEVENT'],
    ]).flat();
    let pauses = 0;
    const pause = async () => void pauses++;
    const text = ['BEGIN:VCALENDAR', ...years, 'END:VCALENDAR'].join('\r\n');
    const { rows, faults, leftOut } = await readIcs(text, { ...question, pause });
    expect([rows.length, faults, leftOut.over]).toEqual([588, [], 9412]);
    expect(pauses).toBeGreaterThan(10_000);
  });

  test('dates that are named besides a rule are not silently lost', async () => {
    const { faults } = await readIcs(
      event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'RDATE:20261203T090000Z'),
      question,
    );
    expect(faults).toMatchObject([{ reason: 'its extra dates (RDATE) are not read: add them by hand' }]);
  });

  test('no text breaks the reading', async () => {
    const piece = fc.constantFrom(
      ...[
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'END:VEVENT',
        'UID:a',
        'SUMMARY:Brown',
        'DTSTART:20261201T090000',
        'DTEND:x',
      ],
      ...[
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE:,,',
        'RECURRENCE-ID:1',
        'DURATION:P',
        'DTSTART;VALUE=DATE:20261301',
        ' folded',
      ],
      ...['STATUS:CANCELLED', 'BEGIN:VTIMEZONE', 'TZID:x', 'END:VTIMEZONE', '__proto__:1', 'END:VCALENDAR'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 25 }), async (lines) => {
        const { rows, faults } = await readIcs(lines.join('\r\n'), question);
        expect(rows.every(({ from, to }) => from < to)).toBe(true);
        expect(faults.every(({ line }) => line >= 1)).toBe(true);
      }),
    );
  });
});
