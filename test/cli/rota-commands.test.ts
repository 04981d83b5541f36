import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import type { CommandContext } from '../../src/cli/command-context.ts';
import { addRotaCommands } from '../../src/cli/rota-commands.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import type { RingHistory } from '../../src/rota/types.ts';
import { filesWith, haematology, managers, override, people, service, wall } from '../rota/a-rota.ts';

interface Ran {
  readonly code: number | undefined;
  readonly printed: readonly string[];
  readonly complained: readonly string[];
  readonly folders: readonly string[];
}

interface World {
  readonly files?: ReadonlyMap<string, string>;
  readonly now?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly keptRota?: CommandContext['keptRota'];
}

async function run(
  args: readonly string[],
  { files = filesWith(), now = '2026-11-23 10:00', env = {}, keptRota }: World = {},
): Promise<Ran> {
  const printed: string[] = [];
  const complained: string[] = [];
  const folders: string[] = [];
  let code: number | undefined;
  const context: CommandContext = {
    env,
    clock: { now: () => wall(now) },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    ask: undefined,
    keptRota,
    readRotas: async (folder) => {
      folders.push(folder);
      return parseRotas(files);
    },
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => complained.push(text) });
  addRotaCommands(program, context, (ended) => (code = ended));
  await program.parseAsync(['rota', ...args], { from: 'user' });
  return { code, printed, complained, folders };
}

describe('rota check', () => {
  test('says what sound files hold', async () => {
    const files = filesWith({ 'riverside/service.yaml': service + managers });
    expect(await run(['check'], { files })).toEqual({
      code: 0,
      printed: ['riverside: Riverside, +441614960000: 1 line, 5 people, 1 practice', 'No faults.'],
      complained: [],
      folders: ['./rotas'],
    });
  });

  test('looks where it is told, otherwise in ROTAS_DIR', async () => {
    const env = { ROTAS_DIR: '/srv/rotas' };
    expect((await run(['check'], { env })).folders).toEqual(['/srv/rotas']);
    expect((await run(['check', 'other'], { env })).folders).toEqual(['other']);
    expect((await run(['check'], { env: { ROTAS_DIR: '' } })).folders).toEqual(['./rotas']);
  });

  test('names dates that are over, lest somebody wrote last year’s', async () => {
    const shift = (date: string) => `  - { date: "${date}", from: "09:00", to: "17:00", people: [ahmed] }\n`;
    const withDates = (...dates: string[]) =>
      filesWith({
        'riverside/service.yaml': service + managers,
        'riverside/haematology.yaml': haematology + dates.map(shift).join(''),
      });
    const today = await run(['check'], { files: withDates('2026-11-23', '2026-12-28') });
    expect(today.printed.join()).not.toContain('over');
    const slip = await run(['check'], { files: withDates('2025-12-29', '2026-12-28') });
    expect([slip.code, slip.printed[1]]).toEqual([0, '  riverside/haematology: over already: 2025-12-29']);
    const old = withDates('2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08');
    expect((await run(['check'], { files: old })).printed[1]).toBe(
      '  riverside/haematology: the last dates that are over: 2026-01-06, 2026-01-07, 2026-01-08',
    );
  });

  test('tells every fault as file:line: reason, and fails', async () => {
    const files = filesWith({
      'riverside/haematology.yaml': haematology.replace('brown', 'drown'),
      'riverside/service.yaml': `${service}record: yes\n`,
    });
    expect(await run(['check'], { files })).toMatchObject({
      code: 1,
      printed: [
        'rotas/riverside/haematology.yaml:6: "drown" is not in people.yaml (did you mean "brown"?)',
        'rotas/riverside/service.yaml:3: record: "yes" is neither true nor false',
      ],
      complained: ['2 faults: the rota files cannot be used as they are.'],
    });
  });

  test('tells warnings and does not fail for them', async () => {
    const files = filesWith({ 'riverside/haematology.yaml': haematology.replace('patel', 'silent') });
    const { code, printed } = await run(['check'], { files });
    expect(code).toBe(0);
    expect(printed.slice(0, 2)).toEqual([
      'rotas/riverside/haematology.yaml:6: warning: "silent" has no phones in people.yaml and is not rung',
      'rotas/riverside/service.yaml:1: warning: nobody is told when an open hour has nobody: write managers: ["+447700900190"], or alertWebhook',
    ]);
    expect(printed.at(-1)).toBe('No faults, 2 warnings.');
  });

  test('warns, as rota holidays does, when the bank holidays will soon be known no more', async () => {
    expect((await run(['check'])).complained).toEqual([]);
    const { code, complained } = await run(['check'], { now: '2028-01-02 12:00' });
    expect(code).toBe(0);
    expect(complained).toEqual([expect.stringMatching(/^The bank holidays run out within a year/)]);
  });
});

