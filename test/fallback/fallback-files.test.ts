import { describe, expect, test } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { fallbackFiles } from '../../src/fallback/fallback-files.ts';
import type { Area, Clinician, Line, Override, Rotas } from '../../src/rota/types.ts';

const baseUrl = 'https://static.example/x/';
/** A Monday morning. */
const monday = Date.UTC(2026, 10, 23, 10, 0);
const person = (id: string, phones: string[], ringSeconds?: number): [string, Clinician] => [
  id,
  { id, name: `Dr ${id}`, gmc: undefined, phones, ringSeconds, reminders: true },
];

const haematology: Line = {
  id: 'haematology',
  ref: 'riverside/haematology',
  name: 'Haematology',
  treatmentFunction: '303',
  menu: '1',
  ring: { seconds: 20, order: 'listed', passes: 1, atOnce: 1, giveUpAfter: 180 },
  open: [{ kind: 'weekly', days: ['mon'], from: '09:00', to: '17:00', every: 1, starting: undefined }],
  bankHolidays: 'closed',
  holidaysDecided: true,
  shifts: [
    {
      hours: { kind: 'weekly', days: ['mon'], from: '09:00', to: '17:00', every: 1, starting: undefined },
      people: ['ahmed', 'brown'],
      tier: 1,
    },
  ],
  overflow: [],
  unanswered: 'goodbye',
  nextRoute: undefined,
  minimum: 2,
  wrapUp: 0,
};

const area: Area = {
  id: 'riverside',
  name: 'Riverside',
  numbers: ['+441614960000'],
  timezone: 'Europe/London',
  bankHolidays: 'england-and-wales',
  extraHolidays: [],
  callers: 'open',
  pin: undefined,
  askNhsNumber: false,
  greeting: 'Welcome to Riverside.',
  record: false,
  managers: [],
  alertWebhook: undefined,
  lines: [haematology],
  people: new Map([
    person('ahmed', ['+447700900101', '+447700900102'], 25),
    person('brown', ['+447700900103']),
  ]),
  practices: [],
};

const withLines = (...lines: Line[]): Area => ({ ...area, lines });
const rotasOf = (...areas: Area[]): Rotas => ({ areas, hash: 'x' });
const filesOf = (areas: Area[], at = monday, overrides: Override[] = []) =>
  new Map(
    fallbackFiles({ rotas: rotasOf(...areas), at, baseUrl, overrides }).map((file) => [
      file.name,
      file.content,
    ]),
  );
const dialled = (xml = '') =>
  [...xml.matchAll(/<Dial([^>]*)><Number[^>]*>([^<]*)<\/Number><\/Dial>/g)].map((m) => m[2]);

