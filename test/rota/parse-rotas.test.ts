import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { faultText } from '../../src/rota/parse/fault-list.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { filesWith, haematology, managers, people, practices, rotasWith, service } from './a-rota.ts';

type Changes = Readonly<Record<string, string | undefined>>;

function faultsOf(changes: Changes): readonly string[] {
  return (parseRotas(filesWith(changes)).faults ?? []).map(faultText);
}

function warningsOf(changes: Changes): readonly string[] {
  const parsed = parseRotas(filesWith({ 'riverside/service.yaml': service + managers, ...changes }));
  expect(parsed.faults).toBeUndefined();
  return parsed.warnings.map(faultText);
}

/** The faults of a line whose file is the sound one with `one` replaced. */
function lineFaults(one: string, other: string): readonly string[] {
  expect(haematology).toContain(one);
  return faultsOf({ 'riverside/haematology.yaml': haematology.replace(one, other) });
}

const folder = 'rotas/riverside';
const lineFile = `${folder}/haematology.yaml`;

describe('sound files', () => {
  test('become rotas, with every default', () => {
    const [area] = rotasWith().areas;
    expect(area).toMatchObject({
      id: 'riverside',
      name: 'Riverside',
      numbers: ['+441614960000'],
      timezone: 'Europe/London',
      bankHolidays: 'england-and-wales',
      extraHolidays: [],
      callers: 'open',
      pin: undefined,
      askNhsNumber: false,
      greeting: 'Welcome to Riverside advice and guidance.',
      record: false,
      managers: [],
      alertWebhook: undefined,
    });
    expect(area?.lines).toEqual([
      {
        id: 'haematology',
        ref: 'riverside/haematology',
        name: 'Haematology',
        treatmentFunction: undefined,
        menu: '1',
        ring: { seconds: 20, order: 'listed', passes: 2, atOnce: 1, giveUpAfter: 180 },
        open: [
          {
            kind: 'weekly',
            days: ['mon', 'tue', 'wed', 'thu', 'fri'],
            from: '09:00',
            to: '17:00',
            every: 1,
            starting: undefined,
          },
        ],
        bankHolidays: 'closed',
        holidaysDecided: false,
        shifts: [
          {
            hours: {
              kind: 'weekly',
              days: ['mon', 'tue', 'wed', 'thu', 'fri'],
              from: '09:00',
              to: '17:00',
              every: 1,
              starting: undefined,
            },
            people: ['ahmed', 'brown', 'patel'],
            tier: 1,
          },
        ],
        overflow: [],
        unanswered: 'goodbye',
        nextRoute: undefined,
        minimum: 2,
        wrapUp: 0,
      },
    ]);
    expect(area?.people.get('silent')).toEqual({
      id: 'silent',
      name: 'Dr Silent',
      gmc: '7012349',
      phones: [],
      ringSeconds: undefined,
      reminders: true,
    });
    expect(area?.practices[0]).toEqual({
      ods: 'Z99901',
      name: 'Fiction Lane Surgery',
      network: 'Weir and Vale',
      kind: 'gp-practice',
      phones: ['+441614960101', '+447700900201'],
      pin: undefined,
    });
  });

  test('the samples have no faults and no warnings', () => {
    const dir = new URL('../../rotas/riverside/', import.meta.url);
    const files = readdirSync(dir).map(
      (name) => [`riverside/${name}`, readFileSync(new URL(name, dir), 'utf8')] as const,
    );
    const { rotas, faults, warnings } = parseRotas(new Map(files));
    expect({ faults, warnings }).toEqual({ faults: undefined, warnings: [] });
    expect(rotas?.areas[0]?.lines.map(({ treatmentFunction }) => treatmentFunction)).toEqual([
      '303',
      '302',
      '320',
      '340',
      '301',
      '410',
      '420',
    ]);
  });

  test('the hash changes with any file and with nothing else', () => {
    const { hash } = rotasWith();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rotasWith().hash).toBe(hash);
    const backwards = parseRotas(new Map([...filesWith()].toReversed()));
    expect(backwards.rotas?.hash).toBe(hash);
    expect(rotasWith({ 'riverside/service.yaml': `${service}# a note\n` }).hash).not.toBe(hash);
  });

  test('digits may stand without quotes, and times and dates too', () => {
    const [area] = rotasWith({
      'riverside/people.yaml': people.replace('"7012345"', '7012345'),
      'riverside/haematology.yaml': haematology
        .replace('"09:00"', '09:00')
        .replace('menu: 1', 'menu: 01\ntreatmentFunction: 303'),
      'riverside/service.yaml': `${service}callers: pin\npin: 0123\nbankHolidayDates: [2026-12-24]\n`,
    }).areas;
    expect(area?.people.get('ahmed')?.gmc).toBe('7012345');
    expect(area?.lines[0]).toMatchObject({ menu: '01', treatmentFunction: '303' });
    expect(area).toMatchObject({ pin: '0123', extraHolidays: ['2026-12-24'] });
  });

  test('dated and alternate shifts, tiers, own ring seconds, PINs and the next route are read', () => {
    const [area] = rotasWith({
      'riverside/people.yaml': `${people}- { id: rossi, name: Dr Rossi, phones: ["+447700900105"], ringSeconds: 25 }\n`,
      'riverside/practices.csv': `\uFEFFods,name,network,kind,phones,pin\r\n"z99901","Lane, The",Weir,care-home,,4271\r\n`,
      'riverside/haematology.yaml': `${haematology}  - { date: "2026-12-28", from: "20:00", to: "24:00", people: [rossi], tier: 2 }
  - { days: [tue], from: "09:00", to: "13:00", every: 2, starting: "2026-01-06", people: [brown] }
nextRoute: Please ring the registrar.
`,
    }).areas;
    const [line] = area?.lines ?? [];
    expect(line?.shifts.slice(1)).toEqual([
      {
        hours: { kind: 'dated', date: '2026-12-28', from: '20:00', to: '24:00' },
        people: ['rossi'],
        tier: 2,
      },
      {
        hours: {
          kind: 'weekly',
          days: ['tue'],
          from: '09:00',
          to: '13:00',
          every: 2,
          starting: '2026-01-06',
        },
        people: ['brown'],
        tier: 1,
      },
    ]);
    expect(line?.nextRoute).toBe('Please ring the registrar.');
    expect(area?.people.get('rossi')?.ringSeconds).toBe(25);
    expect(area?.practices).toEqual([
      { ods: 'Z99901', name: 'Lane, The', network: 'Weir', kind: 'care-home', phones: [], pin: '4271' },
    ]);
  });

  test('lines are in the order of the menu, and notes beside the files are left alone', () => {
    const [area] = rotasWith({
      'README.md': '# Notes',
      'riverside/notes.txt': 'not: [yaml',
      'riverside/a-later.yaml': haematology.replace('menu: 1', 'menu: 2').replace('Haematology', 'Later'),
    }).areas;
    expect(area?.lines.map(({ id }) => id)).toEqual(['haematology', 'a-later']);
  });
});

