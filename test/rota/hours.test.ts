import { describe, expect, test } from '@jest/globals';
import { dayNumber } from '../../src/rota/calendar-day.ts';
import { intervalOn, readyHours, type Interval } from '../../src/rota/hours.ts';
import type { Day, Hours, Weekday, WeeklyHours } from '../../src/rota/types.ts';
import { london, utc } from './a-rota.ts';

const everyDay: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function weekly(from: string, to: string, more: Partial<WeeklyHours> = {}): WeeklyHours {
  return { kind: 'weekly', days: everyDay, from, to, every: 1, starting: undefined, ...more };
}

/** The intervals of `hours` that begin on `day`: none, or one. */
function intervalsOn(hours: Hours, day: Day, zone: string): readonly Interval[] {
  const interval = intervalOn(readyHours(hours), dayNumber(day) ?? NaN, zone);
  return interval ? [interval] : [];
}

/** Clocks in London: 2026-03-29 01:00 GMT -> 02:00 BST; 2026-10-25 02:00 BST -> 01:00 GMT. */
describe('hours as real instants', () => {
  test.each([
    ['a day in winter', '2026-11-23', '09:00', '17:00', '2026-11-23T09:00Z', '2026-11-23T17:00Z'],
    ['a day in summer', '2026-07-01', '09:00', '17:00', '2026-07-01T08:00Z', '2026-07-01T16:00Z'],
    ['a night', '2026-11-23', '20:00', '08:00', '2026-11-23T20:00Z', '2026-11-24T08:00Z'],
    [
      'the night the clocks go forward: 11 hours',
      '2026-03-28',
      '20:00',
      '08:00',
      '2026-03-28T20:00Z',
      '2026-03-29T07:00Z',
    ],
    [
      'the night the clocks go back: 13 hours',
      '2026-10-24',
      '20:00',
      '08:00',
      '2026-10-24T19:00Z',
      '2026-10-25T08:00Z',
    ],
    ['to the end of the day', '2026-11-23', '18:00', '24:00', '2026-11-23T18:00Z', '2026-11-24T00:00Z'],
    ['to midnight, written 00:00', '2026-11-23', '18:00', '00:00', '2026-11-23T18:00Z', '2026-11-24T00:00Z'],
    ['a whole day', '2026-11-23', '00:00', '24:00', '2026-11-23T00:00Z', '2026-11-24T00:00Z'],
    ['a whole day of 23 hours', '2026-03-29', '00:00', '24:00', '2026-03-29T00:00Z', '2026-03-29T23:00Z'],
    ['a whole day of 25 hours', '2026-10-25', '00:00', '24:00', '2026-10-24T23:00Z', '2026-10-26T00:00Z'],
    [
      'from 09:00 to 09:00 the next day',
      '2026-11-23',
      '09:00',
      '09:00',
      '2026-11-23T09:00Z',
      '2026-11-24T09:00Z',
    ],
    [
      'a start that is skipped: the first instant after the gap',
      '2026-03-29',
      '01:30',
      '09:00',
      '2026-03-29T01:00Z',
      '2026-03-29T08:00Z',
    ],
    [
      'an end that is skipped: the first instant after the gap',
      '2026-03-28',
      '20:00',
      '01:30',
      '2026-03-28T20:00Z',
      '2026-03-29T01:00Z',
    ],
    [
      'a start that comes twice: the first',
      '2026-10-25',
      '01:30',
      '09:00',
      '2026-10-25T00:30Z',
      '2026-10-25T09:00Z',
    ],
    [
      'an end that comes twice: the last',
      '2026-10-24',
      '20:00',
      '01:30',
      '2026-10-24T19:00Z',
      '2026-10-25T01:30Z',
    ],
    ['within the doubled hour', '2026-10-25', '01:15', '01:45', '2026-10-25T00:15Z', '2026-10-25T01:45Z'],
    [
      'from the hour that follows the doubled one',
      '2026-10-25',
      '02:00',
      '03:00',
      '2026-10-25T02:00Z',
      '2026-10-25T03:00Z',
    ],
  ])('%s', (_, day, from, to, first, last) => {
    expect(intervalsOn(weekly(from, to), day, london)).toEqual([{ from: utc(first), to: utc(last) }]);
  });

  test('hours that lie within the skipped hour do not take place', () => {
    expect(intervalsOn(weekly('01:10', '01:50'), '2026-03-29', london)).toEqual([]);
  });

  test('a midnight that the clocks skip begins the day after the gap', () => {
    // Beirut, 2026-03-29: 00:00 becomes 01:00.
    const [whole] = intervalsOn(weekly('00:00', '24:00'), '2026-03-29', 'Asia/Beirut');
    expect(whole).toEqual({ from: utc('2026-03-28T22:00Z'), to: utc('2026-03-29T21:00Z') });
  });

  test('only the days named have weekly hours', () => {
    const hours = weekly('09:00', '17:00', { days: ['mon', 'wed'] });
    const week = [
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ];
    expect(week.filter((day) => intervalsOn(hours, day, london).length > 0)).toEqual([
      '2026-11-23',
      '2026-11-25',
    ]);
  });

  test('alternate weeks count from the week that holds the start, and never before it', () => {
    // 2026-01-06 is a Tuesday; its week began on Monday 5 January.
    const hours = weekly('09:00', '13:00', { days: ['mon', 'tue', 'thu'], every: 2, starting: '2026-01-06' });
    const days = Array.from({ length: 31 }, (_, index) => `2026-01-${String(index + 1).padStart(2, '0')}`);
    expect(days.filter((day) => intervalsOn(hours, day, london).length > 0)).toEqual([
      '2026-01-06',
      '2026-01-08',
      '2026-01-19',
      '2026-01-20',
      '2026-01-22',
    ]);
  });

  test('weeks go on counting over the end of a year of 53 weeks', () => {
    const hours = weekly('09:00', '13:00', { days: ['fri'], every: 2, starting: '2026-12-18' });
    const fridays = ['2026-12-18', '2026-12-25', '2027-01-01', '2027-01-08', '2027-01-15'];
    expect(fridays.filter((day) => intervalsOn(hours, day, london).length > 0)).toEqual([
      '2026-12-18',
      '2027-01-01',
      '2027-01-15',
    ]);
  });

  test('dated hours take place on their date alone', () => {
    const hours: Hours = { kind: 'dated', date: '2026-12-28', from: '22:00', to: '02:00' };
    expect(intervalsOn(hours, '2026-12-28', london)).toEqual([
      { from: utc('2026-12-28T22:00Z'), to: utc('2026-12-29T02:00Z') },
    ]);
    expect(intervalsOn(hours, '2026-12-29', london)).toEqual([]);
    expect(intervalsOn(hours, '2027-12-28', london)).toEqual([]);
  });
});
