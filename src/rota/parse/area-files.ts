import { atOnce, type Pieces } from '../../pieces.ts';
import type { FaultList } from './fault-list.ts';
import { peopleShape, serviceShape } from './file-shapes.ts';
import type { PersonEntry, PracticeRow, ServiceFile } from './file-shapes.ts';
import { lineShape } from './line-shape.ts';
import type { LineFile } from './line-shape.ts';
import { readPractices } from './practices-file.ts';
import type { PracticeTable } from './practices-file.ts';
import { shaped } from './shape-faults.ts';
import { readYaml } from './yaml-source.ts';
import type { YamlSource } from './yaml-source.ts';

/** A YAML file: as it stands, and, when its shape is right, what it says. */
export interface Read<Content> {
  readonly source: YamlSource;
  readonly content: Content | undefined;
}

export interface ReadLine extends Read<LineFile> {
  readonly id: string;
}

/** The files of one area's folder, each read as far as it could be. */
export interface AreaFiles {
  readonly id: string;
  /** As faults name it: "rotas/riverside". */
  readonly folder: string;
  readonly service: Read<ServiceFile> | undefined;
  readonly people: Read<readonly PersonEntry[]> | undefined;
  readonly practices: PracticeTable | undefined;
  readonly lines: readonly ReadLine[];
  /** Also of those lines whose file cannot be read. */
  readonly lineIds: readonly string[];
}

export type { PracticeRow };

const named = new Set(['service.yaml', 'people.yaml', 'practices.csv']);

/** Reads one area. `texts` is by file name within its folder. */
export function readArea(
  id: string,
  folder: string,
  texts: ReadonlyMap<string, string>,
  faults: FaultList,
): AreaFiles {
  return atOnce(readingArea(id, folder, texts, faults));
}

/** The same, a line at a time. */
export function* readingArea(
  id: string,
  folder: string,
  texts: ReadonlyMap<string, string>,
  faults: FaultList,
): Pieces<AreaFiles> {
  const read = (name: string): YamlSource | undefined => {
    const text = texts.get(name);
    return text === undefined ? undefined : readYaml(`${folder}/${name}`, text, faults);
  };
  const service = read('service.yaml');
  const people = read('people.yaml');
  const practices = texts.get('practices.csv');
  const lineIds = [...texts.keys()].filter((name) => name.endsWith('.yaml') && !named.has(name)).map(idOf);
  const lines: ReadLine[] = [];
  for (const line of lineIds) {
    yield;
    const source = read(`${line}.yaml`);
    if (source) lines.push({ id: line, source, content: shaped(source, lineShape, faults) });
  }
  return {
    id,
    folder,
    service: service && { source: service, content: shaped(service, serviceShape, faults) },
    people: people && { source: people, content: shaped(people, peopleShape, faults) },
    practices:
      practices === undefined ? undefined : readPractices(`${folder}/practices.csv`, practices, faults),
    lines,
    lineIds,
  };
}

function idOf(name: string): string {
  return name.slice(0, -'.yaml'.length);
}
