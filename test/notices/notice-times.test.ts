import { describe, expect, test } from '@jest/globals';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import type { Area } from '../../src/rota/types.ts';
import { nextWorkingDay, noticesDue } from '../../src/notices/notice-times.ts';
import { wall } from '../rota/a-rota.ts';
import { listed } from '../stories/a-rota.ts';

function area(change: Partial<Area> = {}): Area {
  const [found] = listed('ahmed').areas;
  if (!found) throw new Error('no area');
  return { ...found, ...change };
}

function day(text: string): number {
  return dayNumber(text) ?? NaN;
}

describe('reminders', () => {
  test.each([
    ['2026-11-23 17:59', undefined],
    ['2026-11-23 18:00', '2026-11-24'],
    ['2026-11-23 20:59', '2026-11-24'],
    ['2026-11-23 21:00', undefined],
    ['2026-11-24 06:59', undefined],
    ['2026-11-24 07:00', '2026-11-24'],
    ['2026-11-24 09:00', undefined],
    ['2026-03-28 18:00', '2026-03-29'],
    ['2026-07-01 18:00', '2026-07-02'],
  ])('at %s are for %s', (at, of) => {
    expect(noticesDue(area(), wall(at)).remindersFor).toBe(of && day(of));
  });

  test('go by the clocks of the area', () => {
    const there = area({ timezone: 'Asia/Kolkata' });
    expect(noticesDue(there, Date.parse('2026-11-23T12:29Z')).remindersFor).toBeUndefined();
    expect(noticesDue(there, Date.parse('2026-11-23T12:30Z')).remindersFor).toBe(day('2026-11-24'));
  });
});

describe('uncovered hours are looked for up to the end of the next working day', () => {
  test.each([
    ['2026-11-23 06:59', undefined, undefined],
    ['2026-11-23 07:00', '2026-11-25 00:00', '2026-11-23 12:00'],
    ['2026-11-23 08:59', '2026-11-25 00:00', '2026-11-23 12:00'],
    ['2026-11-23 09:00', '2026-11-25 00:00', '2026-11-25 00:00'],
    ['2026-11-27 09:00', '2026-12-01 00:00', '2026-12-01 00:00'],
    ['2026-11-28 07:00', '2026-12-01 00:00', '2026-11-28 12:00'],
    ['2026-11-28 09:00', '2026-12-01 00:00', '2026-12-01 00:00'],
    ['2026-11-29 20:59', '2026-12-01 00:00', '2026-12-01 00:00'],
    ['2026-12-24 09:00', '2026-12-30 00:00', '2026-12-30 00:00'],
    ['2026-11-23 21:00', undefined, undefined],
  ])('at %s: %s, and told of what begins before %s', (at, to, before) => {
    const due = noticesDue(area(), wall(at)).uncovered;
    expect([due?.within.to, due?.before]).toEqual([to && wall(to), before && wall(before)]);
  });
});

describe('the digest', () => {
  test.each([
    ['2026-11-23 07:59', undefined],
    ['2026-11-23 08:00', '2026-11-23'],
    ['2026-11-23 17:59', '2026-11-23'],
    ['2026-11-23 18:00', undefined],
    ['2026-11-24 08:00', undefined],
    // Easter Monday, and the working day after it.
    ['2026-04-06 08:00', undefined],
    ['2026-04-07 08:00', '2026-04-06'],
    ['2026-04-08 08:00', undefined],
  ])('at %s is of %s', (at, of) => {
    expect(noticesDue(area(), wall(at)).digestOf).toBe(of && day(of));
  });
});

describe('the monthly check of phones', () => {
  test.each([
    ['2026-12-01 09:00', '2026-12'],
    ['2026-12-01 08:59', undefined],
    ['2026-12-05 10:00', undefined],
    ['2026-12-25 10:00', undefined],
  ])('at %s is of %s', (at, of) => {
    expect(noticesDue(area({ checkPhones: 'monthly' }), wall(at)).checkPhonesOf).toBe(of);
  });

  test('is off unless it is told', () => {
    expect(noticesDue(area(), wall('2026-12-01 09:00')).checkPhonesOf).toBeUndefined();
    expect(
      noticesDue(area({ checkPhones: 'never' }), wall('2026-12-01 09:00')).checkPhonesOf,
    ).toBeUndefined();
  });
});

test('a working day is no weekend, no bank holiday, and no day that the area keeps', () => {
  expect(nextWorkingDay(area(), day('2026-12-24'))).toBe(day('2026-12-29'));
  expect(nextWorkingDay(area({ extraHolidays: ['2026-12-29'] }), day('2026-12-24'))).toBe(day('2026-12-30'));
});
