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
const quoted = /("\w+" is (?:missing|empty))|"((?:[^"\\]|\\.)*)(?:"|$)/g;
/** What may be quoted of a line: ids and words of ours, times, and signs. A name has capitals or spaces. */
const harmless = /^(?:[a-z][a-z/-]*|\d{1,2}:\d{1,2}|\W{1,2})$/;
const number = /\+?\d[\d ]{2,}\d/g;
const longNumber = /\+?\d[\d ]{5,}\d/g;

/**
 * The same for a log, which holds nobody's name, number or PIN: what is quoted of people and practices is left out, and
 * elsewhere, as in a file's own name, what may be somebody's. `rota check` tells all.
 */
export function loggedFault({ file, line, reason }: Fault): string {
  const names = /\/(?:people\.yaml|practices\.csv)$/.test(file);
  const numbers = names || file.endsWith('/service.yaml');
  const unnamed = reason.replace(
    quoted,
    (all: string, key: string | undefined, value: string | undefined) => {
      if (key !== undefined) return key;
      if (names) return '…';
      return harmless.test(value ?? '') ? all : '"…"';
    },
  );
  return faultText({
    file: loggedFile(file),
    line,
    reason: unnamed.replace(numbers ? number : longNumber, '…'),
  });
}

function loggedFile(path: string): string {
  const isPlain = (part: string): boolean => /^[\w.-]*$/.test(part) && !/\d{5}/.test(part);
  return path
    .split('/')
    .map((part) => (isPlain(part) ? part : '…'))
    .join('/');
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const once = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...once.values()].sort((one, other) => compare(one.file, other.file) || one.line - other.line);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
