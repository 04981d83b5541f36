import type { Fault } from '../types.ts';

/** Gathers everything that is wrong, and everything that is merely odd, so that all of it is told at once. */
export class FaultList {
  readonly #faults: Fault[] = [];
  readonly #warnings: Fault[] = [];

  /** Something that must be put right before the rota can be used. */
  fault(file: string, line: number, reason: string): void {
    this.#faults.push({ file, line, reason });
  }

  /** Something that is allowed but was hardly meant. */
  warning(file: string, line: number, reason: string): void {
    this.#warnings.push({ file, line, reason });
  }

  /** In the order of files and lines, each once. */
  get faults(): readonly Fault[] {
    return inOrder(this.#faults);
  }

  get warnings(): readonly Fault[] {
    return inOrder(this.#warnings);
  }
}

/** `rotas/riverside/haematology.yaml:14: "drown" is not in people.yaml (did you mean "brown"?)` */
export function faultText({ file, line, reason }: Fault): string {
  return `${file}:${line}: ${reason}`;
}

/** A key that is missing, which is ours; or a value, which may have been cut short and have no closing quote. */
const quoted = /("\w+" is (?:missing|empty))|"(?:[^"\\]|\\.)*(?:"|$)/g;
const number = /\+?\d[\d ]{2,}\d/g;

/**
 * The same for a log, which holds nobody's name, number or PIN: where the files of an area, its people and practices
 * are quoted, that is left out. `rota check` tells all.
 */
export function loggedFault({ file, line, reason }: Fault): string {
  const names = /\/(?:people\.yaml|practices\.csv)$/.test(file);
  const numbers = names || file.endsWith('/service.yaml');
  const unnamed = names ? reason.replace(quoted, (_, key?: string) => key ?? '…') : reason;
  return faultText({ file, line, reason: numbers ? unnamed.replace(number, '…') : unnamed });
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const once = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...once.values()].sort((one, other) => compare(one.file, other.file) || one.line - other.line);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
