import type { FaultList } from './fault-list.ts';

/** Remembers where each value was first met, and tells of those met again. */
export class SeenBefore {
  readonly #first = new Map<string, string>();
  readonly #faults: FaultList;

  constructor(faults: FaultList) {
    this.#faults = faults;
  }

  /** `what` begins the reason: `"1" on the menu`. Nothing to compare is nothing to tell. */
  check(
    value: string | undefined,
    where: { readonly file: string; readonly line: number },
    what: string,
  ): void {
    if (value === undefined) return;
    const first = this.#first.get(value);
    if (first === undefined) this.#first.set(value, `${where.file}:${where.line}`);
    else this.#faults.fault(where.file, where.line, `${what} is taken already, at ${first}`);
  }
}
