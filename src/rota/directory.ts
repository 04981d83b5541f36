import type { Area, Clinician, Line, LineRef, PhoneNumber, Practice, Rotas } from './types.ts';

/** Both parts of "riverside/haematology". */
export interface FoundLine {
  readonly area: Area;
  readonly line: Line;
}

/** One entry of somebody in the people of an area. */
export interface FoundPerson {
  readonly area: Area;
  readonly clinician: Clinician;
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

/** Every entry of a person of the rotas, this one among them: the GMC number says that several are one person. */
export function entriesOf(rotas: Rotas, area: Area, clinician: Clinician): readonly FoundPerson[] {
  const { gmc } = clinician;
  if (!gmc) return [{ area, clinician }];
  return rotas.areas.flatMap((each) => {
    const found = [...each.people.values()].filter((other) => other.gmc === gmc);
    return found.map((entry) => ({ area: each, clinician: entry }));
  });
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