describe('rota who', () => {
  const who = ['who', '--area', 'riverside', '--line', 'haematology'];

  test('names the ladder and says why, for now', async () => {
    expect(await run(who)).toMatchObject({
      code: 0,
      printed: [
        'Haematology at 10am on Monday 23 November 2026: open',
        '  1. Dr Ahmed (ahmed)',
        '  2. Dr Brown (brown)',
        '  3. Dr Patel (patel)',
        'Why:',
        '  Dr Ahmed: on shift until 5pm',
        '  Dr Brown: on shift until 5pm',
        '  Dr Patel: on shift until 5pm',
      ],
    });
  });

  test('counts the overrides that the database knows, and says that it goes by the files without it', async () => {
    const asked: unknown[] = [];
    const { printed, complained } = await run([...who, '--at', '2026-11-23T12:00'], {
      keptRota: async (areas, span) => {
        asked.push([areas.map(({ id }) => id), span]);
        const overrides = [override('leave', 'ahmed'), override('swap', 'brown', { with: 'okafor' })];
        return new Map([['riverside', { overrides, failing: [] }]]);
      },
    });
    expect(printed.slice(1, 5)).toEqual([
      '  1. Dr Okafor (okafor)',
      '  2. Dr Patel (patel)',
      'Why:',
      '  Dr Ahmed: on leave until midnight',
    ]);
    expect(complained).toEqual([]);
    const from = wall('2026-11-23 12:00');
    expect(asked).toEqual([[['riverside'], { from, to: from + 1 }]]);
    expect((await run(who)).complained).toEqual([expect.stringMatching(/^By the files alone: leave, swaps/)]);
  });

  test('counts whose turn it is, and who missed three rings, where the database knows', async () => {
    const missed = new Map([['patel', { count: 3, last: wall('2026-11-23 09:50') }]]);
    const history = { lastRung: 'ahmed', lastTook: new Map(), tookToday: new Map(), missed };
    const asked: string[] = [];
    const histories = (line: string): RingHistory => {
      asked.push(line);
      return history;
    };
    const { printed } = await run(who, {
      files: filesWith({ 'riverside/haematology.yaml': `${haematology}ring: { order: rotate }\n` }),
      keptRota: async () => new Map([['riverside', { overrides: [], failing: [], histories }]]),
    });
    expect(printed.slice(1)).toEqual([
      '  1. Dr Brown (brown)',
      '  2. Dr Ahmed (ahmed)',
      '  3. Dr Patel (patel)',
      'Why:',
      '  Dr Brown: on shift until 5pm',
      '  Dr Ahmed: on shift until 5pm',
      '  Dr Patel: on shift until 5pm, rung last until 10:20am after three missed rings',
      '  In turn: starting after Dr Ahmed, who was rung last',
    ]);
    expect(asked).toEqual(['riverside/haematology']);
  });

  test('goes by the files when the database cannot be asked, and says why', async () => {
    const keptRota = () => Promise.reject(new Error('connect ECONNREFUSED'));
    for (const command of [who, ['gaps']]) {
      const { code, printed, complained } = await run(command, { keptRota });
      expect({ code, complained }).toEqual({
        code: 0,
        complained: [expect.stringMatching(/^By the files alone: .* cannot be asked: connect ECONNREFUSED$/)],
      });
      expect(printed.length).toBeGreaterThan(1);
    }
  });

  test('answers in JSON', async () => {
    const { code, printed } = await run([...who, '--json', '--at', '2026-07-01T16:30']);
    expect(code).toBe(0);
    expect(JSON.parse(printed.join('\n'))).toEqual({
      area: 'riverside',
      line: 'haematology',
      at: '2026-07-01T15:30:00.000Z',
      open: true,
      opensNext: null,
      ladder: ['ahmed', 'brown', 'patel'].map((id) => ({
        id,
        name: expect.stringMatching(/^Dr /),
        tier: 1,
        until: '2026-07-01T16:00:00.000Z',
      })),
      why: expect.arrayContaining(['Dr Ahmed: on shift until 5pm']),
    });
  });

  test.each([
    ['an offset', '2026-07-01T09:00:00+02:00', '2026-07-01T07:00:00.000Z'],
    ['UTC', '2026-07-01T09:00:00Z', '2026-07-01T09:00:00.000Z'],
    ['an offset and its zone', '2026-07-01T09:00:00+01:00[Europe/London]', '2026-07-01T08:00:00.000Z'],
    ['the wall clock', '2026-07-01 09:00', '2026-07-01T08:00:00.000Z'],
    ['a day', '2026-07-01', '2026-06-30T23:00:00.000Z'],
    ['a day before 1970', '1900-01-01T10:00:05', '1900-01-01T10:00:05.000Z'],
    ['a time that is skipped', '2026-03-29T01:30', '2026-03-29T01:00:00.000Z'],
    ['a time that comes twice', '2026-10-25T01:30', '2026-10-25T00:30:00.000Z'],
  ])('takes an instant by %s', async (_, at, instant) => {
    const { printed } = await run([...who, '--json', '--at', at]);
    expect(JSON.parse(printed.join('\n'))).toMatchObject({ at: instant });
  });

  test('says when a closed line opens', async () => {
    const { code, printed } = await run(who, { now: '2026-11-23 18:00' });
    expect(code).toBe(0);
    expect(printed).toEqual([
      'Haematology at 6pm on Monday 23 November 2026: closed',
      'Why:',
      '  Haematology is closed and opens tomorrow at 9am',
    ]);
  });

  test.each([
    [
      ['who', '--area', 'riversde', '--line', 'haematology'],
      1,
      'There is no area "riversde" (did you mean "riverside"?).',
    ],
    [
      ['who', '--area', 'riverside', '--line', 'xyz'],
      1,
      'There is no line of riverside "xyz": there is haematology.',
    ],
    [[...who, '--at', 'noon'], 2, '--at "noon" is not an instant: write it like 2026-11-23T09:30'],
    [
      [...who, '--at', '2026-02-30T09:00'],
      2,
      '--at "2026-02-30T09:00" is not an instant: write it like 2026-11-23T09:30',
    ],
  ])('%j is refused', async (args, code, words) => {
    expect(await run(args)).toMatchObject({ code, printed: [], complained: [words] });
  });

  test('tells the faults of files that cannot be used', async () => {
    const { code, complained } = await run(who, { files: new Map() });
    expect(code).toBe(1);
    expect(complained).toEqual([
      'rotas:1: there is no area: make a folder such as riverside with a service.yaml',
    ]);
  });
});

