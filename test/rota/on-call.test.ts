import { describe, expect, test } from '@jest/globals';
import { onCall } from '../../src/rota/on-call.ts';
import type { OnCallQuestion } from '../../src/rota/on-call.ts';
import type { OnCall, RingHistory } from '../../src/rota/types.ts';
import { haematology, lineOf, lineWith, override, wall } from './a-rota.ts';

const at = wall('2026-11-23 10:00');
const { area, line } = lineOf(haematology);

function ask(more: Partial<OnCallQuestion> = {}): OnCall {
  return onCall({ area, line, at, ...more });
}

function ids({ ladder }: OnCall): readonly string[] {
  return ladder.map(({ clinician }) => clinician.id);
}

describe('the ladder', () => {
  test('holds the people of the shift in file order, until it ends, and says why', () => {
    const answer = ask();
    expect(answer).toMatchObject({ open: true, opensNext: undefined });
    expect(ids(answer)).toEqual(['ahmed', 'brown', 'patel']);
    expect(answer.ladder.map(({ until }) => until)).toEqual(Array(3).fill(wall('2026-11-23 17:00')));
    expect(answer.why).toEqual([
      'Dr Ahmed: on shift until 5pm',
      'Dr Brown: on shift until 5pm',
      'Dr Patel: on shift until 5pm',
    ]);
  });

  test('is empty when the line is closed, and says when it opens', () => {
    const answer = ask({ at: wall('2026-11-20 17:00') });
    expect(answer).toEqual({
      open: false,
      opensNext: wall('2026-11-23 09:00'),
      ladder: [],
      why: ['Haematology is closed and opens on Monday 23 November at 9am'],
    });
  });

  const unknown =
    'Bank holidays after 31 December 2028 are not known yet: update Rotaline, or add bankHolidayDates in service.yaml';
  const own = { ...area, extraHolidays: ['2029-04-02'] };
  test.each([
    ['a day of which it is known', '2028-12-29 10:00', {}, true, undefined],
    ['the first working day after', '2029-01-02 10:00', {}, true, unknown],
    ['its evening', '2029-01-02 18:00', {}, false, unknown],
    ['Easter Monday', '2029-04-02 10:00', {}, true, unknown],
    ['Easter Monday, known to the area', '2029-04-02 10:00', { area: own }, false, undefined],
    ['the day after that', '2029-04-03 10:00', { area: own }, true, unknown],
    [
      'open on bank holidays',
      '2029-04-02 10:00',
      { line: { ...line, bankHolidays: 'open' } },
      true,
      undefined,
    ],
  ] as const)('says that bank holidays are not known yet: %s', (_, day, more, open, words) => {
    const answer = ask({ at: wall(day), ...more });
    expect(answer.open).toBe(open);
    expect(answer.why.filter((each) => each.startsWith('Bank holidays'))).toEqual(words ? [words] : []);
  });

  test('has each person once, in the place they come first, until the last of their shifts', () => {
    const { area, line } = lineWith(
      '[{ days: [mon], from: "09:00", to: "17:00" }]',
      `
  - { days: [mon], from: "09:00", to: "12:00", people: [brown, ahmed] }
  - { days: [mon], from: "09:00", to: "15:00", people: [patel, brown] }`,
    );
    const answer = ask({ area, line });
    expect(ids(answer)).toEqual(['brown', 'ahmed', 'patel']);
    expect(answer.ladder[0]?.until).toBe(wall('2026-11-23 15:00'));
    expect(answer.why[0]).toBe('Dr Brown: on shift until 3pm');
  });

  test('is that of its instant, whatever instant was asked for before', () => {
    const { area, line } = lineWith(
      '[{ days: [mon], from: "09:00", to: "17:00" }]',
      `
  - { days: [mon], from: "09:00", to: "12:00", people: [ahmed] }
  - { days: [mon], from: "12:00", to: "17:00", people: [brown] }`,
    );
    const change = wall('2026-11-23 12:00');
    const rung = [change, change - 1, change, change + 1].map((at) =>
      onCall({ area, line, at })
        .ladder.map(({ clinician }) => clinician.id)
        .join(),
    );
    expect(rung).toEqual(['brown', 'ahmed', 'brown', 'brown']);
  });

  test('has tier 1 before tier 2, whatever the order in the file', () => {
    const { area, line } = lineWith(
      '[{ days: [mon], from: "09:00", to: "17:00" }]',
      `
  - { days: [mon], from: "09:00", to: "17:00", people: [brown, ahmed], tier: 2 }
  - { days: [mon], from: "09:00", to: "17:00", people: [patel, brown] }`,
    );
    const answer = ask({ area, line });
    expect(answer.ladder.map(({ clinician, tier }) => [clinician.id, tier])).toEqual([
      ['patel', 1],
      ['brown', 1],
      ['ahmed', 2],
    ]);
  });

  test('says that a tier is rung when nobody before answers, where there is somebody before', () => {
    const shifts = `
  - { days: [mon], from: "09:00", to: "17:00", people: [patel] }
  - { days: [mon], from: "09:00", to: "17:00", people: [brown], tier: 2 }`;
    const tiers = lineWith('[{ days: [mon], from: "09:00", to: "17:00" }]', shifts);
    expect(ask(tiers).why).toEqual([
      'Dr Patel: on shift until 5pm',
      'Dr Brown: on shift until 5pm (tier 2, rung if nobody before answers)',
    ]);
    expect(ask({ ...tiers, overrides: [override('leave', 'patel')] }).why).toEqual([
      'Dr Patel: on leave until midnight',
      'Dr Brown: on shift until 5pm (tier 2)',
    ]);
  });

  test('leaves out who has no phone, and says so', () => {
    const { area, line } = lineOf(haematology.replace('[ahmed, brown, patel]', '[silent, brown]'));
    const answer = ask({ area, line });
    expect(ids(answer)).toEqual(['brown']);
    expect(answer.why).toContain('Dr Silent: on shift until 5pm, but has no phone in people.yaml');
  });

  test('is empty, and says so, while the line is open and nobody is on shift', () => {
    const { area, line } = lineWith(
      '[{ days: [mon], from: "09:00", to: "17:00" }]',
      '[{ days: [mon], from: "13:00", to: "17:00", people: [ahmed] }]',
    );
    expect(ask({ area, line })).toMatchObject({ open: true, ladder: [], why: ['Nobody is on shift'] });
  });
});

