import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rotaDifference } from '../../src/rota/difference.ts';
import { daysWords, hoursWords } from '../../src/rota/difference/hours-words.ts';
import { haematology, people, practices, rotasWith, service } from './a-rota.ts';

type Changes = Readonly<Record<string, string | undefined>>;

const change = (changes: Changes, before: Changes = {}) =>
  rotaDifference(rotasWith(before), rotasWith(changes));
const wordsOf = (changes: Changes, before: Changes = {}) => change(changes, before).map(({ words }) => words);

const open = 'open: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]';
/** The line's file with these shifts. */
const shifts = (...lines: string[]): Changes => ({
  'riverside/haematology.yaml': `name: Haematology\nmenu: 1\n${open}\nshifts:\n${lines.map((each) => `  - ${each}\n`).join('')}`,
});
const monday = '{ days: [mon], from: "09:00", to: "17:00", people: [ahmed] }';

describe('shifts', () => {
  test('somebody added to a shift, in words and as data', () => {
    const after = shifts('{ days: [mon], from: "09:00", to: "17:00", people: [ahmed, patel] }');
    expect(change(after, shifts(monday))).toEqual([
      {
        kind: 'shift',
        how: 'added',
        area: 'riverside',
        line: 'haematology',
        clinician: 'patel',
        hours: { days: ['mon'], from: '09:00', to: '17:00' },
        words: 'Haematology: Dr Patel added to Monday 9am to 5pm',
      },
    ]);
  });

  test.each([
    [
      'days are told together',
      '{ days: [mon, tue, wed], from: "09:00", to: "17:00", people: [ahmed] }',
      ['Haematology: Dr Ahmed added to Tuesday and Wednesday 9am to 5pm'],
    ],
    [
      'a new time is one shift less and one more',
      '{ days: [mon], from: "09:00", to: "12:00", people: [ahmed] }',
      [
        'Haematology: Dr Ahmed added to Monday 9am to midday',
        'Haematology: Dr Ahmed removed from Monday 9am to 5pm',
      ],
    ],
    [
      'another tier',
      '{ days: [mon], from: "09:00", to: "17:00", people: [ahmed], tier: 2 }',
      [
        'Haematology: Dr Ahmed added to Monday 9am to 5pm (tier 2)',
        'Haematology: Dr Ahmed removed from Monday 9am to 5pm',
      ],
    ],
    [
      'alternate weeks',
      '{ days: [mon], from: "09:00", to: "17:00", every: 2, starting: "2026-01-06", people: [ahmed] }',
      [
        'Haematology: Dr Ahmed added to Monday 9am to 5pm, every 2 weeks from Tuesday 6 January 2026',
        'Haematology: Dr Ahmed removed from Monday 9am to 5pm',
      ],
    ],
  ])('%s', (_, after, words) => {
    expect(wordsOf(shifts(after), shifts(monday))).toEqual(words);
  });

  test('a dated shift', () => {
    const dated = '{ date: "2026-12-28", from: "22:00", to: "24:00", people: [brown] }';
    expect(wordsOf(shifts(monday, dated), shifts(monday))).toEqual([
      'Haematology: Dr Brown added to Monday 28 December 2026 10pm to midnight',
    ]);
    expect(wordsOf(shifts(monday), shifts(monday, dated))).toEqual([
      'Haematology: Dr Brown removed from Monday 28 December 2026 10pm to midnight',
    ]);
  });

  test('another order of the same people, on the days where it is another', () => {
    const before = shifts('{ days: [mon, tue, wed], from: "09:00", to: "17:00", people: [ahmed, brown] }');
    const after = shifts(
      '{ days: [mon], from: "09:00", to: "17:00", people: [ahmed, brown] }',
      '{ days: [tue, wed], from: "09:00", to: "17:00", people: [brown, ahmed] }',
    );
    expect(wordsOf(after, before)).toEqual([
      'Haematology: on Tuesday and Wednesday 9am to 5pm the order is now Dr Brown, Dr Ahmed',
    ]);
  });

  test('shifts that overlap and change places are told of, for the ladder changes', () => {
    const one = '{ days: [mon], from: "09:00", to: "17:00", people: [ahmed] }';
    const other = '{ days: [mon], from: "08:00", to: "17:00", people: [brown] }';
    expect(wordsOf(shifts(other, one), shifts(one, other))).toEqual([
      'Haematology: its shifts are listed otherwise',
    ]);
  });

  test('somebody who is gone is still named', () => {
    const after = {
      'riverside/people.yaml': people.replace(/.*patel.*\n/, ''),
      'riverside/haematology.yaml': haematology.replace(', patel', ''),
    };
    expect(wordsOf(after)).toEqual([
      'Riverside: Dr Patel removed from people.yaml',
      'Haematology: Dr Patel removed from Monday to Friday 9am to 5pm',
    ]);
  });
});

