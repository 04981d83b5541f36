import { createHash } from 'node:crypto';
import { atOnce, type Pieces } from '../pieces.ts';
import { checkAcrossAreas } from './parse/across-areas-check.ts';
import { checkArea } from './parse/area-check.ts';
import { readingArea } from './parse/area-files.ts';
import type { AreaFiles } from './parse/area-files.ts';
import { builtArea } from './parse/built-area.ts';
import { FaultList } from './parse/fault-list.ts';
import { checkLine } from './parse/line-check.ts';
import { textUnder } from './parse/loose-value.ts';
import { checkReach } from './parse/reach-check.ts';
import type { Area, Fault, Rotas } from './types.ts';

/** Rota files by their path within the rota folder ("riverside/service.yaml"). */
export type RotaTexts = ReadonlyMap<string, string>;

/** What reading the rota files gave: rotas, or everything that is wrong with them. Warnings stand in the way of nothing. */
export type ParsedRotas =
  | { readonly rotas: Rotas; readonly faults?: undefined; readonly warnings: readonly Fault[] }
  | { readonly rotas?: undefined; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

/**
 * Reads rota files that are in memory; `folder` is what their folder is called in faults. All faults are told at once, each with its file and line.
 */
export function parseRotas(files: RotaTexts, folder = 'rotas'): ParsedRotas {
  return atOnce(parsingRotas(files, folder));
}

/** The same in pieces, for the program that answers calls: a thousand lines take a second. */
export function* parsingRotas(files: RotaTexts, folder = 'rotas'): Pieces<ParsedRotas> {
  const faults = new FaultList();
  const areas: AreaFiles[] = [];
  for (const [id, texts] of textsByArea(files, folder, faults)) {
    areas.push(yield* readingArea(id, `${folder}/${id}`, texts, faults));
  }
  if (areas.length === 0)
    faults.fault(folder, 1, 'there is no area: make a folder such as riverside with a service.yaml');
  yield* checking(areas, faults);
  const built: Area[] = [];
  for (const area of faults.faults.length > 0 ? [] : areas) {
    yield;
    built.push(...reachable(area, faults));
  }
  if (faults.faults.length > 0) return { faults: faults.faults, warnings: faults.warnings };
  return { rotas: { areas: built, hash: hashOf(files) }, warnings: faults.warnings };
}

/** Files by area and name, both sorted. Anything but YAML and CSV is somebody's note and left alone. */
function textsByArea(
  files: RotaTexts,
  folder: string,
  faults: FaultList,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const areas = new Map<string, Map<string, string>>();
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const [area = '', name = '', ...deeper] = path.split('/');
    const fault = (reason: string): void => faults.fault(`${folder}/${path}`, 1, reason);
    if (!/\.(?:ya?ml|csv)$/i.test(path)) continue;
    if (name === '' || deeper.length > 0)
      fault('the file is not in an area: move it to a folder such as riverside');
    else if (/\.yml$|\.(?:YA?ML|CSV)$/i.test(name) && !/\.(?:yaml|csv)$/.test(name))
      fault('rename the file: it must end in .yaml or .csv');
    else if (name.endsWith('.csv') && name !== 'practices.csv')
      fault('the only table here is practices.csv: rename or remove this one');
    else areas.set(area, (areas.get(area) ?? new Map<string, string>()).set(name, text));
  }
  return areas;
}

function* checking(areas: readonly AreaFiles[], faults: FaultList): Pieces<void> {
  const lines = new Set(areas.flatMap(({ id, lineIds }) => lineIds.map((line) => `${id}/${line}`)));
  for (const area of areas) {
    yield;
    checkArea(area, faults);
    const people = peopleIn(area);
    for (const line of area.lines) checkLine(area, line, { people, lines }, faults);
  }
  checkAcrossAreas(areas, faults);
}

/** Ids also of people whose entries have faults: one slip in people.yaml must not fault every shift. */
function peopleIn({ people }: AreaFiles): ReadonlySet<string> | undefined {
  const value = people?.source.value;
  if (!Array.isArray(value)) return undefined;
  return new Set(value.map((person: unknown) => textUnder(person, 'id')).filter((id) => id !== undefined));
}

function reachable(files: AreaFiles, faults: FaultList): readonly Area[] {
  const area = builtArea(files);
  if (!area) return [];
  for (const line of area.lines) {
    const read = files.lines.find(({ id }) => id === line.id);
    if (read) checkReach(area, line, read, faults);
  }
  return [area];
}

function hashOf(files: RotaTexts): string {
  const hash = createHash('sha256');
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path}\n${text.length}\n${text}\n`);
  }
  return hash.digest('hex');
}
