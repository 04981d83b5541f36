import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { onCall } from '../../src/rota/on-call.ts';
import { isOpen, openIntervals, opensNext } from '../../src/rota/opening.ts';
import type { Line } from '../../src/rota/types.ts';
import {
  dayMs,
  everyWeek,
  ids,
  instant,
  nearChange,
  order,
  override,
  overrides,
  scene,
  theArea,
  weekdayNames,
} from './any-line.ts';

/** The same line open day and night, with three people who are always there. */
const anyScene = fc.oneof(
  scene,
  scene.map((line): Line => {
    const always = { ...everyWeek, days: weekdayNames, from: '00:00', to: '24:00' };
    const shifts = [{ hours: always, people: ids.slice(0, 3), tier: 1 }, ...line.shifts];
    return { ...line, open: [always], bankHolidays: 'open', shifts };
  }),
);

const history = fc.record({
  lastRung: fc.option(fc.constantFrom<string[]>(...ids), { nil: undefined }),
  lastTook: fc.dictionary(fc.constantFrom(...ids), instant).map((took) => new Map(Object.entries(took))),
  tookToday: fc.dictionary(fc.constantFrom(...ids), fc.nat(5)).map((took) => new Map(Object.entries(took))),
});
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
