import { describe, expect, test } from '@jest/globals';
import { faultText } from '../../src/rota/parse/fault-list.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { filesWith, managers, people, practices, rotasWith, service } from './a-rota.ts';

/** What a manager's hand, editor or spreadsheet does to a file. */
const line = `name: Haematology
menu: 1
open:
  - { days: [mon], from: "09:00", to: "17:00" }
shifts:
  - { days: [mon], from: "09:00", to: "12:00", people: [ahmed, brown] }
  - { days: [mon], from: "12:00", to: "17:00", people: [brown] }
minimum: 1
`;
const file = 'rotas/riverside/haematology.yaml';

function told(text: string): readonly string[] {
  return (parseRotas(filesWith({ 'riverside/haematology.yaml': text })).faults ?? []).map(faultText);
}

const noKey = 'this is no "key: value": write a colon and a space after the key';
const outOfPlace =
  'this is out of place: put a text with a colon in quotes, several keys on one line in { }, or indent it like its neighbours';
const missing =
  'this is not expected here: is a comma, a quote or a bracket missing before it, or is the line not indented like its neighbours?';

const strangeSpace =
  'a space here is not an ordinary one (it came with a copy from elsewhere): delete it and type it anew';
const tooMuch = 'too much is nested or repeated (with & and *): write it out';

