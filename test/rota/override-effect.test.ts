import { describe, expect, test } from '@jest/globals';
import { effectWords } from '../../src/rota/effect-words.ts';
import { overrideEffect } from '../../src/rota/override-effect.ts';
import type { EffectQuestion, OverrideEffect } from '../../src/rota/override-effect.ts';
import { overrideWarnings } from '../../src/rota/override-warnings.ts';
import type { Override } from '../../src/rota/types.ts';
import { lineOf, lineWith, haematology, override, wall } from './a-rota.ts';

/** Sunday morning. */
const now = wall('2026-11-22 10:00');
const { area } = lineOf(haematology);
const tuesday = { from: wall('2026-11-24 00:00'), to: wall('2026-11-25 00:00') };
const nineToFive = { from: wall('2026-11-24 09:00'), to: wall('2026-11-24 17:00') };

function adding(
  changed: readonly Override[],
  others: readonly Override[] = [],
  more: Partial<EffectQuestion> = {},
) {
  return overrideEffect({ area, now, changed, before: others, after: [...others, ...changed], ...more });
}

function removing(changed: readonly Override[], others: readonly Override[] = []): OverrideEffect {
  return overrideEffect({ area, now, changed, before: [...others, ...changed], after: others });
}

describe('what an override does', () => {
  test('leave takes the hours of open days from whoever has them, and from nobody else', () => {
    const leave = override('leave', 'brown', {
      from: wall('2026-11-27 12:00'),
      to: wall('2026-12-01 10:00'),
    });
    const effect = adding([leave]);
    expect(effect.looked).toEqual({ from: now, to: wall('2026-12-07 00:00') });
    expect(effect.whole).toBe(true);
    expect(effect.lines).toEqual([
      {
        line: 'haematology',
        lost: [
          { clinician: 'brown', from: wall('2026-11-27 12:00'), to: wall('2026-11-27 17:00') },
          { clinician: 'brown', from: wall('2026-11-30 09:00'), to: wall('2026-11-30 17:00') },
          { clinician: 'brown', from: wall('2026-12-01 09:00'), to: wall('2026-12-01 10:00') },
        ],
        gained: [],
        gaps: [],
        filled: [],
        thinned: [],
      },
    ]);
  });

  test('the second to leave thins the line, and the last opens a gap', () => {
    const ahmed = override('leave', 'ahmed', tuesday);
    const brown = override('leave', 'brown', tuesday);
    const patel = override('leave', 'patel', { ...tuesday, to: wall('2026-11-24 12:00') });
    expect(adding([ahmed]).lines[0]).toMatchObject({ thinned: [], gaps: [] });
    expect(adding([brown], [ahmed]).lines[0]).toMatchObject({
      thinned: [{ ...nineToFive, people: ['patel'] }],
      gaps: [],
    });
    expect(adding([patel], [ahmed, brown]).lines[0]).toMatchObject({
      thinned: [],
      gaps: [{ from: nineToFive.from, to: wall('2026-11-24 12:00') }],
    });
  });

  test('thin is what the line itself calls thin', () => {
    const { area } = lineOf(`${haematology}minimum: 3\n`);
    const changed = [override('leave', 'ahmed', tuesday)];
    expect(adding(changed, [], { area }).lines[0]?.thinned).toEqual([
      { ...nineToFive, people: ['brown', 'patel'] },
    ]);
  });

  test('a gap that was there before is not opened again, but may grow', () => {
    const { area } = lineWith(
      '[{ days: [tue], from: "09:00", to: "17:00" }]',
      '[{ days: [tue], from: "09:00", to: "12:00", people: [ahmed] }]',
    );
    const [effect] = adding([override('leave', 'ahmed', tuesday)], [], { area }).lines;
    expect(effect?.gaps).toEqual([{ from: nineToFive.from, to: wall('2026-11-24 12:00') }]);
  });

  test('an extra fills the hours that nobody had, and thins nothing', () => {
    const { area } = lineWith(
      '[{ days: [tue], from: "09:00", to: "17:00" }]',
      '[{ days: [tue], from: "09:00", to: "12:00", people: [ahmed] }]',
    );
    const changed = [override('extra', 'ahmed', { ...tuesday, line: 'haematology' })];
    expect(adding(changed, [], { area }).lines[0]).toEqual({
      line: 'haematology',
      lost: [],
      gained: [{ clinician: 'ahmed', from: wall('2026-11-24 12:00'), to: wall('2026-11-24 17:00') }],
      gaps: [],
      filled: [{ from: wall('2026-11-24 12:00'), to: wall('2026-11-24 17:00') }],
      thinned: [],
    });
  });

  test('a swap of part of a shift takes just that part, and gives it', () => {
    const part = { from: wall('2026-11-24 11:00'), to: wall('2026-11-24 13:00') };
    const [effect] = adding([override('swap', 'brown', { ...part, with: 'okafor' })]).lines;
    expect(effect).toMatchObject({
      lost: [{ clinician: 'brown', ...part }],
      gained: [{ clinician: 'okafor', ...part }],
      thinned: [],
      gaps: [],
    });
  });

  test('a swap with somebody on leave loses hours that nobody gains', () => {
    const away = override('leave', 'okafor', tuesday);
    const [effect] = adding([override('swap', 'brown', { ...tuesday, with: 'okafor' })], [away]).lines;
    expect(effect).toMatchObject({ lost: [{ clinician: 'brown', ...nineToFive }], gained: [] });
  });

  test('removing gives back what was taken, and closes the gap', () => {
    const others = ['ahmed', 'patel'].map((id) => override('leave', id, tuesday));
    expect(removing([override('leave', 'brown', tuesday)], others).lines).toEqual([
      {
        line: 'haematology',
        lost: [],
        gained: [{ clinician: 'brown', ...nineToFive }],
        gaps: [],
        filled: [nineToFive],
        thinned: [],
      },
    ]);
  });

  test('what is past is not counted', () => {
    const midday = wall('2026-11-24 12:00');
    const [effect] = adding([override('leave', 'brown', tuesday)], [], { now: midday }).lines;
    expect(effect?.lost).toEqual([{ clinician: 'brown', from: midday, to: nineToFive.to }]);
  });

  test('what begins after a fortnight is looked at from its beginning', () => {
    const from = wall('2027-01-11 00:00');
    const effect = adding([override('leave', 'brown', { from, to: wall('2027-02-11 00:00') })]);
    expect(effect.looked).toEqual({ from, to: wall('2027-01-26 00:00') });
    expect(effect.whole).toBe(false);
    expect(effect.lines[0]?.lost).toHaveLength(11);
  });

  test('what is looked at ends at the end of a day, whatever the clocks do', () => {
    const march = wall('2026-03-20 10:00');
    const from = march;
    const effect = adding([override('leave', 'brown', { from, to: from + 3_600_000 })], [], { now: march });
    expect(effect.looked.to).toBe(wall('2026-04-04 00:00'));
  });

  test('a night is one span, and 11 hours when the clocks go forward', () => {
    const { area } = lineWith(
      '[{ days: [sat], from: "20:00", to: "08:00" }]',
      '[{ days: [sat], from: "20:00", to: "08:00", people: [ahmed] }]',
    );
    const night = { from: wall('2026-03-28 20:00'), to: wall('2026-03-29 08:00') };
    const changed = [
      override('leave', 'ahmed', { from: wall('2026-03-28 00:00'), to: wall('2026-03-30 00:00') }),
    ];
    const effect = adding(changed, [], { area, now: wall('2026-03-27 09:00') });
    expect(effect.lines[0]?.gaps).toEqual([night]);
    expect(night.to - night.from).toBe(11 * 3_600_000);
    expect(effectWords(area, now, effect)[0]).toBe(
      'Haematology has nobody from 8pm on Saturday 28 March to 8am on Sunday 29 March',
    );
  });
});