describe('everything else', () => {
  test('open hours', () => {
    const after = haematology.replace(
      'days: [mon, tue, wed, thu, fri], from: "09:00"',
      'days: [mon, sat], from: "09:00"',
    );
    expect(wordsOf({ 'riverside/haematology.yaml': after })).toEqual([
      'Haematology: opens Saturday 9am to 5pm',
      'Haematology: no longer opens Tuesday to Friday 9am to 5pm',
    ]);
  });

  test.each([
    ['ring: { seconds: 30 }', 'Haematology: ring.seconds changed from 20 to 30'],
    ['wrapUp: 60', 'Haematology: wrapUp changed from 0 to 60'],
    ['bankHolidays: closed', 'Haematology: whether bank holidays are decided changed from no to yes'],
    ['treatmentFunction: "303"', 'Haematology: treatmentFunction changed from nothing to 303'],
    ['nextRoute: Ring the switchboard.', 'Haematology: what a caller is told at the end changed'],
  ])('a line with %s', (text, words) => {
    expect(wordsOf({ 'riverside/haematology.yaml': `${haematology}${text}\n` })).toEqual([words]);
  });

  test('an area, its people and its practices; of numbers, PINs and addresses only that they changed', () => {
    const changes = change({
      'riverside/service.yaml':
        'name: Riverbank\nnumbers: ["+441614960009"]\npin: "2468"\nmanagers: ["+447700900190"]\nalertWebhook: https://alerts.example/secret\nrecord: true\n',
      'riverside/people.yaml': people.replace('+447700900101', '+447700900109'),
      'riverside/practices.csv': `${practices}Z99902,Almond Road,Weir and Vale,gp-practice,+441614960102\n`,
    });
    expect(changes.map(({ words }) => words)).toEqual([
      'Riverbank: name changed from Riverside to Riverbank',
      'Riverbank: the dialled numbers changed',
      'Riverbank: record changed from no to yes',
      'Riverbank: the managers’ phones changed',
      'Riverbank: the PIN changed',
      'Riverbank: the address for alerts changed',
      'Riverbank: the greeting changed',
      'Riverbank: Dr Ahmed has other phones in people.yaml',
      'Riverbank: practices: 1 added',
    ]);
    expect(JSON.stringify(changes)).not.toMatch(/\d{6}|2468|alerts\.example/);
  });

  test.each([
    ['Dr Ahmed', 'Dr Amin', 'Riverside: Dr Ahmed is now called Dr Amin'],
    [
      'Dr Ahmed, gmc: "7012345"',
      'Dr Amin, gmc: "7012399"',
      'Riverside: Dr Ahmed is now called Dr Amin and has other gmc in people.yaml',
    ],
  ])('somebody who has another name: %s, then %s', (was, is, words) => {
    expect(people).toContain(was);
    expect(wordsOf({ 'riverside/people.yaml': people.replace(was, is) })).toEqual([words]);
  });

  test('a line added and a line removed', () => {
    const second = haematology.replace('menu: 1', 'menu: 2').replace('Haematology', 'Neurology');
    expect(change({ 'riverside/neurology.yaml': second })).toEqual([
      {
        kind: 'line',
        how: 'added',
        area: 'riverside',
        line: 'neurology',
        words: 'Neurology: the line was added',
      },
    ]);
    expect(wordsOf({}, { 'riverside/neurology.yaml': second })).toEqual(['Neurology: the line was removed']);
  });

  test('the first version adds every area', () => {
    expect(rotaDifference(undefined, rotasWith()).map(({ words }) => words)).toEqual([
      'Riverside: the area was added (1 line, 5 people)',
    ]);
    expect(rotaDifference(rotasWith(), { areas: [] }).map(({ how }) => how)).toEqual(['removed']);
  });

  test('a comment is no difference', () => {
    expect(change({ 'riverside/service.yaml': `# A note\n${service}` })).toEqual([]);
  });
});

describe('laws', () => {
  const ids = ['ahmed', 'brown', 'patel', 'okafor'] as const;
  const shift = fc
    .record({
      days: fc.uniqueArray(fc.constantFrom('mon', 'tue', 'sat'), { minLength: 1 }),
      from: fc.constantFrom('09:00', '12:00'),
      people: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
      tier: fc.constantFrom(1, 2),
    })
    .map(
      ({ days, from, people: who, tier }) =>
        `{ days: [${days.join(', ')}], from: "${from}", to: "17:00", people: [${who.join(', ')}], tier: ${tier} }`,
    );
  const some = fc.array(shift, { minLength: 1, maxLength: 4 });

  test('nothing differs from itself, and whatever differs is told', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [before, after] = [rotasWith(shifts(...one)), rotasWith(shifts(...other))];
        expect(rotaDifference(before, before)).toEqual([]);
        const same = JSON.stringify(before.areas) === JSON.stringify(after.areas);
        expect(rotaDifference(before, after).length === 0).toBe(same);
      }),
      { numRuns: 100 },
    );
  });

  test('what is added one way is removed the other way', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [before, after] = [rotasWith(shifts(...one)), rotasWith(shifts(...other))];
        const told = (how: string, changes: ReturnType<typeof rotaDifference>) =>
          changes.filter((each) => each.how === how).map(({ clinician, hours }) => ({ clinician, hours }));
        expect(told('added', rotaDifference(before, after))).toEqual(
          told('removed', rotaDifference(after, before)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  [['mon'], 'Monday'],
  [['tue', 'mon'], 'Monday and Tuesday'],
  [['mon', 'tue', 'wed'], 'Monday to Wednesday'],
  [['mon', 'wed', 'fri'], 'Monday, Wednesday and Friday'],
  [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'every day'],
] as const)('%j is %s', (days, words) => {
  expect(daysWords(days)).toBe(words);
});

test('a night says its times as they stand', () => {
  expect(hoursWords({ days: ['fri'], from: '20:30', to: '00:00', starting: '2026-01-06' })).toBe(
    'Friday 8:30pm to midnight, from Tuesday 6 January 2026',
  );
});
