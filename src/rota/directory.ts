import type { Area, Line, LineRef, PhoneNumber, Practice, Rotas } from './types.ts';

/** Both parts of "riverside/haematology". */
export interface FoundLine {
  readonly area: Area;
  readonly line: Line;
}

/** The area whose number was dialled. */
export function findArea(rotas: Rotas, dialled: PhoneNumber): Area | undefined {
  return rotas.areas.find(({ numbers }) => numbers.includes(dialled));
}

/** The area with this id. */
export function areaById(rotas: Rotas, id: string): Area | undefined {
  return rotas.areas.find((area) => area.id === id);
}

/** The area's line with this id. */
export function lineById(area: Area, id: string): Line | undefined {
  return area.lines.find((line) => line.id === id);
}

/** The line that a reference names, in whichever area. */
export function lineByRef(rotas: Rotas, ref: LineRef): FoundLine | undefined {
  for (const area of rotas.areas) {
    const line = area.lines.find((each) => each.ref === ref);
    if (line) return { area, line };
  }
  return undefined;
}

/** The area, and every other whose lines its own overflow to. */
export function withOverflow(rotas: Rotas, area: Area): readonly Area[] {
  const refs = new Set(area.lines.flatMap(({ overflow }) => overflow));
  const others = [...refs].flatMap((ref) => lineByRef(rotas, ref)?.area ?? []);
  return [...new Set([area, ...others])];
}

/** The practice that rings from `number`; a number belongs to one practice of an area at most. */
export function findPractice(area: Area, number: PhoneNumber): Practice | undefined {
  return area.practices.find(({ phones }) => phones.includes(number));
}

/** The practice whose own PIN this is. The area's PIN (`area.pin`) names no practice. */
export function practiceByPin(area: Area, pin: string): Practice | undefined {
  return area.practices.find((practice) => practice.pin === pin);
}
