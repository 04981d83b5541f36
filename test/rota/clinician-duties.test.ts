import { describe, expect, test } from '@jest/globals';
import { dutiesOnDay, pauseEnd, type dutiesOf } from '../../src/rota/duties/clinician-duties.ts';
import { restOfShift } from '../../src/rota/duties/rest-of-shift.ts';
import { swapFault } from '../../src/texts/swap-fault.ts';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import { haematology, lineWith, override, practices, rotasWith, wall } from './a-rota.ts';

const always = '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]';
const { area } = lineWith(
  always,
  `[{ days: [mon], from: "09:00", to: "13:00", people: [ahmed] },
    { days: [mon], from: "13:00", to: "17:00", people: [ahmed, brown] },
    { days: [fri], from: "20:00", to: "08:00", people: [ahmed] }]`,
);
const monday = dayNumber('2026-11-23') ?? 0;

function spans(clinician: string, day = monday, overrides: Parameters<typeof dutiesOf>[3] = []) {
  return dutiesOnDay(area, clinician, day, overrides).map(({ from, to }) => [from, to]);
}

describe('the duties of a day', () => {
  test('are the shifts one by one, and a night is of the day on which it begins', () => {
    expect(spans('ahmed')).toEqual([
      [wall('2026-11-23 09:00'), wall('2026-11-23 13:00')],
      [wall('2026-11-23 13:00'), wall('2026-11-23 17:00')],
    ]);
    expect(spans('ahmed', monday + 4)).toEqual([[wall('2026-11-27 20:00'), wall('2026-11-28 08:00')]]);
    expect(spans('ahmed', monday + 5)).toEqual([]);
  });

  test('follow leave, swaps and extras, and no pause', () => {
    expect(spans('ahmed', monday, [override('pause', 'ahmed')])).toHaveLength(2);
    expect(spans('ahmed', monday, [override('leave', 'ahmed')])).toEqual([]);
    expect(spans('patel', monday, [override('swap', 'ahmed', { with: 'patel' })])).toHaveLength(2);
    const others = override('leave', 'brown');
    const extra = override('extra', 'patel', { line: 'haematology' });
    expect(spans('patel', monday, [others, extra])).toHaveLength(1);
  });
});

describe('a pause for the rest of the shift', () => {
  test.each([
    ['ahmed', '2026-11-23 10:00', '2026-11-23 13:00'],
    ['ahmed', '2026-11-28 02:00', '2026-11-28 08:00'],
    ['ahmed', '2026-11-23 18:00', '2026-11-24 00:00'],
    ['patel', '2026-11-23 10:00', '2026-11-24 00:00'],
    // On no shift now, but on one tonight that goes on after midnight.
    ['ahmed', '2026-11-27 15:00', '2026-11-28 08:00'],
  ])('of %s at %s ends at %s', (clinician, at, end) => {
    expect(pauseEnd(area, clinician, wall(at), [])).toBe(wall(end));
  });

  test('does not end with an earlier pause', () => {
    expect(pauseEnd(area, 'ahmed', wall('2026-11-23 10:00'), [override('pause', 'ahmed')])).toBe(
      wall('2026-11-23 13:00'),
    );
  });
});

describe('a pause for the rest of the shift, of who has an extra for weeks', () => {
  const weeks = { line: 'haematology', from: wall('2026-11-23 00:00'), to: wall('2026-12-18 17:00') };
  const shifts = `[{ days: [mon, tue], from: "09:00", to: "17:00", people: [ahmed] },
    { days: [sun], from: "20:00", to: "08:00", people: [ahmed] }]`;
  const week =
    '[{ days: [mon, tue], from: "08:00", to: "13:00" }, { days: [mon, tue], from: "13:00", to: "18:00" }]';
  test.each([
    ['the open hours', week, 'patel', '2026-11-23 10:00', '2026-11-23 18:00'],
    [
      'an ordinary shift, where that is longer',
      week.replace('18:00', '16:00'),
      'ahmed',
      '2026-11-23 10:00',
      '2026-11-23 17:00',
    ],
    ['the day, on a line that never closes', always, 'patel', '2026-11-23 10:00', '2026-11-24 00:00'],
    [
      'the night',
      '[{ days: [sun, mon], from: "20:00", to: "08:00" }]',
      'patel',
      '2026-11-24 02:00',
      '2026-11-24 08:00',
    ],
    ['the extra, where that is shorter', always, 'okafor', '2026-11-23 10:00', '2026-11-23 11:00'],
  ])('ends with %s', (_name, open, clinician, at, end) => {
    const extras = [
      override('extra', 'patel', weeks),
      override('extra', 'ahmed', weeks),
      override('extra', 'okafor', { ...weeks, to: wall('2026-11-23 11:00') }),
    ];
    expect(pauseEnd(lineWith(open, shifts).area, clinician, wall(at), extras)).toBe(wall(end));
  });
});

