import { readFileSync } from 'node:fs';
import type { Area, Rotas } from '../../src/rota/types.ts';
import { rotasWith } from '../rota/a-rota.ts';

/** Everybody has a whole name here, some of them hard to write, two of them alike. */
export const people = `
- { id: ahmed, name: Dr Samira Ahmed, gmc: "7012345", phones: ["+447700900101"] }
- { id: brown, name: Dr Peter Brown, gmc: "7012346", phones: ["+447700900102"] }
- { id: patel, name: Dr Anjali Patel, gmc: "7012347", phones: ["+447700900103"] }
- { id: arun-patel, name: Dr Arun Patel, gmc: "7012348", phones: ["+447700900104"] }
- { id: oconnor, name: Prof Siobhán O'Connor, gmc: "7012349", phones: ["+447700900105"] }
- { id: lloyd, name: Dr Gwen Lloyd-Jones, gmc: "7012350", phones: ["+447700900106"] }
- { id: angstrom, name: Dr Åsa Ångström, gmc: "7012351", phones: ["+447700900107"] }
- { id: may, name: Dr Rose May, gmc: "7012352", phones: ["+447700900108"] }
`;

/** Open day and night; Dr Ahmed has the weekdays, Dr Brown every night, over both changes of the clocks. */
export const haematology = `name: Haematology
menu: 1
bankHolidays: open
open:
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }
shifts:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", people: [ahmed] }
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "20:00", to: "08:00", people: [brown] }
`;

export function calendarRotas(line = haematology): Rotas {
  return rotasWith({ 'riverside/people.yaml': people, 'riverside/haematology.yaml': line });
}

export function calendarArea(line = haematology): Area {
  const [area] = calendarRotas(line).areas;
  if (!area) throw new Error('no area');
  return area;
}

/** A sample file. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/calendars/${name}`, import.meta.url), 'utf8');
}