describe('a file that is not YAML', () => {
  test('is one with this text, without the slips below', () => {
    expect(told(line)).toEqual([]);
  });

  test.each([
    ['no closing brace', 'brown] }', 'brown]', [`6: "{" is opened and never closed: write "}" at its end`]],
    [
      'no closing brace at the end of the file',
      'people: [brown] }\nminimum: 1\n',
      'people: [brown]\n',
      [`7: "{" is opened and never closed: write "}" at its end`],
    ],
    [
      'no closing bracket',
      'brown] }',
      'brown }',
      [`6: "[" is opened and never closed: write "]" at its end`],
    ],
    [
      'no opening brace',
      '- { days: [mon], from: "09:00", to: "12:00"',
      '- days: [mon], from: "09:00"',
      [`6: ${missing}`],
    ],
    ['no comma', '"09:00", to: "12:00"', '"09:00" to: "12:00"', [`6: ${missing}`]],
    [
      'no closing quote',
      '"12:00", people: [ahmed',
      '"12:00, people: [ahmed',
      ['6: a quote is opened and never closed: write another at its end'],
    ],
    ['no space after the colon', 'menu: 1', 'menu:1', [`2: ${noKey}`]],
    ['no colon', 'menu: 1', 'menu 1', [`2: ${noKey}`]],
    ['a colon in a name', 'Haematology', 'Haematology: adults', [`1: ${outOfPlace}`]],
    [
      'a key a little to the right',
      'shifts:',
      ' shifts:',
      ['5: indent this line like the others of its kind above it'],
    ],
    [
      'the quotes of a word processor',
      '"09:00", to: "12:00"',
      '“09:00”, to: ‘12:00’',
      ['6: the quotes here are those of a word processor: write " in their place'],
    ],
    [
      'a key too far to the right, which is told of where it stands',
      'menu: 1',
      '  menu: 1',
      ['2: indent this line like the others of its kind above it'],
    ],
    [
      'a key too far to the right under another',
      'minimum: 1\n',
      'ring:\n  seconds: 20\n    passes: 2\n',
      ['10: indent this line like the others of its kind above it'],
    ],
    [
      'a key twice on one line',
      'from: "12:00"',
      'days: [tue]',
      ['7: "days" stands here twice: keep one of them'],
    ],
    [
      'too much within too much',
      'menu: 1',
      `menu: ${'['.repeat(5000)}${']'.repeat(5000)}`,
      [`2: ${tooMuch}`],
    ],
    ['a space out of a web page', 'menu: 1', 'menu:\u00a01', [`2: ${strangeSpace}`]],
    [
      'such a space before an entry',
      '  - { days: [mon], from: "12',
      '  -\u00a0{ days: [mon], from: "12',
      [`7: ${strangeSpace}`],
    ],
    ['such a space after a key in braces', 'from: "12:00"', 'from:\u00a0"12:00"', [`7: ${strangeSpace}`]],
    ['such a space after an id', '[brown]', '[brown\u00a0]', [`7: ${strangeSpace}`]],
    ['a space that is not even seen', 'minimum: 1', 'minimum: 1\u200b', [`8: ${strangeSpace}`]],
    ['a line less indented than the first', 'name', '    name', [`2: ${missing}`]],
    ['an apostrophe in single quotes', 'Haematology', "'Children's'", [`1: ${missing}`]],
    [
      'a sign that begins no text',
      'Haematology',
      '@home',
      ['1: a text that begins with such a sign must stand in quotes'],
    ],
    ['a lone star', 'menu: 1', 'menu: *', ['2: a text that begins with such a sign must stand in quotes']],
    [
      'an alias of nothing',
      'menu: 1',
      'menu: *one',
      ['2: "*one" stands for nothing: put a text that begins with * in quotes'],
    ],
    [
      'a tab',
      '  - { days: [mon], from: "12:00"',
      '\t- { days: [mon], from: "12:00"',
      ['7: a tab stands here: indent with spaces, never with tabs'],
    ],
    [
      'a second document',
      'minimum: 1\n',
      '---\nname: Other\n',
      ['8: a second document begins here: take the line --- out'],
    ],
    [
      'an alias within what it stands for',
      'menu: 1',
      'menu: &one [[1], *one]',
      ['2: "*one" stands within what it stands for: write it out'],
    ],
  ])('with %s', (_, one, other, words) => {
    expect(line).toContain(one);
    expect(told(line.replace(one, other))).toEqual(words.map((each) => `${file}:${each}`));
  });

  test('with two slips tells both', () => {
    const slips = line.replace('menu: 1', 'menu:1').replace('people: [brown] }', 'people: [brown]');
    expect(told(slips)).toEqual([
      `${file}:2: ${noKey}`,
      `${file}:7: "{" is opened and never closed: write "}" at its end`,
    ]);
  });

  test('with what stands for itself, or for too much, is a fault and not an exception', () => {
    const layers = Array.from(
      { length: 6 },
      (_, at) => `x${at + 1}: &x${at + 1} [${Array(9).fill(`*x${at}`).join()}]\n`,
    );
    for (const text of ['overflow: &a [*a]\n', `x0: &x0 [1]\n${layers.join('')}`]) {
      const faults = told(line + text);
      expect(faults.length).toBeGreaterThan(0);
      for (const fault of faults) expect(fault).toMatch(/^rotas\/riverside\/haematology\.yaml:\d+: /);
    }
  });
});

describe('an empty file or entry', () => {
  test('says what to write', () => {
    const faults = parseRotas(
      filesWith({
        'riverside/service.yaml': '',
        'riverside/people.yaml': '# nobody yet\n',
        'riverside/haematology.yaml': '',
      }),
    );
    expect(faults.faults?.map(faultText)).toEqual([
      `${file}:1: the file is empty: begin with name:`,
      'rotas/riverside/people.yaml:1: the file is empty: write - { id: ahmed, name: Dr Samira Ahmed }',
      'rotas/riverside/service.yaml:1: the file is empty: begin with name:',
    ]);
    expect(faults.warnings).toEqual([]);
  });

  test('names the list that it stands in', () => {
    expect(
      told(line.replace('  - { days: [mon], from: "12:00", to: "17:00", people: [brown] }', '  -')),
    ).toEqual([`${file}:7: an entry of "shifts" is empty: write something, or take it out`]);
    expect(told(line.replace('minimum: 1', 'minimum:'))).toEqual([
      `${file}:8: "minimum" is empty: write something, or take it out`,
    ]);
  });
});

