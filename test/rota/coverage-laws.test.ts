import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bankHolidays } from '../../src/rota/bank-holidays.ts';
import { dayText } from '../../src/rota/calendar-day.ts';
import { coverage, coverageGaps } from '../../src/rota/coverage.ts';
import { onCall } from '../../src/rota/on-call.ts';
import { openIntervals } from '../../src/rota/opening.ts';
import type { Area, Hours, Shift } from '../../src/rota/types.ts';
import { utc } from './a-rota.ts';
import { declaredSpans, middleOf, minutesOf, type Minutes } from './an-oracle.ts';
import {
  dayMs,
  end,
  everyWeek,
  hours,
  ids,
  lineFrom,
  nearChange,
  order,
  overrides,
  quarter,
  scene,
  someIds,
  start,
  theArea,
  timeOf,
  weekdayNames,
} from './any-line.ts';

describe('coverage', () => {
  const span = fc
    .record({ from: nearChange, days: fc.integer({ min: 1, max: 30 }) })
    .map(({ from, days }) => ({ from, to: from + days * dayMs }));

  test('is what the ladder says at every instant: its gaps are the declared gaps', () => {
    fc.assert(
      fc.property(
        scene,
        span,
        overrides,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
          minLength: 20,
          maxLength: 20,
        }),
        (line, { from, to }, given, parts) => {
          const spans = coverage({ area: theArea, line, from, to, overrides: given });
          const gaps = coverageGaps({ area: theArea, line, from, to, overrides: given });
          const edges = spans
            .flatMap((each) => [each.from, each.to - 1, each.to])
            .filter((at) => from <= at && at < to);
          for (const at of [
            ...edges,
            ...parts.map((part) => Math.min(to - 1, Math.floor(from + part * (to - from)))),
          ]) {
            const { open, ladder } = onCall({ area: theArea, line, at, overrides: given });
            const holding = spans.filter((each) => each.from <= at && at < each.to);
            expect(holding).toHaveLength(open ? 1 : 0);
            expect(new Set(holding.flatMap(({ people }) => people))).toEqual(
              new Set(ladder.map(({ clinician }) => clinician.id)),
            );
            expect(gaps.some((gap) => gap.from <= at && at < gap.to)).toBe(open && ladder.length === 0);
          }
        },
      ),
    );
  });

  const zones = {
    'Europe/London': ['2026-03-29', '2026-10-25', '2026-12-26'],
    'America/New_York': ['2026-03-08', '2026-11-01'],
    'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
    'Asia/Beirut': ['2026-03-29', '2026-10-25'],
    'Africa/Cairo': ['2026-04-24', '2026-10-30'],
    'America/Havana': ['2026-03-08', '2026-11-01'],
    'Antarctica/Troll': ['2026-03-29', '2026-10-25'],
  };
  /** A week about each change of clocks, and about Christmas; the three days in its middle are compared. */
  const weeks = Object.entries(zones).flatMap(([zone, dates]) =>
    dates.map((date) => minutesOf(zone, utc(`${date}T00:00Z`) - 3 * dayMs, 7)),
  );
  const weekAt = (place: number): Minutes => weeks[place] ?? minutesOf('Europe/London', start, 7);
  const week = fc.nat(weeks.length - 1);
  /** The area keeps the first of the three as a bank holiday of its own. */
  const extraHolidays = weeks.map((each) => dayText(middleOf(each).from / dayMs));
  const inZone = (timezone: string): Area => ({ ...theArea, timezone, extraHolidays });
  const holidays = [...bankHolidays('england-and-wales').map(({ date }) => date), ...extraHolidays];

  test('is compared where the clocks change', () => {
    const still = weeks.filter(({ wall, at }) => {
      const offsets = wall.map((shows, index) => shows - (at[index] ?? 0)).slice(2 * 1440, 5 * 1440);
      return new Set(offsets).size === 1;
    });
    expect(still.map(({ at }) => at[0])).toEqual([utc('2026-12-23T00:00Z')]);
  });

  test('is, minute for minute, what the clock on the wall says of the hours declared', () => {
    const scene = week.chain((place) => {
      const { from } = middleOf(weekAt(place));
      const date = fc.integer({ min: -1, max: 3 }).map((days) => dayText(from / dayMs + days));
      const near = fc.oneof(
        hours,
        fc.record({ kind: fc.constant('dated' as const), date, from: quarter, to: end }),
      );
      const made = fc.record({
        open: fc.array(near, { minLength: 1, maxLength: 4 }),
        shifts: fc.array(fc.record({ hours: near, people: someIds, tier: fc.nat(2) }), { maxLength: 6 }),
        bankHolidays: fc.constantFrom('open' as const, 'closed' as const),
        order,
      });
      return fc.record({ place: fc.constant(place), line: made.map(lineFrom) });
    });
    fc.assert(
      fc.property(scene, ({ place, line }) => {
        const minutes = weekAt(place);
        const question = { area: inZone(minutes.zone), line, ...middleOf(minutes) };
        const declared = declaredSpans(question.area, line, minutes, holidays);
        const told = coverage(question).map(({ people, ...span }) => ({
          ...span,
          people: [...people].sort(),
        }));
        expect(told).toEqual(declared);
        const gaps = declared.filter(({ people }) => people.length === 0);
        expect(coverageGaps(question)).toEqual(gaps.map(({ from, to }) => ({ from, to })));
      }),
      { numRuns: 300 },
    );
  });

  test('has no gap where the shifts are the open hours, whatever the clocks do', () => {
    const line = fc.array(hours, { minLength: 1, maxLength: 4 }).map((open) =>
      lineFrom({
        open,
        shifts: open.map((each) => ({ hours: each, people: ['ahmed'], tier: 1 })),
        bankHolidays: 'closed',
        order: 'listed',
      }),
    );
    fc.assert(
      fc.property(line, span, (each, { from, to }) => {
        expect(coverageGaps({ area: theArea, line: each, from, to })).toEqual([]);
      }),
    );
  });

  test('has no gap where each shift ends as the next begins, wherever in the week, though the clocks change', () => {
    /** Cut anywhere, into shifts of at most a day. */
    const cuts = fc
      .array(fc.integer({ min: 0, max: 7 * 1440 - 1 }), { maxLength: 20 })
      .map((some) => [...new Set([...some, ...weekdayNames.map((_, index) => index * 1440 + 300)])])
      .map((all) => all.toSorted((one, other) => one - other));
    const shiftsOf = (all: readonly number[]): readonly Shift[] =>
      all.map((from, index) => {
        const to = all[index + 1] ?? all[0] ?? 0;
        const days = [weekdayNames[Math.floor(from / 1440)] ?? 'mon'];
        const times = { from: timeOf(from % 1440), to: timeOf(to % 1440) };
        return { hours: { ...everyWeek, days, ...times }, people: [ids[index % 2] ?? 'ahmed'], tier: 1 };
      });
    fc.assert(
      fc.property(cuts, week, (all, place) => {
        const open = [{ ...everyWeek, days: weekdayNames, from: '00:00', to: '24:00' }];
        const line = lineFrom({ open, shifts: shiftsOf(all), bankHolidays: 'open', order: 'listed' });
        const { zone } = weekAt(place);
        const span = middleOf(weekAt(place));
        const area = inZone(zone);
        expect(coverageGaps({ area, line, ...span })).toEqual([]);
        expect(openIntervals(area, line, span)).toEqual([span]);
        for (let at = span.from; at < span.to; at += 15 * 60_000) {
          expect(onCall({ area, line, at }).ladder).not.toEqual([]);
        }
      }),
    );
  });

  test('names the hours with nobody and those with one', () => {
    const weekly = (from: string, to: string): Hours => ({
      kind: 'weekly',
      days: ['mon'],
      from,
      to,
      every: 1,
      starting: undefined,
    });
    const line = lineFrom({
      open: [weekly('09:00', '17:00')],
      shifts: [
        { hours: weekly('08:00', '12:00'), people: ['ahmed', 'brown'], tier: 1 },
        { hours: weekly('11:00', '13:00'), people: ['silent', 'brown'], tier: 1 },
        { hours: weekly('15:00', '20:00'), people: ['patel'], tier: 1 },
      ],
      bankHolidays: 'closed',
      order: 'listed',
    });
    const spans = coverage({
      area: theArea,
      line,
      from: utc('2026-11-23T00:00Z'),
      to: utc('2026-11-30T00:00Z'),
    });
    expect(spans).toEqual([
      { from: utc('2026-11-23T09:00Z'), to: utc('2026-11-23T12:00Z'), people: ['ahmed', 'brown'] },
      { from: utc('2026-11-23T12:00Z'), to: utc('2026-11-23T13:00Z'), people: ['brown'] },
      { from: utc('2026-11-23T13:00Z'), to: utc('2026-11-23T15:00Z'), people: [] },
      { from: utc('2026-11-23T15:00Z'), to: utc('2026-11-23T17:00Z'), people: ['patel'] },
    ]);
  });
});