describe('overrides', () => {
  test('leave takes a person off until it ends', () => {
    const to = wall('2026-12-04 00:00');
    const answer = ask({ overrides: [override('leave', 'brown', { to })] });
    expect(ids(answer)).toEqual(['ahmed', 'patel']);
    expect(answer.why[1]).toBe('Dr Brown: on leave until 4 December');
  });

  test('leave into the next year names the year, and a pause its hour', () => {
    const overrides = [
      override('leave', 'brown', { to: wall('2027-01-04 13:30') }),
      override('pause', 'patel', { to: wall('2026-11-23 12:00') }),
    ];
    expect(ask({ overrides }).why.slice(1, 3)).toEqual([
      'Dr Brown: on leave until 1:30pm on 4 January 2027',
      'Dr Patel: paused until midday',
    ]);
  });

  test('an override begins at its first instant and is over at its last', () => {
    const overrides = [override('leave', 'brown', { from: at, to: at + 1000 })];
    expect(ids(ask({ at: at - 1, overrides }))).toContain('brown');
    expect(ids(ask({ at, overrides }))).not.toContain('brown');
    expect(ids(ask({ at: at + 1000, overrides }))).toContain('brown');
  });

  test('those of other areas and other lines change nothing', () => {
    const overrides = [
      override('leave', 'brown', { area: 'elsewhere' }),
      override('pause', 'ahmed', { line: 'endocrinology' }),
    ];
    expect(ask({ overrides })).toEqual(ask());
  });

  test('a swap puts the stand-in in the very place, no longer than the swap', () => {
    const swap = override('swap', 'ahmed', { with: 'okafor', to: wall('2026-11-23 13:00') });
    const answer = ask({ overrides: [swap] });
    expect(ids(answer)).toEqual(['okafor', 'brown', 'patel']);
    expect(answer.ladder[0]?.until).toBe(swap.to);
    expect(answer.why[0]).toBe('Dr Okafor: standing in for Dr Ahmed until 1pm');
  });

  test('a stand-in who is on the ladder anyway stands there once', () => {
    const answer = ask({ overrides: [override('swap', 'brown', { with: 'ahmed' })] });
    expect(ids(answer)).toEqual(['ahmed', 'patel']);
    expect(answer.why).toContain('Dr Brown: swapped with Dr Ahmed until 5pm');
  });

  test('two who swapped with each other take each other’s places', () => {
    const overrides = [
      override('swap', 'ahmed', { with: 'patel' }),
      override('swap', 'patel', { with: 'ahmed' }),
    ];
    expect(ids(ask({ overrides }))).toEqual(['patel', 'brown', 'ahmed']);
  });

  test('a swap of a swap leads to the last stand-in', () => {
    const overrides = [
      override('swap', 'ahmed', { with: 'okafor' }),
      override('swap', 'okafor', { with: 'brown' }),
    ];
    expect(ids(ask({ overrides }))).toEqual(['brown', 'patel']);
  });

  test('a swap for this line alone counts before one for every line', () => {
    const overrides = [
      override('swap', 'ahmed', { id: 'b', with: 'brown' }),
      override('swap', 'ahmed', { id: 'a', with: 'okafor', line: 'haematology' }),
    ];
    expect(ids(ask({ overrides }))[0]).toBe('okafor');
    expect(ids(ask({ overrides: overrides.toReversed() }))[0]).toBe('okafor');
  });

  test('an extra is rung last', () => {
    const answer = ask({ overrides: [override('extra', 'okafor', { to: wall('2026-11-23 11:00') })] });
    expect(ids(answer)).toEqual(['ahmed', 'brown', 'patel', 'okafor']);
    expect(answer.why[3]).toBe('Dr Okafor: added to the rota until 11am');
  });

  test('an extra opens no closed line', () => {
    const evening = { from: wall('2026-11-23 17:00'), to: wall('2026-11-23 20:00') };
    const answer = ask({ at: wall('2026-11-23 18:00'), overrides: [override('extra', 'okafor', evening)] });
    expect(answer).toMatchObject({ open: false, ladder: [] });
  });

  test.each([
    [
      'pause over leave',
      [override('leave', 'brown'), override('pause', 'brown')],
      'Dr Brown: paused until midnight',
    ],
    [
      'leave over extra',
      [override('leave', 'okafor'), override('extra', 'okafor')],
      'Dr Okafor: on leave until midnight',
    ],
    [
      'leave over standing in',
      [override('swap', 'brown', { with: 'okafor' }), override('leave', 'okafor')],
      'Dr Okafor: was to stand in for Dr Brown, but is on leave until midnight',
    ],
    [
      'swap over extra',
      [override('extra', 'okafor'), override('swap', 'okafor', { with: 'patel' })],
      'Dr Okafor: swapped with Dr Patel until midnight',
    ],
  ])('%s', (_, overrides, words) => {
    for (const given of [overrides, overrides.toReversed()]) {
      const answer = ask({ overrides: given });
      expect(answer.why).toContain(words);
      expect(ids(answer)).not.toContain('okafor');
    }
  });

  test('the stand-in of somebody who is also on leave stands in', () => {
    const overrides = [override('leave', 'brown'), override('swap', 'brown', { with: 'okafor' })];
    expect(ids(ask({ overrides }))).toEqual(['ahmed', 'okafor', 'patel']);
  });

  test('says so when everybody on shift is away', () => {
    const overrides = ['ahmed', 'brown', 'patel'].map((id) => override('pause', id));
    const answer = ask({ overrides });
    expect(answer.ladder).toEqual([]);
    expect(answer.why.at(-1)).toBe('Nobody who is on shift can be rung');
  });

  test('an override that names somebody unknown rings nobody', () => {
    const answer = ask({ overrides: [override('extra', 'ghost')] });
    expect(ids(answer)).toEqual(['ahmed', 'brown', 'patel']);
    expect(answer.why).toContain('ghost: added to the rota until midnight, but is not in people.yaml');
  });
});

