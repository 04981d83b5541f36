import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backedOffText, outcomeText } from '../../src/call/prompts.ts';
import type { Line, OnCall, Rung } from '../../src/rota/types.ts';
import { uncoveredWords, weekWords } from '../../src/notices/manager-words.ts';
import { reminderWords } from '../../src/notices/reminder-words.ts';
import { fitted, gsmLength, gsmText } from '../../src/texts/gsm.ts';
import * as replies from '../../src/texts/reply-words.ts';
import * as swaps from '../../src/texts/swap-words.ts';
import { endWords, shortName, spanWords } from '../../src/texts/notice-words.ts';
import { london, wall } from '../rota/a-rota.ts';
import { aLine, aRota, clinician } from '../stories/a-rota.ts';

const now = wall('2026-11-23 10:30');
const said = { now, zone: london };
const shift = { from: wall('2026-12-04 09:00'), to: wall('2026-12-04 17:00') };
const night = { from: wall('2026-11-24 20:00'), to: wall('2026-11-25 08:00') };

function line(name: string): Line {
  return { ...aLine('haematology', '1', ['ahmed']), name };
}

function rung(name: string): Rung {
  return { clinician: { ...clinician('ahmed', 0), name }, tier: 1, until: now };
}

function ladder(...names: string[]): OnCall {
  return { open: true, opensNext: undefined, ladder: names.map(rung), why: [] };
}

const closed: OnCall = { open: false, opensNext: wall('2026-11-30 09:00'), ladder: [], why: [] };
const quiet = { withoutPhone: 0, failingPhones: 0, holidaysUndecided: 0, overridesLost: 0 };
const refusals = [
  'no-shift',
  'nobody',
  'several',
  'yourself',
  'no-phone',
  'away',
  'on-shift',
  'extra',
  'waiting',
  'changed',
] as const;

/** Every text there is, about people and lines of these names. */
function everyText(names: readonly string[], lines: readonly string[]): string[] {
  const [name = '', other = name] = names;
  const [area] = aRota(
    lines.map((each, place) => ({ ...line(each), id: `line${place}` })),
    { name: lines[0] ?? '' },
  ).areas;
  if (!area) throw new Error('no area');
  const asked = { lines, ...shift };
  const duties = lines.map((each) => ({ line: line(each), ...shift }));
  const here = { ...duties[0], line: line(lines[0] ?? ''), from: now - 1, to: shift.to };
  const onLines = lines.map((each, place) => ({ name: each, onCall: place % 2 ? closed : ladder(...names) }));
  const spans = area.lines.map(({ id }) => ({ line: id, ...shift }));
  const figures = {
    hoursWithNobody: 1234.5,
    hoursThin: 12345.5,
    withoutPhone: 99,
    failingPhones: 99,
    holidaysUndecided: 99,
    overridesLost: 99,
  };
  const constant = [replies, swaps]
    .flatMap((file) => Object.values(file))
    .filter((each) => typeof each === 'string');
  return [
    ...constant,
    replies.offWords(shift.to, { alone: [], area: undefined }, said),
    replies.offWords(shift.to, { alone: lines, area: name }, said),
    replies.onWords(1, duties[0], undefined, said),
    replies.onWords(0, here, undefined, said),
    replies.onWords(0, undefined, 'you are on leave until 8am Fri 4 Dec', said),
    replies.nextWords([], duties, said),
    replies.nextWords(duties, duties, said),
    replies.nextWords(duties, [], said),
    replies.whoWords(onLines, said),
    swaps.askedWords(name, asked, said),
    swaps.proposalWords(name, asked, shift.from, said),
    swaps.takenWords(name, asked, said),
    ...(['yes', 'no', 'none'] as const).map((answer) => swaps.answeredWords(name, answer, asked, said)),
    swaps.declinedWords(name),
    swaps.withdrawnWords(name, asked, said),
    swaps.justYesWords(),
    swaps.whichSwapWords([name, other, name]),
    ...refusals.map((reason) => swaps.refusedSwap(reason, { name, day: shift.from }, said)),
    reminderWords(duties, said),
    uncoveredWords(area, spans, said),
    weekWords(area, figures),
    weekWords(area, { ...figures, hoursWithNobody: 0.04, hoursThin: 0.04 }),
    weekWords(area, { ...figures, ...quiet, hoursWithNobody: 0, hoursThin: 0 }),
  ];
}

