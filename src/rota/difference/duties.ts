import type { Hours, Weekday } from '../types.ts';
import type { ChangedHours } from './rota-change.ts';

/** Somebody (or, of open hours, nobody in particular) at some hours. */
export interface Duty {
  readonly who: string;
  readonly hours: Hours;
}

/** What one version has and another has not: one of these for each person and time of day. */
export interface DutyGroup {
  readonly who: string;
  readonly hours: ChangedHours;
}

interface Gathered {
  readonly who: string;
  readonly hours: Hours;
  readonly days: Set<Weekday>;
}

/** The duties of `these` that are not among `those`, day by day; the days that share a time stand together. */
export function onlyIn(these: readonly Duty[], those: readonly Duty[]): readonly DutyGroup[] {
  const others = gathered(those);
  return [...gathered(these)].flatMap(([key, { who, hours, days }]) => {
    const other = others.get(key);
    if (hours.kind === 'dated') return other ? [] : [{ who, hours: shortHours(hours, []) }];
    const left = [...days].filter((day) => !other?.days.has(day));
    return left.length === 0 ? [] : [{ who, hours: shortHours(hours, left) }];
  });
}

/** Hours as a change tells of them, on `days` where they are weekly. */
export function shortHours(hours: Hours, days: readonly Weekday[]): ChangedHours {
  const { from, to } = hours;
  if (hours.kind === 'dated') return { date: hours.date, from, to };
  return {
    days,
    from,
    to,
    ...(hours.every === 1 ? {} : { every: hours.every }),
    ...(hours.starting === undefined ? {} : { starting: hours.starting }),
  };
}

/** Says which hours these are but for their weekdays. */
export function timesKey(hours: Hours): string {
  const when = hours.kind === 'dated' ? [hours.date] : ['weekly', hours.every, hours.starting];
  return JSON.stringify([hours.from, hours.to, ...when]);
}

function gathered(duties: readonly Duty[]): ReadonlyMap<string, Gathered> {
  const found = new Map<string, Gathered>();
  for (const { who, hours } of duties) {
    const key = `${who} ${timesKey(hours)}`;
    let group = found.get(key);
    if (!group) found.set(key, (group = { who, hours, days: new Set() }));
    if (hours.kind === 'weekly') for (const day of hours.days) group.days.add(day);
  }
  return found;
}
