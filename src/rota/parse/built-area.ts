import type { Area, Clinician, Hours, Line, LineRef, Shift } from '../types.ts';
import type { AreaFiles, PracticeRow } from './area-files.ts';
import type { PersonEntry, ServiceFile } from './file-shapes.ts';
import type { LineFile, OpenEntry } from './line-shape.ts';

/** The area that faultless files describe; `undefined` where a file could not be used. */
export function builtArea({ id, service, people, practices, lines }: AreaFiles): Area | undefined {
  if (!service?.content || !people?.content) return undefined;
  const built = lines.flatMap((line) => (line.content ? [builtLine(id, line.id, line.content)] : []));
  const rows = (practices?.rows ?? []).flatMap(({ practice }) => (practice ? [practice] : []));
  return areaOf(id, service.content, { people: people.content, lines: built, practices: rows });
}

function areaOf(
  id: string,
  service: ServiceFile,
  parts: { people: readonly PersonEntry[]; lines: readonly Line[]; practices: readonly PracticeRow[] },
): Area {
  const { bankHolidayDates, ...said } = service;
  return {
    ...said,
    id,
    extraHolidays: bankHolidayDates,
    pin: service.pin,
    alertWebhook: service.alertWebhook,
    greeting: service.greeting ?? `Welcome to ${service.name} advice and guidance.`,
    lines: parts.lines.toSorted((one, other) => Number(one.menu) - Number(other.menu)),
    people: new Map(parts.people.map((person) => [person.id, clinicianOf(person)])),
    practices: parts.practices.map((row) => ({ ...row, pin: row.pin })),
  };
}

function clinicianOf({ id, name, gmc, phones, ringSeconds, reminders }: PersonEntry): Clinician {
  return { id, name, gmc, phones, ringSeconds, reminders };
}

function builtLine(area: string, id: string, file: LineFile): Line {
  return {
    id,
    ref: `${area}/${id}`,
    name: file.name,
    treatmentFunction: file.treatmentFunction,
    menu: file.menu,
    ring: file.ring,
    open: file.open.map(hoursOf),
    bankHolidays: file.bankHolidays ?? 'closed',
    holidaysDecided: file.bankHolidays !== undefined,
    shifts: file.shifts.map((shift): Shift => ({
      hours: hoursOf(shift),
      people: shift.people,
      tier: shift.tier,
    })),
    overflow: file.overflow.map(refOf),
    unanswered: file.unanswered,
    nextRoute: file.nextRoute,
    minimum: file.minimum,
    wrapUp: file.wrapUp,
  };
}

function hoursOf({ days, date, from, to, every, starting }: OpenEntry): Hours {
  if (date !== undefined) return { kind: 'dated', date, from, to };
  return { kind: 'weekly', days: days ?? [], from, to, every: every ?? 1, starting };
}

/** References were checked: each names a line that exists. */
function refOf(ref: string): LineRef {
  const [area = '', line = ''] = ref.split('/');
  return `${area}/${line}`;
}
