import { describe, expect, test } from '@jest/globals';
import { bankHolidays, bankHolidaysKnown, bankHolidayTitle } from '../../src/rota/bank-holidays.ts';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import { onCall } from '../../src/rota/on-call.ts';
import { isOpen, openIntervals, opensNext } from '../../src/rota/opening.ts';
import { haematology, lineOf, lineWith, service, wall } from './a-rota.ts';

const weekdays = '[mon, tue, wed, thu, fri]';
const { area, line } = lineWith(
  `[{ days: ${weekdays}, from: "09:00", to: "17:00" }]`,
  `
  - { days: ${weekdays}, from: "09:00", to: "17:00", people: [ahmed] }
  - { date: "2026-12-28", from: "10:00", to: "14:00", people: [brown] }
  - { date: "2026-12-12", from: "10:00", to: "14:00", people: [brown] }`,
);

describe('open hours', () => {
  test('hold their first instant and not their last', () => {
    expect(isOpen(area, line, wall('2026-11-23 09:00') - 1)).toBe(false);
    expect(isOpen(area, line, wall('2026-11-23 09:00'))).toBe(true);
    expect(isOpen(area, line, wall('2026-11-23 17:00') - 1)).toBe(true);
    expect(isOpen(area, line, wall('2026-11-23 17:00'))).toBe(false);
  });

  test('the line says when it opens next, and nothing while it is open', () => {
    expect(opensNext(area, line, wall('2026-11-20 18:00'))).toBe(wall('2026-11-23 09:00'));
    expect(opensNext(area, line, wall('2026-11-23 08:59'))).toBe(wall('2026-11-23 09:00'));
    expect(opensNext(area, line, wall('2026-11-23 09:00') - 1)).toBe(wall('2026-11-23 09:00'));
    expect(opensNext(area, line, wall('2026-11-23 09:00'))).toBeUndefined();
  });

  test('a line that never opens again within a year says so', () => {
    const once = lineWith('[{ date: "2026-01-05", from: "09:00", to: "10:00" }]', '[]');
    expect(opensNext(once.area, once.line, wall('2026-01-06 09:00'))).toBeUndefined();
    expect(opensNext(once.area, once.line, wall('2025-01-05 09:00'))).toBe(wall('2026-01-05 09:00'));
    const { why } = onCall({ ...once, at: wall('2026-01-06 09:00') });
    expect(why).toEqual(['Haematology is closed and does not open within a year']);
  });

  test('a night is open on both of its days', () => {
    const night = lineWith('[{ days: [sun], from: "20:00", to: "08:00" }]', '[]');
    expect(isOpen(night.area, night.line, wall('2026-11-22 21:00'))).toBe(true);
    expect(isOpen(night.area, night.line, wall('2026-11-23 07:59'))).toBe(true);
    expect(isOpen(night.area, night.line, wall('2026-11-23 08:00'))).toBe(false);
    expect(isOpen(night.area, night.line, wall('2026-11-23 20:00'))).toBe(false);
  });

  test('hours that touch are one stretch', () => {
    const touching = lineWith(
      '[{ days: [mon], from: "09:00", to: "12:00" }, { days: [mon], from: "12:00", to: "18:00" }]',
      '[]',
    );
    const span = { from: wall('2026-11-23 00:00'), to: wall('2026-11-24 00:00') };
    expect(openIntervals(touching.area, touching.line, span)).toEqual([
      { from: wall('2026-11-23 09:00'), to: wall('2026-11-23 18:00') },
    ]);
  });

  test('a line open day and night is open all of the time', () => {
    const all = lineWith(
      '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }]',
      '[]',
      'bankHolidays: open\n',
    );
    const span = { from: wall('2026-10-20 00:00'), to: wall('2026-10-30 00:00') };
    expect(openIntervals(all.area, all.line, span)).toEqual([span]);
  });
});