describe('the files of an area', () => {
  const files = filesOf([area]);

  test('are one for the area, one for each line and the three that all share', () => {
    expect([...files.keys()].sort()).toEqual([
      'accept.xml',
      'riverside-haematology.xml',
      'riverside.xml',
      'screen.xml',
      'thanks.xml',
    ]);
  });

  test('all are well-formed, and every path ends in words', () => {
    for (const [name, xml] of files) {
      expect(XMLValidator.validate(xml)).toBe(true);
      if (name !== 'accept.xml') expect(xml).toMatch(/Goodbye\.<\/Say><Hangup\/><\/Response>$/);
    }
  });

  test('name each other by whole URLs, all with GET', () => {
    const all = [...files.values()].join('');
    const links = [...all.matchAll(/(?:action|url)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect([...files.keys()].map((name) => baseUrl + name)).toContain(link);
    expect(all).not.toContain('POST');
    expect(all.match(/(?:action|url)="/g)?.length).toBe(all.match(/method="GET"/g)?.length);
  });
});

describe('the document of an area', () => {
  test('offers each open line for any key, in turn, twice', () => {
    const cardiology: Line = {
      ...haematology,
      id: 'cardiology',
      ref: 'riverside/cardiology',
      name: 'Cardiology',
    };
    const xml = filesOf([withLines(haematology, cardiology)]).get('riverside.xml') ?? '';
    const offers = [...xml.matchAll(/If you need (\w+), press any key now/g)].map((match) => match[1]);
    expect(offers).toEqual(['Haematology', 'Cardiology', 'Haematology', 'Cardiology']);
    expect(xml).toContain(
      '<Gather numDigits="1" finishOnKey="" timeout="2" method="GET" action="https://static.example/x/riverside-cardiology.xml">',
    );
  });

  test('leaves a closed line out', () => {
    const cardiology: Line = {
      ...haematology,
      id: 'cardiology',
      ref: 'riverside/cardiology',
      name: 'Cardiology',
      open: [],
    };
    expect(filesOf([withLines(haematology, cardiology)]).get('riverside.xml')).not.toContain('Cardiology');
  });

  test('says with the date when the lines open, if all are closed', () => {
    const xml = filesOf([area], Date.UTC(2026, 10, 24, 10)).get('riverside.xml');
    expect(xml).toContain('no line is open now. Haematology opens on Monday 30 November at 9am.');
    expect(xml).not.toContain('Gather');
  });
});

describe('the document of a line', () => {
  const xml = filesOf([area]).get('riverside-haematology.xml') ?? '';

  test('dials the ladder one phone after another, for its own seconds, from the number that was dialled', () => {
    expect(dialled(xml)).toEqual(['+447700900101', '+447700900102', '+447700900103']);
    expect(
      [...xml.matchAll(/<Dial timeout="(\d+)" timeLimit="3600" callerId="\+441614960000">/g)].map(
        (m) => m[1],
      ),
    ).toEqual(['25', '25', '20']);
    expect(xml).not.toMatch(/<\/Number><Number/);
  });

  test('has each who picks up asked for a key before they are put through', () => {
    expect(xml.match(/<Number url="https:\/\/static.example\/x\/screen.xml" method="GET">/g)).toHaveLength(3);
    const screen = filesOf([area]).get('screen.xml') ?? '';
    expect(screen).toContain('press 1 to take');
    expect(screen).not.toMatch(/Dial|Redirect/);
    expect(filesOf([area]).get('accept.xml')).not.toContain('Hangup');
  });

  test('asks after each ring whether the caller has had their advice, before it rings the next', () => {
    expect(xml.replace(/<Say[^>]*>[^<]*<\/Say>/g, '').match(/<(Dial|Gather|Hangup)/g)).toEqual([
      ...['<Dial', '<Gather', '<Dial', '<Gather', '<Dial', '<Gather'],
      '<Hangup',
    ]);
  });

  test('ends with the next route: the line’s own, or the usual one', () => {
    expect(xml).toContain('Nobody could take your call. Please use your usual route');
    const own = { ...haematology, nextRoute: 'Ring 0161 496 0123.' };
    expect(filesOf([withLines(own)]).get('riverside-haematology.xml')).toContain(
      'Ring 0161 496 0123. Goodbye.',
    );
  });

  test('rings nobody who is on leave', () => {
    const leave: Override = {
      ...{ id: '1', area: 'riverside', line: undefined, kind: 'leave', clinician: 'ahmed', with: undefined },
      ...{ from: monday - 1, to: monday + 1, why: '' },
    };
    expect(dialled(filesOf([area], monday, [leave]).get('riverside-haematology.xml'))).toEqual([
      '+447700900103',
    ]);
  });

  test('goes round again while the budget of the line lasts', () => {
    const rounds = (passes: number, giveUpAfter: number) =>
      dialled(
        filesOf([withLines({ ...haematology, ring: { ...haematology.ring, passes, giveUpAfter } })]).get(
          'riverside-haematology.xml',
        ),
      ).length;
    expect(rounds(2, 180)).toBe(6);
    expect(rounds(5, 100)).toBe(6);
    expect(rounds(2, 10)).toBe(3);
  });

  test('goes on to an open overflow line, without the phones rung before', () => {
    const endocrinology: Line = {
      ...haematology,
      ...{ id: 'endocrinology', ref: 'weir/endocrinology', name: 'Endocrinology' },
      shifts: haematology.shifts.map((shift) => ({ ...shift, people: ['brown', 'patel'] })),
    };
    const weir: Area = {
      ...withLines(endocrinology),
      id: 'weir',
      people: new Map([person('brown', ['+447700900103']), person('patel', ['+447700900104'])]),
    };
    const first = withLines({ ...haematology, overflow: ['weir/endocrinology', 'weir/gone'] });
    expect(dialled(filesOf([first, weir]).get('riverside-haematology.xml'))).toEqual([
      ...['+447700900101', '+447700900102', '+447700900103', '+447700900104'],
    ]);
    const closed = { ...weir, lines: [{ ...endocrinology, open: [] }] };
    expect(dialled(filesOf([first, closed]).get('riverside-haematology.xml'))).toHaveLength(3);
  });

  test('of a closed line dials nobody and says so', () => {
    const closed = filesOf([area], Date.UTC(2026, 10, 24, 10)).get('riverside-haematology.xml');
    expect(closed).toContain('Haematology is closed.');
    expect(dialled(closed)).toEqual([]);
  });

  test('of an open line with nobody on duty says goodbye kindly', () => {
    const nobody = filesOf([withLines({ ...haematology, shifts: [] })]).get('riverside-haematology.xml');
    expect(dialled(nobody)).toEqual([]);
    expect(nobody).toContain('Nobody could take your call.');
  });
});

test('whatever managers write is escaped', () => {
  const name = 'Ear, nose <Hangup/> & "throat"';
  const odd = {
    ...withLines({ ...haematology, name, nextRoute: '</Say><Dial>999</Dial>' }),
    greeting: 'A & B <C>',
  };
  const files = filesOf([odd]);
  for (const xml of files.values()) expect(XMLValidator.validate(xml)).toBe(true);
  expect(files.get('riverside.xml')).toContain('A &amp; B &lt;C&gt;');
  expect(files.get('riverside-haematology.xml')).not.toContain('<Dial>999');
});

test('two files of one name are refused', () => {
  const clash = { ...area, id: 'riverside-haematology', lines: [] };
  expect(() => filesOf([area, clash])).toThrow('riverside-haematology.xml');
});