describe('a value of the wrong kind', () => {
  test.each([
    [
      'entries without dashes',
      '  - { days: [mon], from: "09:00", to: "17:00" }\n',
      '  days: [mon]\n',
      '3: open: this is not a list: begin each entry with "- ", like - { days: [mon, tue], from: "09:00", to: "17:00" }',
    ],
    ['a number for a name', 'Haematology', '303', '1: name: 303 is not text: put it in quotes'],
    [
      'a number for an id',
      '[brown]',
      '[7]',
      '7: people: 7 is not the id of somebody in people.yaml: write a word like ahmed',
    ],
    [
      'a number that is none',
      'minimum: 1',
      'ring: { seconds: .nan }',
      '8: seconds: NaN is not a whole number from 5 to 120 seconds',
    ],
  ])('%s', (_, one, other, words) => {
    expect(line).toContain(one);
    expect(told(line.replace(one, other))).toEqual([`${file}:${words}`]);
  });

  test('an id of digits without quotes, and people who are no list', () => {
    const inPeople = (text: string): readonly string[] =>
      (parseRotas(filesWith({ 'riverside/people.yaml': text })).faults ?? []).map(({ reason }) => reason);
    expect(inPeople(`${people}- { id: 12, name: Dr Twelve }\n`)).toEqual([
      'id: 12 is not an id: put digits alone in quotes',
    ]);
    expect(inPeople('ahmed: { name: Dr Ahmed }\n')).toEqual([
      'this is not a list: begin each entry with "- ", like - { id: ahmed, name: Dr Samira Ahmed }',
    ]);
  });
});

describe('a sign that can be neither seen nor said', () => {
  /**
   * Twilio's documents and the database can hold none of the first six: every call of the area would fail. The others
   * turn the direction of what is written after them.
   */
  test.each(['\\u0000', '\\u0007', '\\x1b', '\\u0085', '\\ud800', '\\ufffe', '\\u202e', '\\u2066'])(
    '%s is refused',
    (sign) => {
      const words = 'holds a sign that can neither be seen nor said: write it anew';
      expect(told(line.replace('Haematology', `"Haem${sign}atology"`))).toEqual([
        `${file}:1: name: ${words}`,
      ]);
      const changes = {
        'riverside/service.yaml': `${service}greeting: "Hello${sign}"\n`,
        'riverside/people.yaml': people.replace('Dr Ahmed', `"Dr Ahmed${sign}"`),
      };
      expect(parseRotas(filesWith(changes)).faults?.map(({ reason }) => reason)).toEqual([
        `name: ${words}`,
        `greeting: ${words}`,
      ]);
    },
  );

  test('a text over several lines is told of once', () => {
    const greeting = `${service}greeting: |\n  Hello.\n  This is Riverside.\n`;
    expect(
      parseRotas(filesWith({ 'riverside/service.yaml': greeting })).faults?.map(({ reason }) => reason),
    ).toEqual(['greeting: "Hello.\\nThis is Riverside.\\n" is not text of 1 to 400 characters on one line']);
  });

  test('but every letter there is may stand in a name', () => {
    const names = ['Dr Siân O’Connor', 'Dr 𠮷田', '’t Hooft', 'Zoë\tLuca', 'د. سميرة'];
    for (const name of names) {
      const [area] = rotasWith({ 'riverside/people.yaml': people.replace('Dr Ahmed', `"${name}"`) }).areas;
      expect(area?.people.get('ahmed')?.name).toBe(name);
    }
  });
});

