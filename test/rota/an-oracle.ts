import { DateTime } from 'luxon';
import type { Instant } from '../../src/clock.ts';
import type { CoverageSpan } from '../../src/rota/coverage.ts';
import type { Interval } from '../../src/rota/hours.ts';
import type { Area, Hours, Line } from '../../src/rota/types.ts';

const minute = 60_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Every minute of some days, and what the clock on the wall shows in it. */
export interface Minutes {
  readonly zone: string;
  readonly at: readonly Instant[];
  /** As if it were UTC, so that it can be compared. */
  readonly wall: readonly number[];
  /** The days that the wall shows, each at its midnight as if it were UTC. */
  readonly days: readonly DateTime[];
}

export function minutesOf(zone: string, from: Instant, days: number): Minutes {
  const at = Array.from({ length: days * 1440 }, (_, index) => from + index * minute);
  const wall = at.map((each) => each + DateTime.fromMillis(each, { zone }).offset * minute);
  const midnights = [...new Set(wall.map((shows) => Math.floor(shows / (1440 * minute))))];
  const asDay = (day: number): DateTime => DateTime.fromMillis(day * 1440 * minute, { zone: 'utc' });
  return { zone, at, wall, days: midnights.map(asDay) };
}

/**
 * Which minutes hours hold, told by looking at the clock on the wall and by none of the program's own arithmetic: they
 * begin when the clock has first reached `from`, so the first of two, or after the gap that holds it; and end as below.
 */
function minutesHeld(hours: Hours, minutes: Minutes, holidays: ReadonlySet<string>): readonly boolean[] {
  const held = minutes.at.map(() => false);
  for (const day of minutes.days) {
    if (!beginsOn(hours, day) || (hours.kind === 'weekly' && holidays.has(day.toISODate() ?? ''))) continue;
    const from = day.toMillis() + ofDay(hours.from);
    const to = day.toMillis() + ofDay(hours.to) + (ofDay(hours.to) <= ofDay(hours.from) ? 1440 * minute : 0);
    const first = minutes.wall.findIndex((shows) => shows >= from);
    const last = endOf(to, minutes);
    for (let index = first; index >= 0 && index < last; index++) held[index] = true;
  }
  return held;
}

/** Where the clock shows `to` for the last time; where it never does, at its first minute after the gap. */
function endOf(to: number, { wall }: Minutes): number {
  const last = wall.lastIndexOf(to);
  const after = last >= 0 ? last : wall.findIndex((shows) => shows >= to);
  return after >= 0 ? after : wall.length;
}

/** The three days in the middle of a week: whatever holds in them begins and ends within the week. */
export function middleOf({ at: [first = 0] }: Minutes): Interval {
  return { from: first + 2 * 1440 * minute, to: first + 5 * 1440 * minute };
}

/** The open time of the middle of the week: from change to change, with the people who have a phone, sorted. */
export function declaredSpans(
  area: Area,
  line: Line,
  minutes: Minutes,
  bankHolidays: readonly string[],
): readonly CoverageSpan[] {
  const { from, to } = middleOf(minutes);
  const spans: { from: Instant; to: Instant; people: readonly string[] }[] = [];
  for (const [index, people] of peopleByMinute(area, line, minutes, bankHolidays).entries()) {
    const at = minutes.at[index] ?? 0;
    const last = spans.at(-1);
    if (!people || at < from || at >= to) continue;
    if (last?.to === at && last.people.join() === people.join()) last.to = at + minute;
    else spans.push({ from: at, to: at + minute, people });
  }
  return spans;
}

/** `undefined` where the line is closed. */
function peopleByMinute(
  area: Area,
  line: Line,
  minutes: Minutes,
  bankHolidays: readonly string[],
): readonly (readonly string[] | undefined)[] {
  const holidays = new Set(line.bankHolidays === 'closed' ? bankHolidays : []);
  const shifts = line.shifts.map((shift) => ({ shift, held: minutesHeld(shift.hours, minutes, holidays) }));
  const opening = shifts.filter(({ shift: { hours } }) => hours.kind === 'dated' && holidays.has(hours.date));
  const open = [
    ...line.open.map((hours) => minutesHeld(hours, minutes, holidays)),
    ...opening.map(({ held }) => held),
  ];
  const hasPhone = (id: string): boolean => (area.people.get(id)?.phones.length ?? 0) > 0;
  return minutes.at.map((_, index) => {
    if (!open.some((held) => held[index])) return undefined;
    const people = shifts.flatMap(({ shift, held }) => (held[index] ? shift.people : []));
    return [...new Set(people.filter(hasPhone))].sort();
  });
}

function beginsOn(hours: Hours, day: DateTime): boolean {
  if (hours.kind === 'dated') return hours.date === day.toISODate();
  if (!hours.days.some((weekday) => weekdays.indexOf(weekday) === day.weekday - 1)) return false;
  if (hours.starting === undefined) return true;
  const starting = DateTime.fromISO(hours.starting, { zone: 'utc' });
  const weeks = day.startOf('week').diff(starting.startOf('week'), 'weeks').weeks;
  return day >= starting && weeks % hours.every === 0;
}

function ofDay(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minute;
}