const samples = [
  'Dr Samira Ahmed',
  'Dr Ngozi Okafor',
  'Professor Bartholomew Featherstonehaugh',
  'Dr Oluwaseun Adeyemi-Cholmondeley',
];
const lineNames = [
  'Haematology',
  'Gastroenterology',
  'Community musculoskeletal physiotherapy',
  'Respiratory medicine',
];

describe('every text', () => {
  test('is under 160 characters of GSM-7, with the longest names of the samples', () => {
    for (const name of samples) {
      for (const count of [1, 2, 4]) {
        for (const text of everyText([name, ...samples], lineNames.slice(0, count))) {
          expect([text, gsmLength(text)]).toEqual([text, expect.any(Number)]);
          expect([text, (gsmLength(text) ?? 160) < 160]).toEqual([text, true]);
        }
      }
    }
  });

  test('is so whatever people and lines are called', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }),
      fc.string({ minLength: 60, maxLength: 80 }),
    );
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 6 }),
        fc.array(name, { minLength: 1, maxLength: 5 }),
        (people, lines) => {
          for (const text of everyText(people, lines))
            expect([text, (gsmLength(text) ?? 160) < 160]).toEqual([text, true]);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of a call is, too', () => {
    expect(gsmLength(backedOffText)).toBeLessThan(160);
    expect(gsmLength(outcomeText('Haematology', '10:30am'))).toBeLessThan(160);
  });
});

describe('GSM-7', () => {
  test.each([
    ['é à ü ß Ñ', 'é à ü ß Ñ'],
    ['Dr Łukasz Kowalczyk', 'Dr Lukasz Kowalczyk'],
    ['O’Connor – ok…', "O'Connor - ok..."],
    ['Dvořák', 'Dvorak'],
    ['李 😀', '? ?'],
  ])('%s is written %s', (text, written) => {
    expect(gsmText(text)).toBe(written);
  });

  test('counts some letters twice, and others not at all', () => {
    expect(gsmLength('a€[')).toBe(5);
    expect(gsmLength('ř')).toBeUndefined();
  });

  test('the kindest text that fits is taken, and the last is cut at a word', () => {
    expect(fitted('x'.repeat(160), 'short')).toBe('short');
    expect(fitted('x'.repeat(159), 'short')).toBe('x'.repeat(159));
    expect(fitted('word '.repeat(60))).toMatch(/^(word )+word\.\.\.$/);
    expect(fitted('€'.repeat(100)).length).toBeLessThan(80);
  });
});