describe('what is told when the rota is wanting', () => {
  test('managers, where to, the least of people, the wrap-up, who wants no reminders', () => {
    const [area] = rotasWith({
      'riverside/service.yaml': `${service}managers: ["+447700900190"]\nalertWebhook: https://alerts.example/rota?key=1\n`,
      'riverside/people.yaml': people.replace('"+447700900101"]', '"+447700900101"], reminders: false'),
      'riverside/haematology.yaml': `${haematology}minimum: 3\nwrapUp: 900\nbankHolidays: closed\n`,
    }).areas;
    expect(area?.managers).toEqual(['+447700900190']);
    expect(area?.alertWebhook).toBe('https://alerts.example/rota?key=1');
    expect(area?.people.get('ahmed')?.reminders).toBe(false);
    expect(area?.people.get('brown')?.reminders).toBe(true);
    expect(area?.lines[0]).toMatchObject({
      minimum: 3,
      wrapUp: 900,
      bankHolidays: 'closed',
      holidaysDecided: true,
    });
  });

  test.each([
    ['minimum: 0', 'minimum: 0 is not a whole number from 1 to 20 people'],
    ['minimum: two', 'minimum: "two" is not a whole number from 1 to 20 people'],
    ['wrapUp: -1', 'wrapUp: -1 is not a whole number from 0 to 900 seconds'],
    ['wrapUp: 901', 'wrapUp: 901 is not a whole number from 0 to 900 seconds'],
    ['wrapup: 30', '"wrapup" is not known here (did you mean "wrapUp"?)'],
  ])('a line with %s is refused', (text, words) => {
    const faults = faultsOf({ 'riverside/haematology.yaml': `${haematology}${text}\n` });
    expect(faults).toEqual([`${lineFile}:7: ${words}`]);
  });

  test.each([
    [
      'managers: ["07700 900190"]',
      'managers: write the telephone number as "+447700900190", not "07700 900190"',
    ],
    ['managers: ["+441614960000"]', '"+441614960000" is the area\'s own number: a text to it tells nobody'],
    ['managers: ["+447700900190", "+447700900190"]', '"+447700900190" stands twice: keep one'],
    [
      'alertWebhook: http://alerts.example',
      'alertWebhook: is not an https address without name and password, like "https://alerts.example/rota"',
    ],
    [
      'alertWebhook: https://me:secret@alerts.example',
      'alertWebhook: is not an https address without name and password, like "https://alerts.example/rota"',
    ],
    ['alertWebhook: 7', 'alertWebhook: 7 is not an address, like "https://alerts.example/rota"'],
  ])('an area with %s is refused', (text, words) => {
    expect(faultsOf({ 'riverside/service.yaml': `${service}${text}\n` })).toEqual([
      `${folder}/service.yaml:3: ${words}`,
    ]);
  });

  test('reminders are wanted or not', () => {
    const changed = people.replace('"+447700900101"]', '"+447700900101"], reminders: sometimes');
    expect(faultsOf({ 'riverside/people.yaml': changed })).toEqual([
      `${folder}/people.yaml:2: reminders: "sometimes" is neither true nor false`,
    ]);
  });
});

