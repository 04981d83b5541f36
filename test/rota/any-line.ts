import fc from 'fast-check';
import { dayText } from '../../src/rota/calendar-day.ts';
import type { Area, Hours, Line, Override, RingOrder, Shift, Weekday } from '../../src/rota/types.ts';
import { rotasWith, utc } from './a-rota.ts';

export const ids = ['ahmed', 'brown', 'patel', 'okafor', 'silent'] as const;
export const dayMs = 86_400_000;
/** From before one change of clocks to after the other, and both Christmas and Easter. */
export const start = utc('2026-03-01T00:00Z');
export const instant = fc.integer({ min: start, max: utc('2027-01-15T00:00Z') });
export const nearChange = fc.oneof(
  fc.integer({ min: utc('2026-03-28T00:00Z'), max: utc('2026-03-30T12:00Z') }),
  fc.integer({ min: utc('2026-10-24T00:00Z'), max: utc('2026-10-26T12:00Z') }),
  instant,
);
const day = fc.integer({ min: start / dayMs, max: start / dayMs + 310 }).map(dayText);
export const quarter = fc.integer({ min: 0, max: 95 }).map((count) => timeOf(count * 15));
export const end = fc.integer({ min: 0, max: 96 }).map((count) => timeOf(count * 15));
export const weekdayNames: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekday = fc.constantFrom(...weekdayNames);
export const everyWeek = { kind: 'weekly', every: 1, starting: undefined } as const;

export const hours: fc.Arbitrary<Hours> = fc.oneof(
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
export const someIds = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 });
const shift: fc.Arbitrary<Shift> = fc.record({
  hours,
  people: someIds,
  tier: fc.integer({ min: 1, max: 2 }),
});
export const override: fc.Arbitrary<Override> = fc
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

export const order = fc.constantFrom<RingOrder[]>('listed', 'rotate', 'longest-idle', 'fewest-calls');
export const scene = fc
  .record({
    open: fc.array(hours, { minLength: 1, maxLength: 4 }),
    shifts: fc.array(shift, { maxLength: 6 }),
    bankHolidays: fc.constantFrom('open' as const, 'closed' as const),
    order,
  })
  .map((made) => lineFrom(made));

const [area] = rotasWith().areas;
if (!area) throw new Error('no area');
export const theArea: Area = area;

export function lineFrom(made: {
  open: readonly Hours[];
  shifts: readonly Shift[];
  bankHolidays: 'open' | 'closed';
  order: RingOrder;
}): Line {
  const [line] = theArea.lines;
  if (!line) throw new Error('no line');
  return { ...line, ...made, ring: { ...line.ring, order: made.order } };
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export const overrides = fc.array(override, { maxLength: 6 });
