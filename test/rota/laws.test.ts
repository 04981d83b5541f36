import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bankHolidays } from '../../src/rota/bank-holidays.ts';
import { dayText } from '../../src/rota/calendar-day.ts';
import { coverage, coverageGaps } from '../../src/rota/coverage.ts';
import { onCall } from '../../src/rota/on-call.ts';
import { isOpen, openIntervals, opensNext } from '../../src/rota/opening.ts';
import type { Area, Hours, Line, Override, RingOrder, Shift, Weekday } from '../../src/rota/types.ts';
import { rotasWith, utc } from './a-rota.ts';
import { declaredSpans, middleOf, minutesOf, type Minutes } from './an-oracle.ts';

const ids = ['ahmed', 'brown', 'patel', 'okafor', 'silent'] as const;
const dayMs = 86_400_000;
/** From before one change of clocks to after the other, and both Christmas and Easter. */
const start = utc('2026-03-01T00:00Z');
const instant = fc.integer({ min: start, max: utc('2027-01-15T00:00Z') });
const nearChange = fc.oneof(
  fc.integer({ min: utc('2026-03-28T00:00Z'), max: utc('2026-03-30T12:00Z') }),
  fc.integer({ min: utc('2026-10-24T00:00Z'), max: utc('2026-10-26T12:00Z') }),
  instant,
);
const day = fc.integer({ min: start / dayMs, max: start / dayMs + 310 }).map(dayText);
const quarter = fc.integer({ min: 0, max: 95 }).map((count) => timeOf(count * 15));
const end = fc.integer({ min: 0, max: 96 }).map((count) => timeOf(count * 15));
const weekdayNames: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekday = fc.constantFrom(...weekdayNames);
const everyWeek = { kind: 'weekly', every: 1, starting: undefined } as const;

const hours: fc.Arbitrary<Hours> = fc.oneof(
  fc.record({
    kind: fc.constant('weekly' as const),
    days: fc.uniqueArray(weekday, { minLength: 1 }),
    from: quarter,
    to: end,
    every: fc.integer({ min: 1, max: 3 }),
    starting: day,
  }),
  fc.record({
    kind: fc.constant('weekly' as const),
    days: fc.uniqueArray(weekday, { minLength: 1 }),
    from: quarter,
    to: end,
    every: fc.constant(1),
    starting: fc.constant(undefined),
  }),
  fc.record({ kind: fc.constant('dated' as const), date: day, from: quarter, to: end }),
);
const someIds = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 });
const shift: fc.Arbitrary<Shift> = fc.record({
  hours,
  people: someIds,
  tier: fc.integer({ min: 1, max: 2 }),
});
const override: fc.Arbitrary<Override> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('pause' as const, 'leave' as const, 'swap' as const, 'extra' as const),
    clinician: fc.constantFrom(...ids),
    with: fc.constantFrom(...ids),
    line: fc.constantFrom(undefined, 'haematology', 'elsewhere'),
    from: instant,
    length: fc.integer({ min: 1, max: 40 * dayMs }),
  })
  .map(({ length, ...each }) => ({ ...each, area: 'riverside', to: each.from + length, why: '' }));

const order = fc.constantFrom<RingOrder[]>('listed', 'rotate', 'longest-idle', 'fewest-calls');
const scene = fc
  .record({
    open: fc.array(hours, { minLength: 1, maxLength: 4 }),
    shifts: fc.array(shift, { maxLength: 6 }),
    bankHolidays: fc.constantFrom('open' as const, 'closed' as const),
    order,
  })
  .map((made) => lineFrom(made));

/** The same line open day and night, with three people who are always there. */
const anyScene = fc.oneof(
  scene,
  scene.map((line): Line => {
    const always = { ...everyWeek, days: weekdayNames, from: '00:00', to: '24:00' };
    const shifts = [{ hours: always, people: ids.slice(0, 3), tier: 1 }, ...line.shifts];
    return { ...line, open: [always], bankHolidays: 'open', shifts };
  }),
);

const [area] = rotasWith().areas;
if (!area) throw new Error('no area');
const theArea: Area = area;

