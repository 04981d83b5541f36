import { DateTime } from 'luxon';
import type { Area, Rotas } from '../rota/types.ts';
import { nobody, unknownPractice, type Grouping } from './counts-query.ts';

/** How the rows of a table are named, and in which order they stand. */
export interface Naming {
  /** What the rota no longer has is named by its key. */
  readonly label: (key: string) => string;
  readonly compare: (one: string, other: string) => number;
}

const alphabet = new Intl.Collator('en-GB');

/** "2026-11" in words: "November 2026". */
function monthName(month: string): string {
  return DateTime.fromFormat(month, 'yyyy-MM', { zone: 'utc', locale: 'en-GB' }).toFormat('LLLL yyyy');
}

/** By label, with the row of what is not known at the end. Never by a rate: rows are no league table. */
function alphabetical(label: (key: string) => string, last: string): Naming {
  return {
    label,
    compare: (one, other) =>
      Number(one === last) - Number(other === last) ||
      alphabet.compare(label(one), label(other)) ||
      alphabet.compare(one, other),
  };
}

/** In the order of the menu; lines that the rota no longer has stand after it. */
function lines(area: Area): Naming {
  const names = new Map<string, string>(area.lines.map((line) => [line.id, line.name]));
  const places = new Map<string, number>(area.lines.map((line, place) => [line.id, place]));
  const placeOf = (key: string) => places.get(key) ?? places.size;
  return {
    label: (key) => names.get(key) ?? key,
    compare: (one, other) => placeOf(one) - placeOf(other) || alphabet.compare(one, other),
  };
}

function practices(area: Area): Naming {
  const names = new Map<string, string>(area.practices.map((practice) => [practice.ods, practice.name]));
  const label = (key: string) => names.get(key) ?? (key === unknownPractice ? 'Unknown practice' : key);
  return alphabetical(label, unknownPractice);
}

function clinicians(area: Area, rotas: Pick<Rotas, 'areas'>): Naming {
  const label = (key: string) => {
    if (key === nobody) return 'Nobody took it';
    return key.includes('/') ? guest(key, rotas) : (area.people.get(key)?.name ?? key);
  };
  return alphabetical(label, nobody);
}

/** A clinician of another area: "Dr John Ahmed (Hillside)". */
function guest(key: string, rotas: Pick<Rotas, 'areas'>): string {
  const [areaId = '', id = ''] = key.split('/');
  const area = rotas.areas.find((each) => each.id === areaId);
  return `${area?.people.get(id)?.name ?? id} (${area?.name ?? areaId})`;
}

/** The naming of the rows of `by` in an area, as the rotas are now. */
export function namingOf(by: Grouping, area: Area, rotas: Pick<Rotas, 'areas'>): Naming {
  switch (by) {
    case 'line':
      return lines(area);
    case 'practice':
      return practices(area);
    case 'clinician':
      return clinicians(area, rotas);
    case 'month':
      return { label: monthName, compare: alphabet.compare };
  }
}
