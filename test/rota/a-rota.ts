import { DateTime } from 'luxon';
import type { Instant } from '../../src/clock.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import type { Area, Line, Override, Rotas } from '../../src/rota/types.ts';

export const london = 'Europe/London';

/** An instant by its wall clock in London: "2026-11-23 09:30". Of a time that comes twice, the first. */
export function wall(text: string, zone = london): Instant {
  const found = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm', { zone });
  if (!found.isValid) throw new Error(`${text} is not a time`);
  return found.toMillis();
}

/** An instant in UTC: "2026-10-25T00:30Z". */
export function utc(text: string): Instant {
  return Date.parse(text);
}

export const service = 'name: Riverside\nnumbers: ["+441614960000"]\n';
/** Somebody who is told of what goes wrong. */
export const managers = 'managers: ["+447700900190"]\n';
export const people = `
- { id: ahmed, name: Dr Ahmed, gmc: "7012345", phones: ["+447700900101"] }
- { id: brown, name: Dr Brown, gmc: "7012346", phones: ["+447700900102"] }
- { id: patel, name: Dr Patel, gmc: "7012347", phones: ["+447700900103"] }
- { id: okafor, name: Dr Okafor, gmc: "7012348", phones: ["+447700900104"] }
- { id: silent, name: Dr Silent, gmc: "7012349" }
`;
export const practices = `ods,name,network,kind,phones
Z99901,Fiction Lane Surgery,Weir and Vale,gp-practice,+441614960101;+447700900201
`;
export const haematology = `name: Haematology
menu: 1
open:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }
shifts:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", people: [ahmed, brown, patel] }
`;

/** Files of one sound area, some of them replaced or (undefined) left out. */
export function filesWith(
  changes: Readonly<Record<string, string | undefined>> = {},
): ReadonlyMap<string, string> {
  const files: Record<string, string | undefined> = {
    'riverside/service.yaml': service,
    'riverside/people.yaml': people,
    'riverside/practices.csv': practices,
    'riverside/haematology.yaml': haematology,
    ...changes,
  };
  return new Map(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The rotas of those files, which must be sound. */
export function rotasWith(changes: Readonly<Record<string, string | undefined>> = {}): Rotas {
  const parsed = parseRotas(filesWith(changes));
  if (!parsed.rotas)
    throw new Error(parsed.faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n'));
  return parsed.rotas;
}

/** One line from its file's text, in an area with the people above. */
export function lineOf(
  haematologyFile: string,
  serviceFile = service,
): { readonly area: Area; readonly line: Line } {
  const [area] = rotasWith({
    'riverside/haematology.yaml': haematologyFile,
    'riverside/service.yaml': serviceFile,
  }).areas;
  const [line] = area?.lines ?? [];
  if (!area || !line) throw new Error('no line');
  return { area, line };
}

/** A line with these open hours and shifts (lists in YAML). */
export function lineWith(
  open: string,
  shifts: string,
  more = '',
): { readonly area: Area; readonly line: Line } {
  return lineOf(`name: Haematology\nmenu: 1\nopen: ${open}\nshifts: ${shifts}\n${more}`);
}

/** An override of the whole area that holds for the day of 23 November 2026, unless it is told otherwise. */
export function override(kind: Override['kind'], clinician: string, more: Partial<Override> = {}): Override {
  return {
    id: `${kind}-${clinician}`,
    area: 'riverside',
    line: undefined,
    kind,
    clinician,
    with: undefined,
    from: wall('2026-11-23 00:00'),
    to: wall('2026-11-24 00:00'),
    why: 'a test',
    ...more,
  };
}
