import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dutyEvents, type FeedSubject } from '../../src/calendars/duty-events.ts';
import { onCall } from '../../src/rota/on-call.ts';
import { lineOf, override, wall } from '../rota/a-rota.ts';

/** Nights, alternate weeks, a dated shift, a shift in the hour that comes twice, and a holiday that is closed. */
const { area, line } = lineOf(`name: Haematology
menu: 1
bankHolidays: closed
open:
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }
shifts:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", people: [ahmed, brown] }
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "20:00", to: "08:00", people: [patel] }
  - { days: [tue, thu, sun], from: "00:30", to: "01:30", every: 2, starting: "2026-01-06", people: [okafor, brown] }
  - { date: "2026-12-25", from: "10:00", to: "14:00", people: [ahmed] }
`);
const span = { from: wall('2026-10-20 00:00'), to: wall('2026-12-31 00:00') };
const halfHour = 1_800_000;
const halfHours = (span.to - span.from) / halfHour;
const ids = ['ahmed', 'brown', 'patel', 'okafor'] as const;

const someOverride = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('pause' as const, 'leave' as const, 'swap' as const, 'extra' as const),
    clinician: fc.constantFrom(...ids),
    with: fc.constantFrom(...ids),
    start: fc.integer({ min: -50, max: halfHours }),
    lasting: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ start, lasting, kind, ...each }) =>
    override(kind, each.clinician, {
      ...each,
      ...{ with: kind === 'swap' ? each.with : undefined, line: kind === 'extra' ? line.id : undefined },
      from: span.from + start * halfHour,
      to: span.from + (start + lasting) * halfHour,
    }),
  );

const lineFeed: FeedSubject = { kind: 'line', line: line.id };

test('a calendar says at any instant whom on-call says, pauses left aside, whatever overrides there are', () => {
  const instants = fc.array(fc.integer({ min: 0, max: halfHours - 1 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(someOverride, { maxLength: 12 }), instants, (overrides, later) => {
      const events = dutyEvents(area, lineFeed, { ...span, from: span.from - 40 * 86_400_000 }, overrides);
      const counted = overrides.filter(({ kind }) => kind !== 'pause');
      // The hour that comes twice and Christmas Day, and half hours by chance.
      const named = ['2026-10-25T00:40Z', '2026-10-25T01:10Z', '2026-10-25T01:40Z', '2026-12-25T11:00Z'].map(
        Date.parse,
      );
      for (const at of [...named, ...later.map((each) => span.from + each * halfHour + 1)]) {
        const there = events.filter(({ from, to }) => from <= at && at < to).map(({ summary }) => summary);
        const rung = onCall({ area, line, at, overrides: counted }).ladder.map(
          ({ clinician }) => clinician.name,
        );
        expect([new Date(at), there.toSorted()]).toEqual([new Date(at), rung.toSorted()]);
      }
    }),
    { numRuns: 40 },
  );
});

test('no two events have one UID, and each person’s own calendar has the same events as the line’s', () => {
  fc.assert(
    fc.property(fc.array(someOverride, { maxLength: 12 }), (overrides) => {
      const all = dutyEvents(area, lineFeed, span, overrides);
      expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
      const own = ids.flatMap((clinician) =>
        dutyEvents(area, { kind: 'clinician', clinician }, span, overrides),
      );
      const bare = (events: typeof all) =>
        events.map(({ uid, from, to }) => `${uid} ${from} ${to}`).toSorted();
      expect(bare(own)).toEqual(bare(all));
    }),
    { numRuns: 40 },
  );
});

test('what an override does not touch keeps its UID and its times', () => {
  const before = new Set(dutyEvents(area, lineFeed, span, []).map((each) => JSON.stringify(each)));
  fc.assert(
    fc.property(someOverride, (made) => {
      const after = dutyEvents(area, lineFeed, span, [made]).map((each) => JSON.stringify(each));
      const untouched = [...before].filter((each) => {
        const { from, to }: { from: number; to: number } = JSON.parse(each);
        return to <= made.from || made.to <= from;
      });
      expect(after).toEqual(expect.arrayContaining(untouched));
    }),
    { numRuns: 40 },
  );
});
