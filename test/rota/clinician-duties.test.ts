import { describe, expect, test } from '@jest/globals';
import { dutiesOnDay, pauseEnd, type dutiesOf } from '../../src/rota/duties/clinician-duties.ts';
import { swapFault } from '../../src/texts/swap-fault.ts';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import { lineWith, override, wall } from './a-rota.ts';

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
