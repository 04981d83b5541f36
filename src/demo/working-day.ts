import { wallClock, type Instant } from '../clock.ts';
import { isOpen } from '../rota/opening.ts';
import type { Area } from '../rota/types.ts';

/** A quarter to nine on the latest day before `now` on which most of the area's lines are open at half past ten. */
export function latestWorkingDay(area: Area, now: Instant): Instant {
  const today = wallClock(now, area.timezone).startOf('day');
  for (let back = 1; back <= 14; back++) {
    const day = today.minus({ days: back });
    const busy = day.set({ hour: 10, minute: 30 }).toMillis();
    const open = area.lines.filter((line) => isOpen(area, line, busy)).length;
    if (open * 2 > area.lines.length) return day.set({ hour: 8, minute: 45 }).toMillis();
  }
  throw new Error(`no line of ${area.name} was open in the last two weeks: there is no day to play`);
}