describe('bank holidays', () => {
  test('close a line: weekly hours and weekly shifts do not count', () => {
    expect(isOpen(area, line, wall('2026-12-25 10:00'))).toBe(false);
    expect(onCall({ area, line, at: wall('2026-12-25 10:00') })).toMatchObject({
      ladder: [],
      why: ['Haematology is closed for Christmas Day and opens on Monday 28 December at 10am'],
    });
  });

  test('a dated shift opens the line for just its time, with its own people alone', () => {
    const { open, ladder } = onCall({ area, line, at: wall('2026-12-28 10:00') });
    expect(open).toBe(true);
    expect(ladder.map(({ clinician }) => clinician.id)).toEqual(['brown']);
    expect(isOpen(area, line, wall('2026-12-28 09:59'))).toBe(false);
    expect(isOpen(area, line, wall('2026-12-28 14:00'))).toBe(false);
  });

  test('on any other day a dated shift opens nothing', () => {
    expect(isOpen(area, line, wall('2026-12-12 11:00'))).toBe(false);
  });

  test('a night that began the evening before goes on; the night of the holiday does not begin', () => {
    const night = lineWith(
      '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "20:00", to: "08:00" }]',
      '[{ days: [mon, tue, wed, thu, fri, sat, sun], from: "20:00", to: "08:00", people: [ahmed] }]',
    );
    const ladderAt = (text: string): number => onCall({ ...night, at: wall(text) }).ladder.length;
    expect(ladderAt('2026-12-25 03:00')).toBe(1);
    expect(ladderAt('2026-12-25 21:00')).toBe(0);
    expect(ladderAt('2026-12-26 03:00')).toBe(0);
    expect(ladderAt('2026-12-26 21:00')).toBe(1);
  });

  test('change nothing on a line that stays open', () => {
    const open = lineOf(`${haematology}bankHolidays: open\n`);
    expect(isOpen(open.area, open.line, wall('2026-12-25 10:00'))).toBe(true);
  });

  test('differ by nation, and an area may add days', () => {
    const inScotland = lineOf(
      haematology,
      `${service}bankHolidays: scotland\nbankHolidayDates: ["2026-12-10"]\n`,
    );
    expect(isOpen(inScotland.area, inScotland.line, wall('2026-11-30 10:00'))).toBe(false);
    expect(isOpen(inScotland.area, inScotland.line, wall('2026-12-10 10:00'))).toBe(false);
    expect(isOpen(area, line, wall('2026-11-30 10:00'))).toBe(true);
    expect(isOpen(area, line, wall('2026-12-10 10:00'))).toBe(true);
  });

  test.each([
    ['england-and-wales', '2026-12-28', 'Boxing Day (substitute day)'],
    ['england-and-wales', '2027-12-27', 'Christmas Day (substitute day)'],
    ['england-and-wales', '2028-01-03', 'New Year’s Day (substitute day)'],
    ['england-and-wales', '2026-04-06', 'Easter Monday'],
    ['scotland', '2026-04-06', undefined],
    ['scotland', '2026-08-03', 'Summer bank holiday'],
    ['scotland', '2026-06-15', 'World Cup bank holiday'],
    ['scotland', '2028-01-04', '2nd January (substitute day)'],
    ['scotland', '2025-12-01', 'St Andrew’s Day (substitute day)'],
    ['northern-ireland', '2026-03-17', 'St Patrick’s Day'],
    ['northern-ireland', '2026-07-13', 'Battle of the Boyne (Orangemen’s Day) (substitute day)'],
  ] as const)('%s, %s: %s', (division, date, title) => {
    expect(bankHolidayTitle({ bankHolidays: division, extraHolidays: [] }, dayNumber(date) ?? 0)).toBe(title);
  });

  test('every nation has all of its days for every year that is said to be known', () => {
    expect(bankHolidaysKnown).toEqual({ from: '2024-01-01', to: '2028-12-31' });
    for (const [division, count] of [
      ['england-and-wales', 8],
      ['scotland', 9],
      ['northern-ireland', 10],
    ] as const) {
      for (const year of [2024, 2025, 2026, 2027, 2028]) {
        const extra = division === 'scotland' && year === 2026 ? 1 : 0;
        const days = bankHolidays(division).filter(({ date }) => date.startsWith(`${year}-`));
        expect(days).toHaveLength(count + extra);
      }
    }
  });
});