describe('orders', () => {
  const ordered = (
    order: string,
    history: Partial<RingHistory>,
    more: Partial<OnCallQuestion> = {},
  ): OnCall => {
    const found = lineOf(`${haematology}ring: { order: ${order} }\n`);
    const none = { lastRung: undefined, lastTook: new Map(), tookToday: new Map() };
    return ask({ ...found, ...more, history: { ...none, ...history } });
  };

  test('rotate starts after whoever was rung last', () => {
    expect(ids(ordered('rotate', { lastRung: 'ahmed' }))).toEqual(['brown', 'patel', 'ahmed']);
    expect(ids(ordered('rotate', { lastRung: 'patel' }))).toEqual(['ahmed', 'brown', 'patel']);
    expect(ids(ordered('rotate', {}))).toEqual(['ahmed', 'brown', 'patel']);
    expect(ids(ordered('rotate', { lastRung: 'somebody-gone' }))).toEqual(['ahmed', 'brown', 'patel']);
    expect(ordered('rotate', { lastRung: 'ahmed' }).why.at(-1)).toBe(
      'In turn: starting after Dr Ahmed, who was rung last',
    );
  });

  test('rotate goes on from the place of somebody who has paused or swapped since', () => {
    const history = { lastRung: 'brown' };
    expect(ids(ordered('rotate', history, { overrides: [override('pause', 'brown')] }))).toEqual([
      'patel',
      'ahmed',
    ]);
    const swap = override('swap', 'brown', { with: 'okafor' });
    expect(ids(ordered('rotate', history, { overrides: [swap] }))).toEqual(['patel', 'ahmed', 'okafor']);
  });

  test('longest-idle starts with who never took a call, then who took one longest ago', () => {
    const lastTook = new Map([
      ['ahmed', at - 1000],
      ['brown', at - 5000],
    ]);
    expect(ids(ordered('longest-idle', { lastTook }))).toEqual(['patel', 'brown', 'ahmed']);
  });

  test('fewest-calls starts with who took fewest today, equals as listed', () => {
    expect(ids(ordered('fewest-calls', { tookToday: new Map([['ahmed', 2]]) }))).toEqual([
      'brown',
      'patel',
      'ahmed',
    ]);
  });

  test('an order never mixes tiers', () => {
    const { area, line } = lineWith(
      '[{ days: [mon], from: "09:00", to: "17:00" }]',
      `
  - { days: [mon], from: "09:00", to: "17:00", people: [ahmed, brown] }
  - { days: [mon], from: "09:00", to: "17:00", people: [patel, okafor], tier: 2 }`,
      'ring: { order: rotate }\n',
    );
    const history = { lastRung: 'patel', lastTook: new Map(), tookToday: new Map() };
    expect(ids(ask({ area, line, history }))).toEqual(['ahmed', 'brown', 'okafor', 'patel']);
  });
});
