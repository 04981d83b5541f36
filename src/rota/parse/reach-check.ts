import { dayNumber, weekdayIndex, weekdays } from '../calendar-day.ts';
import { readyHours } from '../hours.ts';
import type { Interval } from '../hours.ts';
import { dayPlan } from '../line-calendar.ts';
import type { Area, Hours, Line, Shift } from '../types.ts';
import type { ReadLine } from './area-files.ts';
import type { FaultList } from './fault-list.ts';

const week = 7 * 1440;

/** Warns of shifts that ring nobody: outside the open hours, or of people without a phone. */
export function checkReach(area: Area, line: Line, { source }: ReadLine, faults: FaultList): void {
  for (const [index, shift] of line.shifts.entries()) {
    const warn = (reason: string): void =>
      faults.warning(source.file, source.lineAt(['shifts', index]), reason);
    if (!reachesOpenHours(area, line, shift))
      warn('the line is never open during this shift, so it rings nobody');
    for (const id of shift.people) {
      if (area.people.get(id)?.phones.length === 0)
        warn(`"${id}" has no phones in people.yaml and is not rung`);
    }
  }
}

function reachesOpenHours(area: Area, line: Line, shift: Shift): boolean {
  const { hours } = shift;
  if (hours.kind === 'dated') return datedReaches(area, line, shift, hours.date);
  const open = line.open.flatMap(minutesOfWeek);
  return minutesOfWeek(hours).some((mine) => open.some((other) => overlap(mine, other)));
}

function datedReaches(area: Area, line: Line, shift: Shift, date: string): boolean {
  const day = dayNumber(date);
  if (day === undefined) return false;
  const open = [day - 1, day, day + 1].flatMap((each) => dayPlan(area, line, each).open);
  const mine = dayPlan(area, line, day).shifts.find((each) => each.shift === shift);
  return mine !== undefined && open.some((other) => overlap(mine, other));
}

/** Hours as minutes from Monday's midnight; what runs over Sunday's end stands at the week's beginning too. */
function minutesOfWeek(hours: Hours): readonly Interval[] {
  const { onWeekday, date, from, to } = readyHours(hours);
  return weekdays.flatMap((_, day) => {
    if (!onWeekday[day] && (date === undefined || weekdayIndex(date) !== day)) return [];
    const interval = { from: day * 1440 + from, to: day * 1440 + to };
    return interval.to > week
      ? [interval, { from: interval.from - week, to: interval.to - week }]
      : [interval];
  });
}

function overlap(one: Interval, other: Interval): boolean {
  return one.from < other.to && other.from < one.to;
}