describe('rota gaps', () => {
  test('lists the hours with nobody and those with one person', async () => {
    const shifts = `
  - { days: [mon], from: "09:00", to: "12:00", people: [ahmed, brown] }
  - { days: [mon], from: "11:00", to: "14:30", people: [ahmed] }`;
    const file = `name: Haematology\nmenu: 1\nopen: [{ days: [mon], from: "09:00", to: "17:00" }]\nshifts: ${shifts}\n`;
    const { code, printed } = await run(['gaps', '--weeks', '1'], {
      files: filesWith({ 'riverside/haematology.yaml': file }),
      now: '2026-11-20 10:00',
    });
    expect(code).toBe(0);
    expect(printed).toEqual([
      'riverside/haematology: 2.5 hours with nobody and 2.5 hours with fewer than 2 people, of 8 open',
      '  Monday 23 November 2026, 2:30pm to 5pm: NOBODY',
      '  Monday 23 November 2026, midday to 2:30pm: only Dr Ahmed',
    ]);
  });

  test('tells of a gap of a minute', async () => {
    const shifts = '[{ days: [mon], from: "09:01", to: "17:00", people: [ahmed, brown] }]';
    const file = `name: H\nmenu: 1\nopen: [{ days: [mon], from: "09:00", to: "17:00" }]\nshifts: ${shifts}\n`;
    const files = filesWith({ 'riverside/haematology.yaml': file });
    const { printed } = await run(['gaps', '--weeks', '1'], { files, now: '2026-11-20 10:00' });
    expect(printed).toEqual([
      'riverside/haematology: less than 0.1 hours with nobody, of 8 open',
      '  Monday 23 November 2026, 9am to 9:01am: NOBODY',
    ]);
  });

  test('tells a gap that comes again each week once, with its dates', async () => {
    const file = `name: H
menu: 1
bankHolidays: closed
open:
  - { days: [wed], from: "12:00", to: "13:00" }
  - { days: [fri], from: "20:00", to: "08:00" }
  - { date: "2026-11-28", from: "10:00", to: "09:00" }
shifts: [{ days: [wed], from: "12:00", to: "12:30", people: [brown, ahmed] }]
`;
    const files = filesWith({ 'riverside/haematology.yaml': file });
    expect((await run(['gaps', '--weeks', '6'], { files })).printed).toEqual([
      'riverside/haematology: 74 hours with nobody, of 77 open',
      '  Wednesdays, 12:30pm to 1pm, on 25 November 2026; 2, 9, 16, 23 and 30 December 2026: NOBODY',
      '  Fridays, 8pm to 8am, on 27 November 2026; 4, 11 and 18 December 2026: NOBODY',
      '  10am on Saturday 28 November 2026 to 9am on Sunday 29 November 2026: NOBODY',
    ]);
    expect((await run(['gaps', '--weeks', '20'], { files })).printed[1]).toBe(
      '  Wednesdays, 12:30pm to 1pm, on 20 dates from 25 November 2026 to 7 April 2027: NOBODY',
    );
  });

  test('says so when every hour is covered, and looks eight weeks ahead', async () => {
    const { printed } = await run(['gaps']);
    expect(printed).toEqual([
      'riverside/haematology: at least 2 people in every open hour',
      '  Friday 25 December 2026, Christmas Day: closed, for the file does not say whether the line opens',
      '  Monday 28 December 2026, Boxing Day (substitute day): closed, for the file does not say whether the line opens',
      '  Friday 1 January 2027, New Year’s Day: closed, for the file does not say whether the line opens',
    ]);
  });

  test('praises no line that is not open in these weeks', async () => {
    const file = 'name: H\nmenu: 1\nopen: [{ date: "2027-02-01", from: "09:00", to: "17:00" }]\nshifts: []\n';
    const files = filesWith({ 'riverside/haematology.yaml': file });
    expect((await run(['gaps'], { files })).printed).toEqual([
      'riverside/haematology: not open at all in the weeks looked at',
    ]);
  });

  test('says nothing of holidays that are decided, and heeds what the line wants', async () => {
    const files = filesWith({
      'riverside/haematology.yaml': `${haematology}bankHolidays: closed\nminimum: 3\n`,
    });
    expect((await run(['gaps'], { files })).printed).toEqual([
      'riverside/haematology: at least 3 people in every open hour',
    ]);
  });

  test('counts what the database knows: leave, and phones that fail', async () => {
    const asked: unknown[] = [];
    const leave = { from: wall('2026-11-23 12:00'), to: wall('2026-11-23 17:00') };
    const files = filesWith({
      'riverside/haematology.yaml': `${haematology.replace('patel', 'silent')}bankHolidays: closed\n`,
    });
    const { printed, complained } = await run(['gaps', '--weeks', '1'], {
      files,
      keptRota: async (areas, span) => {
        asked.push([areas.map(({ id }) => id), span]);
        const kept = {
          overrides: [
            override('leave', 'ahmed', leave),
            override('leave', 'brown', leave),
            override('leave', 'b-rown', leave),
          ],
          failing: [{ clinician: 'brown', place: 0 }],
        };
        return new Map([['riverside', kept]]);
      },
    });
    expect(printed).toEqual([
      'riverside/haematology: 5 hours with nobody, of 40 open',
      '  Monday 23 November 2026, midday to 5pm: NOBODY',
      'Overrides without effect:',
      '  Riverside: The leave of "b-rown" until 5pm changes nothing: nobody in people.yaml has the id "b-rown"',
      'Phones:',
      '  Dr Brown: phone 1 could not be reached at its last three rings, or was not answered when it was checked',
      '  Dr Silent: has no phone in people.yaml',
    ]);
    expect(complained).toEqual([]);
    const from = wall('2026-11-23 10:00');
    expect(asked).toEqual([[['riverside'], { from, to: from + 7 * 86_400_000 }]]);
  });

  test('without a database says that it goes by the files alone', async () => {
    const { code, complained } = await run(['gaps']);
    expect(code).toBe(0);
    expect(complained.join()).toMatch(
      /^By the files alone: leave, swaps, failed rings and whose turn it is are in the database/,
    );
  });

  test.each([
    ['2028-12-17 09:00', []],
    [
      '2028-12-18 09:00',
      [
        'The bank holidays are known until Sunday 31 December 2028 only, and later ones count as any other day: ' +
          'update Rotaline, or add bankHolidayDates in service.yaml.',
      ],
    ],
  ])('from %s two weeks ahead warns where bank holidays are not known: %j', async (now, warnings) => {
    const { complained } = await run(['gaps', '--weeks', '2'], { now, keptRota: async () => new Map() });
    expect(complained).toEqual(warnings);
  });

  test('a gap over midnight names both days', async () => {
    const file = 'name: H\nmenu: 1\nopen: [{ days: [mon], from: "20:00", to: "08:00" }]\nshifts: []\n';
    const { printed } = await run(['gaps', '--weeks', '1'], {
      files: filesWith({ 'riverside/haematology.yaml': file }),
    });
    expect(printed[1]).toBe('  8pm on Monday 23 November 2026 to 8am on Tuesday 24 November 2026: NOBODY');
  });

  test.each([
    ['25 hours', '[mon]', '09:00', '10:00', 'Mondays, 9am to 10am on Tuesday'],
    ['two days', '[mon]', '00:00', '00:00', 'Mondays, midnight to the end of Tuesday'],
    ['28 hours', '[mon]', '20:00', '24:00', 'Mondays, 8pm to the end of Tuesday'],
  ])('a gap of %s that comes again names the day of its end', async (_, days, from, to, words) => {
    const tuesday = `{ days: [tue], from: "00:00", to: "${to === '00:00' ? '24:00' : to}" }`;
    const file = `name: H\nmenu: 1\nopen: [{ days: ${days}, from: "${from}", to: "24:00" }, ${tuesday}]\nshifts: []\n`;
    const files = filesWith({ 'riverside/haematology.yaml': file });
    const { printed } = await run(['gaps', '--weeks', '2'], { files, now: '2026-11-22 10:00' });
    expect(printed[1]).toBe(`  ${words}, on 23 and 30 November 2026: NOBODY`);
  });

  test.each([
    ['2026-11-24 10:00', '9am on Monday 23 November 2026 to 10am on Tuesday 24 November 2026'],
    ['2026-11-25 00:00', '9am on Monday 23 November 2026 to the end of Tuesday 24 November 2026'],
    ['2026-11-24 00:00', 'Monday 23 November 2026, 9am to midnight'],
  ])('a gap up to %s is told by the days that it takes', async (end, words) => {
    const open = '[{ days: [mon], from: "09:00", to: "24:00" }, { days: [tue], from: "00:00", to: "24:00" }]';
    const shifts = '[{ days: [mon, tue], from: "00:00", to: "24:00", people: [ahmed, brown] }]';
    const files = filesWith({
      'riverside/haematology.yaml': `name: H\nmenu: 1\nopen: ${open}\nshifts: ${shifts}\n`,
    });
    const leave = ['ahmed', 'brown'].map((id) => override('leave', id, { to: wall(end) }));
    const { printed } = await run(['gaps', '--weeks', '2'], {
      files,
      now: '2026-11-22 10:00',
      keptRota: async () => new Map([['riverside', { overrides: leave, failing: [] }]]),
    });
    expect(printed[1]).toBe(`  ${words}: NOBODY`);
  });

  test('a gap of more than a week is not taken for one of days', async () => {
    const file =
      'name: H\nmenu: 1\nopen: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]\nshifts: []\n';
    const { printed } = await run(['gaps', '--weeks', '2'], {
      files: filesWith({ 'riverside/haematology.yaml': file }),
    });
    expect(printed[1]).toBe('  10am on Monday 23 November 2026 to 10am on Monday 7 December 2026: NOBODY');
  });

  test.each(['0', '105', 'two', '1.5'])('refuses --weeks %s', async (weeks) => {
    expect(await run(['gaps', '--weeks', weeks])).toMatchObject({
      code: 2,
      complained: ['--weeks is a whole number from 1 to 104'],
    });
  });

  test('refuses a line that is not there', async () => {
    expect((await run(['gaps', '--line', 'haematolgy'])).complained).toEqual([
      'There is no line "haematolgy" (did you mean "haematology"?).',
    ]);
  });
});