describe('in words', () => {
  const words = (effect: OverrideEffect) => effectWords(area, now, effect);

  test('the gap comes first, then who is not rung', () => {
    const others = ['ahmed', 'patel'].map((id) => override('leave', id, tuesday));
    expect(words(adding([override('leave', 'brown', tuesday)], others))).toEqual([
      'Haematology has nobody on Tuesday 24 November, 9am to 5pm',
      'Haematology: Dr Brown is not rung on Tuesday 24 November, 9am to 5pm',
    ]);
  });

  test('a thin line is told with who is left', () => {
    const others = [override('leave', 'ahmed', tuesday)];
    expect(words(adding([override('swap', 'brown', { ...tuesday, with: 'patel' })], others))[0]).toBe(
      'Haematology has only Dr Patel on Tuesday 24 November, 9am to 5pm',
    );
  });

  test.each([
    ['2026-11-25 00:00', 'from 8pm on Monday 23 November to the end of Tuesday 24 November'],
    ['2026-11-24 00:00', 'on Monday 23 November, 8pm to midnight'],
    ['2026-11-24 23:00', 'from 8pm on Monday 23 November to 11pm on Tuesday 24 November'],
  ])('a gap up to %s is told by the days that it takes', (to, told) => {
    const always = '[{ days: [mon, tue, wed], from: "00:00", to: "24:00" }]';
    const { area } = lineWith(always, always.replace('}', ', people: [ahmed] }'));
    const leave = override('leave', 'ahmed', { from: wall('2026-11-23 20:00'), to: wall(to) });
    expect(effectWords(area, now, adding([leave], [], { area }))[0]).toBe(`Haematology has nobody ${told}`);
  });

  test('nothing is told as nothing', () => {
    expect(words(adding([override('leave', 'okafor', tuesday)]))).toEqual([
      'Nobody is rung more or less than before, up to 6 December',
    ]);
  });

  test('what goes on is told to go on, and another year is named', () => {
    const from = wall('2027-01-25 00:00');
    const told = words(adding([override('leave', 'brown', { from, to: wall('2027-03-01 00:00') })]));
    expect(told[0]).toContain('on Monday 25 January 2027, 9am to 5pm');
    expect(told.at(-1)).toBe('It goes on after 8 February, which is not shown here');
  });
});