describe('faults have a file, a line and a reason', () => {
  test('all of them are told at once, in the order of files and lines', () => {
    const changes = {
      'riverside/service.yaml': 'name: Riverside\nnumbers: ["01614960000"]\ntimezone: Europe/Londn\n',
      'riverside/people.yaml': people.replace('7012346', '70123'),
      'riverside/practices.csv': practices.replace('Z99901', 'Z9990!'),
      'riverside/haematology.yaml': haematology
        .replace('[ahmed, brown, patel]', '[ahmed, drown, patel]')
        .replace('"17:00"', '"25:00"'),
    };
    expect(faultsOf(changes)).toEqual([
      `${lineFile}:4: to: "25:00" is not a time of day: write it like "17:00", from "00:00" to "24:00"`,
      `${lineFile}:6: "drown" is not in people.yaml (did you mean "brown"?)`,
      `${folder}/people.yaml:3: gmc: "70123" is not a GMC number: 7 digits`,
      `${folder}/practices.csv:2: ods: "Z9990!" is not an ODS code: 1 to 9 capital letters and digits`,
      `${folder}/service.yaml:2: numbers: write the telephone number as "+441614960000", not "01614960000"`,
      `${folder}/service.yaml:3: timezone: "Europe/Londn" is not a time zone: write region and city, like Europe/London (did you mean "Europe/London"?)`,
    ]);
  });

  test('one of a list over several lines has its own line', () => {
    const file = haematology.replace('[ahmed, brown, patel]', '[\n      ahmed,\n      drown,\n    ]');
    expect(faultsOf({ 'riverside/haematology.yaml': file })).toEqual([
      `${lineFile}:8: "drown" is not in people.yaml (did you mean "brown"?)`,
    ]);
  });

  test.each([
    ['an unknown key', 'menu: 1', 'menu: 1\nopne: []', ':3: "opne" is not known here (did you mean "open"?)'],
    [
      'a key nothing is like',
      'menu: 1',
      'menu: 1\nzzzzzz: 1',
      ':3: "zzzzzz" is not known here: write one of name, treatmentFunction',
    ],
    [
      'an unknown key of a shift',
      'people: [ahmed, brown, patel]',
      'people: [ahmed], peple: [x]',
      ':6: "peple" is not known here (did you mean "people"?)',
    ],
    ['a missing name', 'name: Haematology\n', '', ':1: "name" is missing: write it like name: Haematology'],
    ['a missing menu', 'menu: 1\n', '', ':1: "menu" is missing: write it like menu: 1'],
    ['an empty key', 'menu: 1', 'menu:', ':2: "menu" is empty: write it like menu: 1'],
    [
      'three digits on the menu',
      'menu: 1',
      'menu: 123',
      ':2: menu: "123" is not a choice on the menu: one or two digits',
    ],
    [
      'a letter on the menu',
      'menu: 1',
      'menu: a',
      ':2: menu: "a" is not a choice on the menu: one or two digits',
    ],
    [
      'a treatment function of two digits',
      'menu: 1',
      'menu: 1\ntreatmentFunction: 30',
      ':3: treatmentFunction: "30" is not a treatment function code: three digits, like "303"',
    ],
    [
      'a day that is none',
      '[mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }',
      '[mon, teu], from: "09:00", to: "17:00" }',
      ':4: days: "teu" is not one of mon, tue, wed, thu, fri, sat, sun (did you mean "tue"?)',
    ],
    [
      'a day in full',
      '[mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }',
      '[Monday], from: "09:00", to: "17:00" }',
      ':4: days: "Monday" is not one of mon, tue, wed, thu, fri, sat, sun (did you mean "mon"?)',
    ],
    [
      'a day that is no list',
      '[mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }',
      'mon, from: "09:00", to: "17:00" }',
      ':4: days: "mon" is not a list: write [mon, tue]',
    ],
    [
      'a time without its nought',
      '"09:00", to: "17:00" }',
      '"9:00", to: "17:00" }',
      ':4: from: "9:00" is not a time of day: write it like "09:00"',
    ],
    [
      'a start at 24:00',
      '"09:00", to: "17:00" }',
      '"24:00", to: "17:00" }',
      ':4: from: "24:00" is not a time of day',
    ],
    [
      'a time as a number',
      '"09:00", to: "17:00" }',
      '900, to: "17:00" }',
      ':4: from: 900 is not a time of day',
    ],
    [
      'a date that does not exist',
      'people: [ahmed, brown, patel] }',
      'people: [ahmed] }\n  - { date: "2026-02-30", from: "09:00", to: "17:00", people: [ahmed] }',
      ':7: date: "2026-02-30" is not a day that exists',
    ],
    [
      'days and a date',
      'people: [ahmed, brown, patel]',
      'people: [ahmed], date: "2026-12-28"',
      ':6: "days" and "date" stand together',
    ],
    [
      'neither days nor date',
      '{ days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }\nshifts',
      '{ from: "09:00", to: "17:00" }\nshifts',
      ':4: neither "days" nor "date"',
    ],
    [
      'every without starting',
      'people: [ahmed, brown, patel]',
      'people: [ahmed], every: 2',
      ':6: "every" needs "starting"',
    ],
    [
      'every of a date',
      'people: [ahmed, brown, patel] }',
      'people: [ahmed] }\n  - { date: "2026-12-28", every: 2, starting: "2026-12-28", from: "09:00", to: "17:00", people: [ahmed] }',
      ':7: "every" goes with "days"',
    ],
    [
      'a shift of nobody',
      '[ahmed, brown, patel]',
      '[]',
      ':6: people: is empty: write at least one, like [ahmed, brown]',
    ],
    [
      'somebody twice in a shift',
      '[ahmed, brown, patel]',
      '[ahmed, brown, ahmed]',
      ':6: "ahmed" stands twice in this shift',
    ],
    [
      'seconds out of all measure',
      'menu: 1',
      'menu: 1\nring: { seconds: 3 }',
      ':3: seconds: 3 is not a whole number from 5 to 120 seconds',
    ],
    [
      'half a pass',
      'menu: 1',
      'menu: 1\nring: { passes: 1.5 }',
      ':3: passes: 1.5 is not a whole number from 1 to 10',
    ],
    [
      'an unknown order',
      'menu: 1',
      'menu: 1\nring: { order: longest-idel }',
      ':3: order: "longest-idel" is not one of listed, rotate, longest-idle, fewest-calls (did you mean "longest-idle"?)',
    ],
    [
      'giving up before the first ringing ends',
      'menu: 1',
      'menu: 1\nring: { seconds: 60, giveUpAfter: 30 }',
      ':3: giveUpAfter: 30 seconds end before the first ringing of 60 seconds does',
    ],
    [
      'a tier of none',
      '[ahmed, brown, patel]',
      '[ahmed], tier: 0',
      ':6: tier: 0 is not a whole number from 1 to 9',
    ],
    [
      'a callback',
      'menu: 1',
      'menu: 1\nunanswered: callback',
      ':3: unanswered: "callback" is to come and is not yet available: write goodbye',
    ],
    [
      'a voicemail',
      'menu: 1',
      'menu: 1\nunanswered: voicemail',
      ':3: unanswered: "voicemail" is to come and is not yet available: write goodbye',
    ],
    [
      'overflow to nowhere',
      'menu: 1',
      'menu: 1\noverflow: [riverside/cardiology]',
      ':3: "riverside/cardiology" is not a line: there is no riverside/cardiology.yaml',
    ],
    [
      'overflow without its area',
      'menu: 1',
      'menu: 1\noverflow: [cardiology]',
      ':3: "cardiology" is not a line: write the area and the line, like riverside/haematology',
    ],
    [
      'somebody who is nowhere',
      '[ahmed, brown, patel]',
      '[ahmed, zimmermann]',
      ':6: "zimmermann" is not in people.yaml: add them there, or take them out here',
    ],
    [
      'overflow to itself',
      'menu: 1',
      'menu: 1\noverflow: [riverside/haematology]',
      ':3: "riverside/haematology" is this line itself',
    ],
    ['a key twice', 'menu: 1', 'menu: 1\nmenu: 2', ':3: "menu" stands here twice: keep one'],
    ['a tab', 'open:\n', 'open:\n\t', ':4: '],
    ['a file that is a list', haematology, '- 1\n', ':1: the file is not a set of "key: value" lines'],
    ['an empty file', haematology, '', ':1: the file is empty'],
    ['an alias without an anchor', 'menu: 1', 'menu: *one', ':'],
  ])('%s', (_, one, other, words) => {
    const faults = lineFaults(one, other);
    expect(faults.filter((fault) => fault.startsWith(`${lineFile}${words}`))).toHaveLength(1);
  });

  test.each([
    [
      'a number that lost its plus',
      'numbers: [+441614960000]',
      ':2: numbers: 441614960000 has lost its plus: put telephone numbers in quotes',
    ],
    ['a number too short', 'numbers: ["+44161"]', ':2: numbers: "+44161" is not a telephone number'],
    [
      'a number with spaces',
      'numbers: ["+44 161 496 0000"]',
      ':2: numbers: write the telephone number as "+441614960000"',
    ],
    [
      'the nought left in',
      'numbers: ["+4401614960000"]',
      ':2: numbers: write the telephone number as "+441614960000"',
    ],
    ['no number', 'numbers: []', ':2: numbers: is empty: write at least one, like ["+441614960000"]'],
    [
      'an unknown nation',
      'numbers: ["+441614960000"]\nbankHolidays: wales',
      ':3: bankHolidays: "wales" is not one of england-and-wales, scotland, northern-ireland (did you mean "england-and-wales"?)',
    ],
    [
      'yes for true',
      'numbers: ["+441614960000"]\nrecord: yes',
      ':3: record: "yes" is neither true nor false',
    ],
    [
      'a PIN wanted and none there',
      'numbers: ["+441614960000"]\ncallers: pin',
      ':3: callers: "pin" needs a PIN',
    ],
    [
      'a PIN of three digits',
      'numbers: ["+441614960000"]\ncallers: pin\npin: "123"',
      ':4: pin: "123" is not a PIN: 4 to 8 digits, in quotes',
    ],
    [
      'the same number twice',
      'numbers: ["+441614960000", "+441614960000"]',
      ':2: the dialled number +441614960000 is taken already, at rotas/riverside/service.yaml:2',
    ],
  ])('service.yaml: %s', (_, text, words) => {
    const faults = faultsOf({ 'riverside/service.yaml': `name: Riverside\n${text}\n` });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`${folder}/service.yaml${words}`)).toBe(true);
  });

  test.each([
    [
      'an id twice',
      '- { id: ahmed, name: Dr Other }',
      'the id "ahmed" is taken already, at rotas/riverside/people.yaml:2',
    ],
    [
      'a GMC number twice',
      '- { id: other, name: Dr Other, gmc: "7012345" }',
      'the GMC number 7012345 is taken already',
    ],
    [
      'an id with capitals',
      '- { id: Other, name: Dr Other }',
      'id: "Other" is not an id: use small letters, digits and hyphens',
    ],
    [
      'the area’s own number',
      '- { id: other, name: Dr Other, phones: ["+441614960000"] }',
      '"+441614960000" is the area\'s own number',
    ],
    [
      'a phone twice',
      '- { id: other, name: Dr Other, phones: ["+447700900199", "+447700900199"] }',
      '"+447700900199" stands twice for one person',
    ],
    [
      'a phone without quotes',
      '- { id: other, name: Dr Other, phones: [+447700900199] }',
      'phones: 447700900199 has lost its plus',
    ],
    ['no name', '- { id: other }', '"name" is missing: write it like name: Dr Samira Ahmed'],
    ['no person at all', '- other', 'an entry is not a set of "key: value" lines'],
  ])('people.yaml: %s', (_, entry, words) => {
    const faults = faultsOf({ 'riverside/people.yaml': `${people}${entry}\n` });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`${folder}/people.yaml:7: ${words}`)).toBe(true);
  });

  test.each([
    [
      'an ODS code twice',
      'Z99901,Other,Weir,gp-practice,',
      'the ODS code Z99901 is taken already, at rotas/riverside/practices.csv:2',
    ],
    [
      'a number of two practices',
      'Z99902,Other,Weir,gp-practice,+447700900201',
      'the telephone number +447700900201 is taken already',
    ],
    [
      'numbers separated by a comma',
      'Z99902,Other,Weir,gp-practice,+447700900202,+447700900203',
      'the row has 6 columns, the header 5: separate telephone numbers with ";"',
    ],
    ['no name', 'Z99902,,Weir,gp-practice,', 'name: "" is not text of 1 to 120 characters'],
    ['a kind in words', 'Z99902,Other,Weir,GP practice,', 'kind: "GP practice" is not a kind of practice'],
    ['a number that is none', 'Z99902,Other,Weir,gp-practice,161', 'phones: "161" is not a telephone number'],
  ])('practices.csv: %s', (_, row, words) => {
    const faults = faultsOf({ 'riverside/practices.csv': `${practices}${row}\n` });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`${folder}/practices.csv:3: ${words}`)).toBe(true);
  });

  test('practices.csv: an unknown, a missing and a doubled column', () => {
    const faults = faultsOf({ 'riverside/practices.csv': 'ods,name,netwrk,kind,kind,phones\n' });
    expect(faults).toEqual([
      `${folder}/practices.csv:1: column "netwrk" is not known here (did you mean "network"?)`,
      `${folder}/practices.csv:1: the column "network" is missing from the header`,
      `${folder}/practices.csv:1: the column "kind" stands in the header twice`,
    ]);
  });

  test('practices.csv: quotes that never close', () => {
    const faults = faultsOf({ 'riverside/practices.csv': `${practices}Z99902,"Other,Weir,gp-practice,\n` });
    expect(faults).toEqual([
      `${folder}/practices.csv:3: a quote is opened and never closed: write another at its end`,
    ]);
  });

  test('one slip in people.yaml does not fault the shifts of that person', () => {
    expect(faultsOf({ 'riverside/people.yaml': people.replace('"7012345"', '"1"') })).toEqual([
      `${folder}/people.yaml:2: gmc: "1" is not a GMC number: 7 digits`,
    ]);
  });

  test('a people.yaml that is not YAML is told once, and not for every shift', () => {
    const faults = faultsOf({ 'riverside/people.yaml': '- { id: ahmed' });
    expect(faults.every((fault) => fault.startsWith(`${folder}/people.yaml:`))).toBe(true);
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('faults across files', () => {
  const second = haematology.replace('Haematology', 'Second');

  test('a menu digit of two lines, and digits that begin alike', () => {
    expect(faultsOf({ 'riverside/second.yaml': second })).toEqual([
      `${folder}/second.yaml:2: menu: 1 is taken already, at ${lineFile}:2: use another key`,
    ]);
    expect(faultsOf({ 'riverside/second.yaml': second.replace('menu: 1', 'menu: 12') })).toEqual([
      `${folder}/second.yaml:2: menu: 12 and 1 (at ${lineFile}:2) begin alike, so one could never be chosen: use other digits`,
    ]);
  });

  test('overflow names a line of any area, by area and line', () => {
    const ids = rotasWith({
      'riverside/haematology.yaml': `${haematology}overflow: [hillside/second]\n`,
      'hillside/service.yaml': 'name: Hillside\nnumbers: ["+441614960900"]\n',
      'hillside/people.yaml': people,
      'hillside/second.yaml': second,
    }).areas.map(({ id }) => id);
    expect(ids).toEqual(['hillside', 'riverside']);
    const faults = faultsOf({
      'riverside/second.yaml': `${second.replace('menu: 1', 'menu: 2')}overflow: [haematology, riverside/hematology]\n`,
    });
    expect(faults).toEqual([
      `${folder}/second.yaml:7: "haematology" needs its area: write riverside/haematology`,
      `${folder}/second.yaml:7: "riverside/hematology" is not a line (did you mean "riverside/haematology"?)`,
    ]);
  });

  test('a number dialled for two areas', () => {
    const faults = faultsOf({
      'hillside/service.yaml': service,
      'hillside/people.yaml': people,
      'hillside/haematology.yaml': haematology,
    });
    expect(faults).toEqual([
      `${folder}/service.yaml:2: the dialled number +441614960000 is taken already, at rotas/hillside/service.yaml:2`,
    ]);
  });

  test('a PIN of two practices, or of a practice and the area', () => {
    const csv =
      'ods,name,network,kind,phones,pin\nZ99901,One,Weir,pharmacy,,1234\nZ99902,Two,Weir,pharmacy,,1234\n';
    expect(faultsOf({ 'riverside/practices.csv': csv })).toHaveLength(1);
    const withPin = `${service}callers: pin\npin: "1234"\n`;
    expect(faultsOf({ 'riverside/practices.csv': csv, 'riverside/service.yaml': withPin })).toHaveLength(2);
  });

  test('PINs of practices are enough for callers with a PIN, and known callers need practices', () => {
    const csv = 'ods,name,network,kind,phones,pin\nZ99901,One,Weir,pharmacy,,1234\n';
    expect(
      faultsOf({ 'riverside/practices.csv': csv, 'riverside/service.yaml': `${service}callers: pin\n` }),
    ).toEqual([]);
    expect(
      faultsOf({
        'riverside/practices.csv': undefined,
        'riverside/service.yaml': `${service}callers: known\n`,
      }),
    ).toEqual([
      `${folder}/service.yaml:3: callers: "known" needs practices.csv, or nobody at all could call`,
    ]);
  });

  test('missing files, misplaced files, misnamed files', () => {
    expect(faultsOf({ 'riverside/service.yaml': undefined, 'riverside/people.yaml': undefined })).toEqual([
      `${folder}/people.yaml:1: the file is missing: every area needs one, with who can be rung`,
      `${folder}/service.yaml:1: the file is missing: every area needs one, with name: and numbers:`,
    ]);
    expect(faultsOf({ 'riverside/haematology.yaml': undefined })).toEqual([
      `${folder}/service.yaml:1: the area has no line: add a file such as haematology.yaml beside it`,
    ]);
    expect(
      faultsOf({ 'stray.yaml': 'a: 1', 'riverside/old/x.yaml': 'a: 1', 'riverside/second.yml': second }),
    ).toEqual([
      `${folder}/old/x.yaml:1: the file is not in an area: move it to a folder such as riverside`,
      `${folder}/second.yml:1: rename the file: it must end in .yaml or .csv`,
      'rotas/stray.yaml:1: the file is not in an area: move it to a folder such as riverside',
    ]);
    expect(parseRotas(new Map()).faults).toEqual([
      {
        file: 'rotas',
        line: 1,
        reason: 'there is no area: make a folder such as riverside with a service.yaml',
      },
    ]);
  });

  test('a file name or a folder name that cannot be an id', () => {
    expect(faultsOf({ 'riverside/Clinical Haematology.yaml': second.replace('menu: 1', 'menu: 2') })).toEqual(
      [
        `${folder}/Clinical Haematology.yaml:1: the file name "Clinical Haematology" cannot be a line's id: use small letters, digits and hyphens, 40 at most`,
      ],
    );
  });
});

describe('warnings stand in the way of nothing', () => {
  test('a person on a shift without a phone', () => {
    const file = haematology.replace('[ahmed, brown, patel]', '[ahmed, silent]');
    expect(warningsOf({ 'riverside/haematology.yaml': file })).toEqual([
      `${lineFile}:6: "silent" has no phones in people.yaml and is not rung`,
    ]);
  });

  test('a shift at a time when the line is never open', () => {
    const night = `${haematology}  - { days: [fri], from: "20:00", to: "09:00", people: [ahmed] }\n`;
    const dated = `${haematology}  - { date: "2026-12-12", from: "09:00", to: "13:00", people: [ahmed] }\n`;
    const words = 'the line is never open during this shift, so it rings nobody';
    expect(warningsOf({ 'riverside/haematology.yaml': night })).toEqual([`${lineFile}:7: ${words}`]);
    expect(warningsOf({ 'riverside/haematology.yaml': dated })).toEqual([`${lineFile}:7: ${words}`]);
    const onHoliday = dated.replace('2026-12-12', '2026-12-28');
    expect(warningsOf({ 'riverside/haematology.yaml': onHoliday })).toEqual([]);
  });

  test('a line without shifts, a phone of two people, 24 hours', () => {
    const noShifts = haematology.slice(0, haematology.indexOf('shifts'));
    expect(warningsOf({ 'riverside/haematology.yaml': noShifts })).toEqual([
      `${lineFile}:1: the line has no shifts: nobody will ever be rung`,
    ]);
    const shared = `${people}- { id: other, name: Dr Other, phones: ["+447700900101"] }\n`;
    expect(warningsOf({ 'riverside/people.yaml': shared })).toEqual([
      `${folder}/people.yaml:7: "+447700900101" is also the phone of "ahmed": texts from it are nobody's`,
    ]);
    const whole = haematology.replace('to: "17:00" }', 'to: "09:00" }');
    expect(warningsOf({ 'riverside/haematology.yaml': whole })).toEqual([
      `${lineFile}:4: from 09:00 to 09:00 lasts 24 hours, into the next day: is that meant?`,
    ]);
  });
});