describe('rota holidays', () => {
  test('lists the days to come of each nation, and the areas’ own', async () => {
    const files = filesWith({
      'riverside/service.yaml': `${service}bankHolidayDates: ["2026-12-24", "2025-12-24"]\n`,
    });
    const { code, printed, complained } = await run(['holidays'], { files });
    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(printed.slice(0, 3)).toEqual([
      'England and Wales:',
      '  Friday 25 December 2026: Christmas Day',
      '  Monday 28 December 2026: Boxing Day (substitute day)',
    ]);
    expect(printed).toContain('  Monday 30 November 2026: St Andrew’s Day');
    expect(printed.slice(-3)).toEqual([
      'Riverside, its own days:',
      '  Thursday 24 December 2026',
      'Known until Sunday 31 December 2028.',
    ]);
  });

  test.each([
    ['2027-12-31 12:00', undefined],
    ['2028-01-02 12:00', 'run out within a year (Sunday 31 December 2028)'],
    ['2029-01-01 12:00', 'have run out (Sunday 31 December 2028)'],
  ])('at %s warns: %s', async (now, words) => {
    const { complained } = await run(['holidays'], { now });
    expect(complained.join('')).toEqual(words === undefined ? '' : expect.stringContaining(words));
  });

  test('are listed also when the rota files have faults', async () => {
    const { code, printed } = await run(['holidays'], {
      files: filesWith({ 'riverside/people.yaml': people.slice(3) }),
    });
    expect(code).toBe(0);
    expect(printed[0]).toBe('England and Wales:');
  });
});