describe('warnings', () => {
  const warn = (made: Override | readonly Override[], before: readonly Override[] = []) =>
    overrideWarnings(area, [made].flat(), before).map(({ kind, words }) => [kind, words]);
  const swap = override('swap', 'brown', { ...tuesday, with: 'okafor' });
  const extra = override('extra', 'okafor', { ...tuesday, line: 'haematology' });
  const saturday = { from: wall('2026-11-28 00:00'), to: wall('2026-11-29 00:00') };

  test('are none where there is nothing to warn of', () => {
    expect([swap, extra, override('leave', 'brown', tuesday)].flatMap((each) => warn(each))).toEqual([]);
  });

  test.each<[string, Override | readonly Override[], readonly Override[], readonly string[]]>([
    [
      'a swap of no shift',
      { ...swap, ...saturday },
      [],
      ['no-shift', 'Dr Brown has no shift in the rota then, so there is nothing to stand in for'],
    ],
    [
      'a stand-in on leave',
      swap,
      [override('leave', 'okafor', { ...tuesday, from: wall('2026-11-24 16:00') })],
      ['stand-in-away', 'Dr Okafor is to stand in, but is on leave then'],
    ],
    [
      'a stand-in who is paused',
      swap,
      [override('pause', 'okafor', tuesday)],
      ['stand-in-away', 'Dr Okafor is to stand in, but is paused then'],
    ],
    [
      'a stand-in on shift',
      { ...swap, with: 'patel' },
      [],
      ['stand-in-on-shift', 'Dr Patel is to stand in, but is on shift then anyway'],
    ],
    [
      'a second swap',
      swap,
      [override('swap', 'brown', { ...tuesday, id: 'first', with: 'patel' })],
      ['already-swapped', 'Dr Brown has swapped with Dr Patel then already'],
    ],
    [
      'a stand-in without a phone',
      { ...swap, with: 'silent' },
      [],
      ['no-phone', 'Dr Silent has no phone in people.yaml and cannot be rung'],
    ],
    [
      'an extra of somebody on leave',
      extra,
      [override('leave', 'okafor', tuesday)],
      ['away', 'Dr Okafor is on leave then, which counts before an extra'],
    ],
    [
      'an extra of somebody who swapped',
      extra,
      [override('swap', 'okafor', { ...tuesday, with: 'patel' })],
      ['already-swapped', 'Dr Okafor has swapped then, which counts before an extra'],
    ],
    [
      'an extra while the line is closed',
      { ...extra, ...saturday },
      [],
      ['closed', 'Dr Okafor is not rung: Haematology is closed then, and an extra does not open it'],
    ],
    [
      'leave of somebody off duty',
      override('leave', 'brown', saturday),
      [],
      ['no-shift', 'Dr Brown has no shift then, so nothing changes'],
    ],
  ])('%s', (_, made, before, expected) => {
    expect(warn(made, before)).toEqual([expected]);
  });

  test('a stand-in whose leave is outside the shift is not warned of', () => {
    expect(warn(swap, [override('leave', 'okafor', { ...tuesday, from: wall('2026-11-24 17:00') })])).toEqual(
      [],
    );
  });

  test('leave of a stand-in is no surprise to have no shift', () => {
    expect(warn(override('leave', 'okafor', tuesday), [swap])).toEqual([]);
  });

  test('two on shift who swap both ways are not told that the other is on shift', () => {
    const both = [
      { ...swap, with: 'patel' },
      { ...swap, clinician: 'patel', with: 'brown' },
    ];
    expect(warn(both)).toEqual([]);
  });

  test('overrides of another line or area are left aside', () => {
    const elsewhere = override('leave', 'okafor', { ...tuesday, line: 'endocrinology' });
    expect(warn({ ...swap, line: 'haematology' }, [elsewhere])).toEqual([]);
    expect(warn(swap, [{ ...elsewhere, line: undefined, area: 'elsewhere' }])).toEqual([]);
  });
});
