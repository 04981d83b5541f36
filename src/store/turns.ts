/** Hands one thing to one user at a time, in the order they asked. */
export class Turns {
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when it is the asker's turn. The returned function gives the turn back; more than once does nothing. */
  async take(): Promise<() => void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#next();
    };
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}
