/** Hands something to so many users at a time, in the order they asked. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(most = 1) {
    this.#free = most;
  }

  /** Resolves when it is the asker's turn. The returned function gives the turn back; more than once does nothing. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#next();
    };
  }

  /** Whoever waited longest takes the turn over. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