describe('an id', () => {
  test.each(['none', 'nobody', 'unknown', 'total', 'all'])(
    'of a person is not %s: the figures use it',
    (id) => {
      const faults = parseRotas(
        filesWith({ 'riverside/people.yaml': `${people}- { id: ${id}, name: Dr N One }\n` }),
      );
      expect(faults.faults?.map(faultText)).toEqual([
        `rotas/riverside/people.yaml:7: id: "${id}" has a meaning of its own in the figures: choose another id`,
      ]);
    },
  );

  test('may be a word that JavaScript knows', () => {
    const names = people.replaceAll('ahmed', 'constructor');
    const [area] = rotasWith({
      'riverside/people.yaml': names,
      'riverside/haematology.yaml': line.replaceAll('ahmed', 'constructor'),
    }).areas;
    expect(area?.people.get('constructor')?.name).toBe('Dr Ahmed');
  });
});

describe('practices.csv out of a spreadsheet', () => {
  test('may have empty rows, and keeps its line numbers', () => {
    const { faults } = parseRotas(
      filesWith({ 'riverside/practices.csv': `${practices},,,,\n,,,,\nZ9,B,Weir,gp-practice,161\n,,,,\n` }),
    );
    expect(faults?.map(faultText)).toEqual([
      expect.stringMatching(/^rotas\/riverside\/practices\.csv:5: phones: "161" is not a telephone number/),
    ]);
  });

  test.each([
    [
      'Z9,"B,Weir,gp-practice,\nZ8,C,Weir,gp-practice,',
      'a quote is opened and never closed: write another at its end',
    ],
    [
      'Z9,The "B" Mill,Weir,gp-practice,',
      'a quote stands within a text: put the whole text in quotes, and write the quote within twice',
    ],
    [
      'Z9,"B" Mill,Weir,gp-practice,',
      'a quote stands within a text: put the whole text in quotes, and write the quote within twice',
    ],
    [
      'Z9,B,Weir,gp-practice,4.4161E+11',
      'phones: "4.4161E+11" is a number that a spreadsheet has cut short: make the column text and write it anew',
    ],
  ])('with %j says what to do, and where', (rows, words) => {
    const text = `# Practices\n${practices}\n${rows}\n`;
    expect(parseRotas(filesWith({ 'riverside/practices.csv': text })).faults?.map(faultText)).toEqual([
      `rotas/riverside/practices.csv:5: ${words}`,
    ]);
  });

  test('without its header is told of in one sentence', () => {
    const text = practices.split('\n').slice(1).join('\n');
    expect(parseRotas(filesWith({ 'riverside/practices.csv': text })).faults?.map(faultText)).toEqual([
      'rotas/riverside/practices.csv:1: the first row is not the header: begin with ods,name,network,kind,phones',
    ]);
  });

  test.each([';', '\t'])('with columns separated by "%s" is told of in one sentence', (separator) => {
    const text = practices.split('\n').slice(0, 1).join().replaceAll(',', separator);
    expect(parseRotas(filesWith({ 'riverside/practices.csv': `${text}\n` })).faults?.map(faultText)).toEqual([
      'rotas/riverside/practices.csv:1: the columns are not separated by commas: save the table as CSV with commas',
    ]);
  });
});

describe('a time zone', () => {
  test.each(['Europe/London', 'Europe/Belfast', 'America/Port-au-Prince', 'UTC'])('may be %s', (zone) => {
    const changes = { 'riverside/service.yaml': `${service}timezone: ${zone}\n` };
    expect(rotasWith(changes).areas[0]?.timezone).toBe(zone);
  });

  /** JavaScript takes BST for Bangladesh, five hours off, and GMT for a Britain without summer. */
  test.each(['BST', 'GMT', 'GB', 'EST', 'europe/london', '+01:00', 'London'])('is not %s', (zone) => {
    const changes = { 'riverside/service.yaml': `${service}timezone: "${zone}"\n` };
    expect(parseRotas(filesWith(changes)).faults?.map(faultText)).toEqual([
      expect.stringMatching(
        /^rotas\/riverside\/service\.yaml:3: timezone: .* is not a time zone: write region and city, like Europe\/London/,
      ),
    ]);
  });
});

