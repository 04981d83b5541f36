import type { Area, AreaId } from '../types.ts';
import { readArea, type AreaFiles } from './area-files.ts';
import { builtArea } from './built-area.ts';
import { FaultList } from './fault-list.ts';

/** A file of an area's folder, as one of its versions has it. */
export interface VersionedFile {
  /** Within the folder: "haematology.yaml". */
  readonly name: string;
  /** The same for the same text. */
  readonly digest: string;
  /** May be left out where a file of this name and digest was read before. */
  readonly text: string | undefined;
}

/**
 * Reads many versions of one area's files; a file that stays as it is, is read once. What holds between files is not
 * looked at again: these versions were in force.
 */
export class AreaReader {
  readonly #id: AreaId;
  readonly #files = new Map<string, AreaFiles | undefined>();
  readonly #areas = new Map<string, Area | undefined>();

  constructor(id: AreaId) {
    this.#id = id;
  }

  /** `undefined` where this program cannot read, or can read no more, what an earlier one could. */
  read(files: readonly VersionedFile[]): Area | undefined {
    const key = files.map(keyOf).join('\n');
    if (!this.#areas.has(key)) this.#areas.set(key, this.#build(files));
    return this.#areas.get(key);
  }

  #build(files: readonly VersionedFile[]): Area | undefined {
    const read = files.map((file) => this.#readFile(file)).filter((each) => each !== undefined);
    if (read.length < files.length) return undefined;
    return builtArea({
      id: this.#id,
      folder: this.#id,
      service: read.find(({ service }) => service)?.service,
      people: read.find(({ people }) => people)?.people,
      practices: undefined,
      lines: read.flatMap(({ lines }) => lines),
      lineIds: read.flatMap(({ lineIds }) => lineIds),
    });
  }

  #readFile(file: VersionedFile): AreaFiles | undefined {
    const key = keyOf(file);
    if (!this.#files.has(key)) this.#files.set(key, this.#parse(file));
    return this.#files.get(key);
  }

  #parse({ name, text }: VersionedFile): AreaFiles | undefined {
    const faults = new FaultList();
    const read = readArea(this.#id, this.#id, new Map([[name, text ?? '']]), faults);
    return faults.faults.length === 0 ? read : undefined;
  }
}

function keyOf({ name, digest }: VersionedFile): string {
  return `${name} ${digest}`;
}