describe('not to be rung for the rest of the shift', () => {
  const two = rotasWith({
    'riverside/haematology.yaml': haematology,
    'hillside/service.yaml': 'name: Hillside\nnumbers: ["+441614960009"]\n',
    'hillside/people.yaml': `
- { id: s-ahmed, name: Dr S Ahmed, gmc: "7012345", phones: ["+447700900101"] }
- { id: brown, name: Dr Other Brown, gmc: "7099999", phones: ["+447700900109"] }
`,
    'hillside/practices.csv': practices,
    'hillside/dermatology.yaml':
      'name: Dermatology\nmenu: 1\nopen: [{ days: [mon], from: "09:00", to: "19:00" }]\n' +
      'shifts: [{ days: [mon], from: "12:00", to: "19:00", people: [s-ahmed, brown] }]\n',
  });
  const of = (clinician: string, at: string) =>
    restOfShift(two, { area: 'riverside', clinician }, wall(at), []).map((rest) => [
      `${rest.area}/${rest.clinician}`,
      rest.to,
    ]);

  test('is so in every area that has the person, until the last of their shifts ends', () => {
    expect(of('ahmed', '2026-11-23 10:00')).toEqual([
      ['hillside/s-ahmed', wall('2026-11-23 17:00')],
      ['riverside/ahmed', wall('2026-11-23 17:00')],
    ]);
    expect(of('ahmed', '2026-11-23 12:00').map(([, to]) => to)).toEqual([
      wall('2026-11-23 19:00'),
      wall('2026-11-23 19:00'),
    ]);
  });

  test('is not for a namesake in another area, nor for who is on no shift or in no list', () => {
    expect(of('brown', '2026-11-23 12:00')).toEqual([['riverside/brown', wall('2026-11-23 17:00')]]);
    expect(of('brown', '2026-11-23 17:00')).toEqual([]);
    expect(of('nobody', '2026-11-23 12:00')).toEqual([]);
  });
});

describe('a swap', () => {
  const wanted = {
    line: 'haematology',
    askedBy: 'ahmed',
    asked: 'patel',
    from: wall('2026-11-23 09:00'),
    to: wall('2026-11-23 17:00'),
  };
  const before = wall('2026-11-22 10:00');
  const extra = override('extra', 'okafor', {
    line: 'haematology',
    from: wall('2026-11-23 18:00'),
    to: wall('2026-11-23 20:00'),
  });

  test.each([
    ['stands', {}, [], undefined],
    ['of a shift that is not there', { askedBy: 'okafor' }, [], 'no-shift'],
    ['with who is on leave', {}, [override('leave', 'patel')], 'away'],
    [
      'with who is on leave then on another day',
      {},
      [override('leave', 'patel', { from: wall('2026-11-24 00:00'), to: wall('2026-11-25 00:00') })],
      undefined,
    ],
    [
      'with who is on leave until it begins, and when it is over',
      {},
      [
        override('leave', 'patel', { to: wanted.from }),
        override('leave', 'patel', { from: wanted.to, to: wall('2026-11-25 00:00') }),
      ],
      undefined,
    ],
    [
      'with who is on leave from another line',
      {},
      [override('leave', 'patel', { line: 'other' })],
      undefined,
    ],
    [
      'with who is on leave from that line',
      {},
      [override('leave', 'patel', { line: 'haematology' })],
      'away',
    ],
    ['with who is on that shift too', { asked: 'brown' }, [], 'on-shift'],
    ['with who is only paused', {}, [override('pause', 'patel')], undefined],
    ['of what was added by hand', { askedBy: 'okafor', from: extra.from, to: extra.to }, [extra], 'extra'],
    ['of a shift that was given away', {}, [override('swap', 'ahmed', { with: 'okafor' })], 'no-shift'],
  ])('%s', (_name, change, overrides, fault) => {
    expect(swapFault(area, { ...wanted, ...change }, overrides, before)).toBe(fault);
  });
});