describe('lines on the menu', () => {
  test('are said in the order of their keys, one digit or two', () => {
    const keyed = (menu: string): string => line.replace('menu: 1', `menu: ${menu}`);
    const [area] = rotasWith({
      'riverside/haematology.yaml': keyed('3'),
      'riverside/a.yaml': keyed('21'),
      'riverside/b.yaml': keyed('10'),
      'riverside/c.yaml': keyed('9'),
    }).areas;
    expect(area?.lines.map(({ menu }) => menu)).toEqual(['3', '9', '10', '21']);
  });
});

describe('warnings', () => {
  function warnings(files: Readonly<Record<string, string>>): readonly string[] {
    const parsed = parseRotas(filesWith({ 'riverside/service.yaml': service + managers, ...files }));
    expect(parsed.faults).toBeUndefined();
    return parsed.warnings.map(faultText);
  }

  test('an area in which nobody would be told of a gap', () => {
    const words =
      'nobody is told when an open hour has nobody: write managers: ["+447700900190"], or alertWebhook';
    expect(warnings({ 'riverside/service.yaml': service })).toEqual([
      `rotas/riverside/service.yaml:1: ${words}`,
    ]);
    expect(warnings({ 'riverside/service.yaml': `${service}managers: []\n` })).toEqual([
      `rotas/riverside/service.yaml:3: ${words}`,
    ]);
    expect(warnings({})).toEqual([]);
    const webhook = `${service}alertWebhook: https://alerts.example/rota\n`;
    expect(warnings({ 'riverside/service.yaml': webhook })).toEqual([]);
  });

  test('a text that ends at a #, but not a comment beside one', () => {
    const named = (text: string): string => line.replace('minimum: 1', `nextRoute: ${text}`);
    expect(warnings({ 'riverside/haematology.yaml': named('Ring extension #123') })).toEqual([
      `${file}:8: "#123" is left out as a comment: put the whole text in quotes, or write "# " before a comment`,
    ]);
    expect(warnings({ 'riverside/haematology.yaml': named('"Ring extension #123" #quoted') })).toEqual([]);
    expect(warnings({ 'riverside/haematology.yaml': named('Ring the ward # by day') })).toEqual([]);
  });

  test('a day twice in one shift', () => {
    expect(
      warnings({ 'riverside/haematology.yaml': line.replace('[mon], from: "12', '[mon, mon], from: "12') }),
    ).toEqual([`${file}:7: "mon" stands twice in these days: is another meant?`]);
  });

  test('two lines that callers cannot tell apart', () => {
    const second = line.replace('menu: 1', 'menu: 2').replace('Haematology', 'haematology ');
    expect(warnings({ 'riverside/haematology.yaml': line, 'riverside/second.yaml': second })).toEqual([
      `rotas/riverside/second.yaml:1: the line at ${file}:1 has the same name: callers cannot tell them apart`,
    ]);
  });

  test('a weekly shift that not even a date among the open hours is for', () => {
    const opened = line.replace('shifts:', '  - { date: "2026-12-12", from: "10:00", to: "14:00" }\nshifts:');
    const on = (day: string) =>
      opened.replace('minimum: 1\n', `  - { days: [${day}], from: "09:00", to: "11:00", people: [ahmed] }\n`);
    expect(warnings({ 'riverside/haematology.yaml': on('sat') })).toEqual([]);
    expect(warnings({ 'riverside/haematology.yaml': on('sun') })).toEqual([
      `${file}:9: the line is never open during this shift, so it rings nobody`,
    ]);
  });

  test('of two shifts of one day, only the one that the line is never open for', () => {
    const dated = (from: string, to: string): string =>
      `  - { date: "2026-11-23", from: "${from}", to: "${to}", people: [ahmed] }\n`;
    const text = line.replace('minimum: 1\n', dated('18:00', '20:00') + dated('16:00', '18:00'));
    expect(warnings({ 'riverside/haematology.yaml': text })).toEqual([
      `${file}:8: the line is never open during this shift, so it rings nobody`,
    ]);
  });
});