function lineFrom(made: {
  open: readonly Hours[];
  shifts: readonly Shift[];
  bankHolidays: 'open' | 'closed';
  order: RingOrder;
}): Line {
  const [line] = theArea.lines;
  if (!line) throw new Error('no line');
  return { ...line, ...made, ring: { ...line.ring, order: made.order } };
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const history = fc.record({
  lastRung: fc.option(fc.constantFrom<string[]>(...ids), { nil: undefined }),
  lastTook: fc.dictionary(fc.constantFrom(...ids), instant).map((took) => new Map(Object.entries(took))),
  tookToday: fc.dictionary(fc.constantFrom(...ids), fc.nat(5)).map((took) => new Map(Object.entries(took))),
});
const overrides = fc.array(override, { maxLength: 6 });
/** An instant, and overrides of which many hold then. */
const atWithOverrides = fc
  .record({ at: nearChange, given: fc.array(fc.tuple(override, fc.nat(2 * dayMs)), { maxLength: 12 }) })
  .map(({ at, given }) => {
    const about = given.map(([each, before]) => ({
      ...each,
      from: at - before,
      to: at + 2 * dayMs - before,
    }));
    return { at, given: about };
  });

describe('for any rota and any instant', () => {
  test('there is exactly one ladder, whatever was asked before and however the overrides are listed', () => {
    fc.assert(
      fc.property(anyScene, atWithOverrides, history, (line, { at, given }, past) => {
        const first = onCall({ area: theArea, line, at, overrides: given, history: past });
        onCall({ area: theArea, line, at: at + 20 * dayMs });
        const again = onCall({
          area: theArea,
          line: { ...line },
          at,
          overrides: given.toReversed(),
          history: past,
        });
        expect(again).toEqual(first);
      }),
      { numRuns: 600 },
    );
  });

  test('nobody is on a ladder twice, without a phone, or while paused or on leave', () => {
    fc.assert(
      fc.property(anyScene, atWithOverrides, history, (line, { at, given }, past) => {
        const { ladder } = onCall({ area: theArea, line, at, overrides: given, history: past });
        const rung = ladder.map(({ clinician }) => clinician.id);
        expect(new Set(rung).size).toBe(rung.length);
        expect(rung).not.toContain('silent');
        const away = given.filter(
          ({ kind, from, to, line: on }) =>
            (kind === 'leave' || kind === 'pause') && from <= at && at < to && on !== 'elsewhere',
        );
        for (const { clinician } of away) expect(rung).not.toContain(clinician);
        for (const each of ladder) expect(each.until).toBeGreaterThan(at);
      }),
    );
  });

  test('without overrides only those on shift are on the ladder, and every one of them who has a phone', () => {
    fc.assert(
      fc.property(scene, nearChange, history, (line, at, past) => {
        const { open, ladder } = onCall({ area: theArea, line, at, history: past });
        const everyOpen: Line = { ...line, open: line.shifts.map((each) => each.hours) };
        const listed = line.shifts.filter((each) =>
          isOpen(theArea, { ...everyOpen, shifts: [], open: [each.hours] }, at),
        );
        const due = new Set(listed.flatMap((each) => each.people).filter((id) => id !== 'silent'));
        expect(new Set(ladder.map(({ clinician }) => clinician.id))).toEqual(open ? due : new Set());
        const tiers = ladder.map(({ tier }) => tier);
        expect(tiers).toEqual(tiers.toSorted());
      }),
    );
  });

  test('an order changes who comes first and never who comes at all', () => {
    fc.assert(
      fc.property(scene, nearChange, overrides, history, order, (line, at, given, past, other) => {
        const rung = (each: Line): readonly string[] =>
          onCall({ area: theArea, line: each, at, overrides: given, history: past })
            .ladder.map(({ clinician }) => clinician.id)
            .toSorted();
        expect(rung({ ...line, ring: { ...line.ring, order: other } })).toEqual(rung(line));
      }),
    );
  });

  test('a closed line opens next at its first open instant', () => {
    fc.assert(
      fc.property(scene, nearChange, (line, at) => {
        const next = opensNext(theArea, line, at);
        if (isOpen(theArea, line, at)) expect(next).toBeUndefined();
        else {
          const [first] = openIntervals(theArea, line, { from: at, to: at + 366 * dayMs });
          expect(next).toBe(first?.from);
        }
      }),
      { numRuns: 50 },
    );
  });
});

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
