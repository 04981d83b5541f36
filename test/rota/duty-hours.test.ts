import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coreHours, dutyHours, dutyHoursThrough } from '../../src/rota/duty-hours.ts';
import type { Override } from '../../src/rota/types.ts';
import { haematology, lineWith, override, rotasWith, wall } from './a-rota.ts';

const always = '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]';

function hoursOf(
  shifts: string,
  from: string,
  to: string,
  overrides: readonly Override[] = [],
  more = 'bankHolidays: open',
) {
  const { area } = lineWith(always, shifts, more);
  const found = dutyHours({ area, from: wall(from), to: wall(to), overrides });
  return Object.fromEntries(
    [...found].map(([id, { inHours, outOfHours }]) => [id, [inHours / 3_600_000, outOfHours / 3_600_000]]),
  );
}

describe('hours on the rota', () => {
  test.each([
    ['a working day', '2026-11-23', '2026-11-24', '00:00', '24:00', [10.5, 13.5]],
    ['the edges of the core hours', '2026-11-23', '2026-11-24', '07:00', '09:00', [1, 1]],
    ['the evening', '2026-11-23', '2026-11-24', '18:00', '19:00', [0.5, 0.5]],
    ['a Saturday', '2026-11-28', '2026-11-29', '09:00', '17:00', [0, 8]],
    ['Christmas Day, a Friday', '2026-12-25', '2026-12-26', '09:00', '17:00', [0, 8]],
    ['the night the clocks go forward', '2026-03-28', '2026-03-30', '20:00', '08:00', [0, 23]],
    ['the night the clocks go back', '2026-10-24', '2026-10-26', '20:00', '08:00', [0, 25]],
  ] as const)('%s', (_, from, to, start, end, hours) => {
    const shift = `[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "${start}", to: "${end}", people: [ahmed] }]`;
    expect(hoursOf(shift, `${from} 00:00`, `${to} 00:00`)).toEqual({ ahmed: hours });
  });

  test('overrides count: who is on leave has none, who stands in has them', () => {
    const shift = '[{ days: [mon], from: "09:00", to: "17:00", people: [ahmed, brown] }]';
    const overrides = [
      override('leave', 'ahmed', { from: wall('2026-11-23 12:00') }),
      override('swap', 'brown', { with: 'patel' }),
    ];
    expect(hoursOf(shift, '2026-11-23 00:00', '2026-11-30 00:00', overrides)).toEqual({
      ahmed: [3, 0],
      patel: [8, 0],
    });
  });

  test('nobody is on duty on a closed bank holiday, nor without a phone', () => {
    const shift = '[{ days: [fri], from: "09:00", to: "17:00", people: [ahmed, silent] }]';
    expect(hoursOf(shift, '2026-12-25 00:00', '2026-12-26 00:00', [], 'bankHolidays: closed')).toEqual({});
    expect(hoursOf(shift, '2026-12-18 00:00', '2026-12-19 00:00')).toEqual({ ahmed: [8, 0] });
  });

  test('hours on two lines at once are counted once', () => {
    const [area] = rotasWith({
      'riverside/neurology.yaml': haematology
        .replace('menu: 1', 'menu: 2')
        .replace(/"17:00", people: .*/, '"18:00", people: [ahmed] }')
        .replace('to: "17:00"', 'to: "18:00"'),
    }).areas;
    if (!area) throw new Error('no area');
    const [from, to] = [wall('2026-11-23 00:00'), wall('2026-11-24 00:00')];
    const found = dutyHours({ area, from, to, overrides: [] });
    expect(found.get('ahmed')).toEqual({ inHours: 9 * 3_600_000, outOfHours: 0 });
    expect(found.get('brown')).toEqual({ inHours: 8 * 3_600_000, outOfHours: 0 });
  });

  test('in hours and out of hours are all there is, whatever the span', () => {
    const { area } = lineWith(
      always,
      '[{ days: [mon, thu, sat], from: "06:00", to: "22:00", people: [ahmed] }]',
    );
    const start = wall('2026-10-20 00:00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 120 }), (after, lasting) => {
        const [from, to] = [start + after * 1_800_000, start + (after + lasting) * 1_800_000];
        const { inHours, outOfHours } = dutyHours({ area, from, to, overrides: [] }).get('ahmed') ?? {
          inHours: 0,
          outOfHours: 0,
        };
        let [inside, outside] = [0, 0];
        const core = coreHours({ area, from, to });
        for (let at = from; at < to; at += 1_800_000) {
          const one = dutyHours({ area, from: at, to: at + 1, overrides: [] }).has('ahmed');
          if (!one) continue;
          if (core.some((each) => each.from <= at && at < each.to)) inside += 1_800_000;
          else outside += 1_800_000;
        }
        expect([inHours, outOfHours]).toEqual([inside, outside]);
      }),
      { numRuns: 15 },
    );
  });

  describe('through versions of the rota', () => {
    const hours = (found: ReturnType<typeof dutyHoursThrough>) =>
      Object.fromEntries(
        [...found].map(([id, { inHours, outOfHours }]) => [
          id,
          [inHours / 3_600_000, outOfHours / 3_600_000],
        ]),
      );
    const days = '{ days: [mon, tue, wed, thu, fri], from: "07:00", to: "17:00", people: ';
    const { area: first } = lineWith(always, `[${days} [ahmed, brown] }]`);
    const { area: second } = lineWith(always, `[${days} [brown, patel] }]`);
    const [monday, noon, wednesday] = [
      wall('2026-11-23 00:00'),
      wall('2026-11-24 12:00'),
      wall('2026-11-25 00:00'),
    ];

    test('each counts for its own time, to the minute, with the overrides that hold then', () => {
      const stretches = [
        { area: first, from: monday, to: noon },
        { area: second, from: noon, to: wednesday },
      ];
      expect(hours(dutyHoursThrough(stretches, []))).toEqual({
        ahmed: [9 + 4, 2],
        brown: [9 + 9, 2],
        patel: [5, 0],
      });
      const swap = override('swap', 'brown', {
        with: 'okafor',
        from: wall('2026-11-24 11:00'),
        to: wall('2026-11-24 13:00'),
      });
      expect(hours(dutyHoursThrough(stretches, [swap]))).toEqual({
        ahmed: [9 + 4, 2],
        brown: [9 + 7, 2],
        okafor: [2, 0],
        patel: [5, 0],
      });
    });

    test('while there was no such area nobody was on duty', () => {
      const stretches = [
        { area: undefined, from: monday, to: noon },
        { area: first, from: noon, to: wednesday },
      ];
      expect(hours(dutyHoursThrough(stretches, []))).toEqual({ ahmed: [5, 0], brown: [5, 0] });
    });

    test('cutting time up changes nothing', () => {
      const { area } = lineWith(
        always,
        '[{ days: [mon, thu, sat], from: "20:00", to: "08:00", people: [ahmed] }]',
      );
      const start = wall('2026-10-20 00:00');
      const leave = override('leave', 'ahmed', { from: start + 20 * 3_600_000, to: start + 80 * 3_600_000 });
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 8 }), (cuts) => {
          const edges = [0, ...new Set(cuts), 10_001]
            .sort((one, other) => one - other)
            .map((minutes) => start + minutes * 60_000);
          const stretches = edges.slice(1).map((to, place) => ({ area, from: edges[place] ?? 0, to }));
          const whole = { area, from: start, to: start + 10_001 * 60_000, overrides: [leave] };
          expect(dutyHoursThrough(stretches, [leave])).toEqual(dutyHours(whole));
        }),
        { numRuns: 40 },
      );
    });
  });
});