describe('what is said', () => {
  test.each([
    [wall('2026-11-23 17:00'), '5pm'],
    [wall('2026-11-24 00:00'), 'midnight'],
    [wall('2026-11-25 00:00'), 'the end of tomorrow'],
    [wall('2026-11-27 00:00'), 'the end of Thu 26 Nov'],
    [wall('2026-11-24 08:00'), '8am tomorrow'],
    [wall('2026-11-27 09:15'), '9:15am Fri 27 Nov'],
  ])('until %d is "%s"', (at, words) => {
    expect(endWords(at, now, london)).toBe(words);
  });

  test.each([
    [shift, 'Fri 4 Dec 9am to 5pm'],
    [night, 'tomorrow 8pm to 8am'],
    [{ from: wall('2027-11-22 09:00'), to: wall('2027-11-22 12:00') }, 'Mon 22 Nov 2027 9am to midday'],
    [
      { from: wall('2026-11-27 00:00'), to: wall('2026-11-29 08:00') },
      'Fri 27 Nov midnight to 8am Sun 29 Nov',
    ],
    [{ from: wall('2026-11-27 20:00'), to: wall('2026-11-28 00:00') }, 'Fri 27 Nov 8pm to midnight'],
    [{ from: wall('2026-11-24 09:00'), to: wall('2026-11-25 08:00') }, 'tomorrow 9am to 8am'],
    [{ from: wall('2026-11-24 09:00'), to: wall('2026-11-25 09:00') }, 'tomorrow 9am to 9am Wed 25 Nov'],
    [{ from: wall('2026-11-23 09:00'), to: wall('2026-11-24 10:00') }, 'today 9am to 10am tomorrow'],
    [
      { from: wall('2026-11-27 20:00'), to: wall('2026-11-29 00:00') },
      'Fri 27 Nov 8pm to the end of Sat 28 Nov',
    ],
  ])('%j is "%s"', (span, words) => {
    expect(spanWords(span, now, london)).toBe(words);
  });

  test.each([
    ['Dr Samira Ahmed', 'Dr Ahmed'],
    ['Prof. Ann Lee', 'Prof. Lee'],
    ['Care navigators', 'Care navigators'],
    ['Madonna', 'Madonna'],
  ])('%s in short is %s', (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  test('WHO is answered with as many names as fit', () => {
    const two = [
      { name: 'Haematology', onCall: ladder('Dr Samira Ahmed', 'Dr Peter Brown') },
      { name: 'Cardiology', onCall: closed },
    ];
    expect(replies.whoWords(two, said)).toBe(
      'Haematology: Dr Samira Ahmed and Dr Peter Brown. Cardiology: closed, opens on Monday 30 November at 9am.',
    );
    const many = [{ name: 'Haematology', onCall: ladder(...Array<string>(20).fill('Dr Samira Ahmed')) }];
    expect(replies.whoWords(many, said)).toBe('Haematology: Dr Ahmed, Dr Ahmed, Dr Ahmed and 17 more.');
    expect(replies.whoWords([{ name: 'Haematology', onCall: ladder() }], said)).toBe('Haematology: nobody.');
  });

  test('NEXT names the line and the time', () => {
    expect(replies.nextWords([], [{ line: line('Haematology'), ...shift }], said)).toBe(
      'Next: Haematology Fri 4 Dec 9am to 5pm.',
    );
    const current = [
      { line: line('Haematology'), from: now - 1, to: wall('2026-11-23 13:00') },
      { line: line('Cardiology'), from: now - 1, to: wall('2026-11-23 17:00') },
    ];
    expect(replies.nextWords(current, [{ line: line('Haematology'), ...shift }], said)).toBe(
      'Now: Haematology until 1pm and Cardiology until 5pm. Next: Haematology Fri 4 Dec 9am to 5pm.',
    );
    expect(replies.nextWords([], [], said)).toBe('You have no shift in the next 60 days.');
  });

  test('a reminder names shifts that touch as one', () => {
    const [haematology, cardiology] = [line('Haematology'), { ...line('Cardiology'), id: 'cardiology' }];
    const morning = { from: wall('2026-11-24 09:00'), to: wall('2026-11-24 13:00') };
    const afternoon = { from: wall('2026-11-24 13:00'), to: wall('2026-11-24 17:00') };
    const duties = [
      { line: haematology, ...morning },
      { line: cardiology, ...morning },
      { line: haematology, ...afternoon },
    ];
    expect(reminderWords(duties, said)).toContain(
      'you are on Haematology tomorrow 9am to 5pm and Cardiology tomorrow 9am to 1pm.',
    );
  });

  test.each([
    [
      { hoursWithNobody: 8, hoursThin: 1.5 },
      '8 hours with nobody, 1.5 with too few. See rotaline rota gaps.',
    ],
    [{ hoursWithNobody: 1, hoursThin: 0 }, '1 hour with nobody, 0 with too few. See rotaline rota gaps.'],
    [
      { hoursWithNobody: 0.04, hoursThin: 0.01 },
      'less than 0.1 hours with nobody, less than 0.1 with too few. See rotaline rota gaps.',
    ],
    [
      { hoursWithNobody: 0, hoursThin: 0 },
      'every open hour has enough people, and no phone is known to fail.',
    ],
  ])('a week of %j is told so', (hours, words) => {
    const [area] = aRota([line('Haematology')]).areas;
    if (!area) throw new Error('no area');
    expect(weekWords(area, { ...quiet, ...hours })).toBe(`Riverside this week: ${words}`);
  });

  test('of a week tells of overrides that name nobody', () => {
    const [area] = aRota([line('Haematology')]).areas;
    if (!area) throw new Error('no area');
    const figures = { ...quiet, hoursWithNobody: 0, hoursThin: 0, overridesLost: 1 };
    expect(weekWords(area, figures)).toBe(
      'Riverside this week: 0 hours with nobody, 0 with too few, 1 override without effect. See rotaline rota gaps.',
    );
  });

  test('a swap is asked for with the name, the shift and the time to answer', () => {
    expect(
      swaps.proposalWords(
        'Dr Samira Ahmed',
        { lines: ['Haematology'], ...shift },
        wall('2026-11-24 10:30'),
        said,
      ),
    ).toBe(
      'Dr Samira Ahmed asks you to take Haematology Fri 4 Dec 9am to 5pm. Reply YES or NO by 10:30am tomorrow.',
    );
  });
});
