import type { Area, Clinician, Line, Practice } from '../../src/rota/types.ts';

function aLine(area: string, id: string, name: string, menu: string): Line {
  return {
    ...{ id, ref: `${area}/${id}` as const, name, menu, treatmentFunction: undefined, nextRoute: undefined },
    ...{ minimum: 2, wrapUp: 0, holidaysDecided: true },
    ring: { seconds: 20, order: 'listed', passes: 2, atOnce: 1, giveUpAfter: 180 },
    ...{ open: [], bankHolidays: 'closed', shifts: [], overflow: [], unanswered: 'goodbye' },
  };
}

function aClinician(id: string, name: string): Clinician {
  return { id, name, gmc: undefined, phones: ['+447700900101'], ringSeconds: undefined, reminders: true };
}

function aPractice(ods: string, name: string): Practice {
  return { ods, name, network: 'Weir and Vale', kind: 'gp-practice', phones: [], pin: undefined };
}

/** A fictional area with two lines, two practices and three clinicians. */
export function riverside(id = 'riverside'): Area {
  const people = [aClinician('ahmed', 'Dr Samira Ahmed'), aClinician('brown', 'Dr Joe Brown')];
  return {
    ...{ id, name: 'Riverside', numbers: ['+441614960000'], timezone: 'Europe/London' },
    ...{ bankHolidays: 'england-and-wales', extraHolidays: [], callers: 'open', pin: undefined },
    ...{ askNhsNumber: false, greeting: 'Welcome to Riverside.', record: false },
    ...{ managers: [], alertWebhook: undefined },
    lines: [aLine(id, 'haematology', 'Haematology', '1'), aLine(id, 'endocrinology', 'Endocrinology', '2')],
    people: new Map(people.map((person) => [person.id, person])),
    practices: [aPractice('Z99901', 'Fiction Lane Surgery'), aPractice('Z99902', 'Almond Road Practice')],
  };
}
