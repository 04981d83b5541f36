/**
 * What can go wrong with a request to the REST API. `after-acting` means that the thing was done all the same.
 * `hang` keeps the socket open and never replies; `drop` destroys it; `slow` acts now and replies `slowSeconds` later;
 * `drop-before-acting` destroys it now and acts `slowSeconds` later.
 */
export type RestFault =
  | 'too-many'
  | 'error'
  | 'error-after-acting'
  | 'hang'
  | 'hang-after-acting'
  | 'drop'
  | 'drop-after-acting'
  | 'drop-before-acting'
  | 'slow';

/** What can go wrong with a status or conference callback. */
export type CallbackFault = 'lose' | 'double' | 'delay' | 'reorder';

/**
 * What can go wrong with a document: every try finds it failing, or only the first, as when a proxy loses the answer of
 * a program that was asked.
 */
export type DocumentFault = 'fail' | 'lose-answer';

/** Probabilities from 0 to 1, and the ranges they use. They can be changed at any time. */
export interface Faults {
  /** A callback is never sent. */
  lose: number;
  /** A callback is sent twice. */
  double: number;
  /** A callback is sent `delaySeconds` late, and not in order. */
  delay: number;
  delaySeconds: readonly [from: number, to: number];
  /** A callback is held back until the next one of its leg or conference has gone, or for 5 s. */
  reorder: number;
  /** A webhook (a document too) is posted twice with the same idempotency token; the second reply counts. */
  repeat: number;
  /** For each REST request; the sum must not be over 1. */
  rest: Partial<Record<RestFault, number>>;
  slowSeconds: number;
}

export function noFaults(): Faults {
  return {
    lose: 0,
    double: 0,
    delay: 0,
    delaySeconds: [1, 20],
    reorder: 0,
    repeat: 0,
    rest: {},
    slowSeconds: 3,
  };
}

interface OneShot<Fault> {
  readonly what: string;
  readonly fault: Fault;
}

/** Decides by `random` and by what was ordered for the next time which fault strikes. */
export class Misfortune {
  faults: Faults = noFaults();
  readonly random: () => number;
  readonly #rest: OneShot<RestFault>[] = [];
  readonly #callbacks: OneShot<CallbackFault>[] = [];
  readonly #documents: OneShot<DocumentFault>[] = [];

  constructor(random: () => number) {
    this.random = random;
  }

  orderRest(operation: string, fault: RestFault): void {
    this.#rest.push({ what: operation, fault });
  }

  orderCallback(event: string, fault: CallbackFault): void {
    this.#callbacks.push({ what: event, fault });
  }

  orderDocument(path: string, fault: DocumentFault): void {
    this.#documents.push({ what: path, fault });
  }

  forDocument(url: string): DocumentFault | undefined {
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    return takeFirst(this.#documents, path);
  }

  forRest(operation: string): RestFault | undefined {
    return takeFirst(this.#rest, operation) ?? this.#drawRest();
  }

  forCallback(event: string): CallbackFault | undefined {
    const ordered = takeFirst(this.#callbacks, event);
    if (ordered) return ordered;
    const each = (['lose', 'double', 'delay', 'reorder'] as const).map(
      (fault) => [fault, this.faults[fault]] as const,
    );
    return this.#draw(each);
  }

  repeats(): boolean {
    return this.faults.repeat > 0 && this.random() < this.faults.repeat;
  }

  delayMilliseconds(): number {
    const [from, to] = this.faults.delaySeconds;
    return 1000 * (from + this.random() * (to - from));
  }

  #drawRest(): RestFault | undefined {
    return this.#draw(Object.entries(this.faults.rest) as [RestFault, number][]);
  }

  #draw<Fault>(chances: readonly (readonly [Fault, number])[]): Fault | undefined {
    if (chances.every(([, probability]) => probability === 0)) return undefined;
    let drawn = this.random();
    return chances.find(([, probability]) => (drawn -= probability) < 0)?.[0];
  }
}

function takeFirst<Fault>(ordered: OneShot<Fault>[], what: string): Fault | undefined {
  const index = ordered.findIndex((each) => each.what === what);
  return index < 0 ? undefined : ordered.splice(index, 1)[0]?.fault;
}
