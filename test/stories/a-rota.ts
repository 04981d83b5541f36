import type { Area, Clinician, Line, Practice, Rotas, Shift } from '../../src/rota/types.ts';

/** Half past ten on a Monday in winter: every line of a story is open. */
export const mondayMorning = Date.parse('2026-11-23T10:30:00Z');
export const service = '+441614960000';
export const practiceNumber = '+441614960101';
export const mobileCaller = '+447700900200';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const allWeek: Shift['hours'] = {
  kind: 'weekly',
  days: everyDay,
  from: '00:00',
  to: '24:00',
  every: 1,
  starting: undefined,
};

const names: Readonly<Record<string, string>> = {
  ahmed: 'Dr Samira Ahmed',
  brown: 'Dr Peter Brown',
  patel: 'Dr Anita Patel',
  jones: 'Dr Owen Jones',
  okafor: 'Dr Ngozi Okafor',
};

export const fictionLane: Practice = {
  ods: 'Z99901',
  name: 'Fiction Lane Surgery',
  network: 'Weir and Vale',
  kind: 'gp-practice',
  phones: [practiceNumber, mobileCaller],
  pin: undefined,
};

export function clinician(id: string, place: number): Clinician {
  return {
    id,
    name: names[id] ?? `Dr ${id}`,
    gmc: `70123${String(40 + place)}`,
    phones: [`+4477009001${String(place + 1).padStart(2, '0')}`],
    ringSeconds: undefined,
    reminders: true,
  };
}

export interface LineChange extends Partial<Omit<Line, 'ring'>> {
  readonly ring?: Partial<Line['ring']>;
}

export function aLine(id: string, menu: string, people: readonly string[], change: LineChange = {}): Line {
  const { ring, ...rest } = change;
  return {
    id,
    ref: `riverside/${id}`,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    treatmentFunction: '303',
    menu,
    ring: { seconds: 20, order: 'listed', passes: 1, atOnce: 1, giveUpAfter: 180, ...ring },
    open: [allWeek],
    bankHolidays: 'open',
    holidaysDecided: true,
    shifts: people.length > 0 ? [{ hours: allWeek, people, tier: 1 }] : [],
    overflow: [],
    unanswered: 'goodbye',
    nextRoute: undefined,
    minimum: 2,
    wrapUp: 0,
    ...rest,
  };
}

/** One fictional area with the lines given; everybody on them is in its list of people. */
export function aRota(lines: readonly Line[], change: Partial<Area> = {}): Rotas {
  const ids = [...new Set(lines.flatMap((line) => line.shifts.flatMap((shift) => shift.people)))].sort();
  const people = new Map(ids.map((id, place) => [id, clinician(id, place)]));
  const area: Area = {
    id: 'riverside',
    name: 'Riverside',
    numbers: [service],
    timezone: 'Europe/London',
    bankHolidays: 'england-and-wales',
    extraHolidays: [],
    callers: 'open',
    pin: undefined,
    askNhsNumber: false,
    greeting: 'Welcome to Riverside advice and guidance.',
    record: false,
    managers: [],
    alertWebhook: undefined,
    lines,
    people,
    practices: [fictionLane],
    ...change,
  };
  return { areas: [area], hash: 'a story' };
}

/** A single line, Haematology on key 1, with these people in this order. */
export function listed(...people: string[]): Rotas {
  return aRota([aLine('haematology', '1', people)]);
}
