/** Counts the requests in flight, so that whoever moves the clock can wait until all is quiet. */
export class Activity {
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  get busy(): boolean {
    return this.#inFlight > 0;
  }

  /** Counts one request from now until the returned function is called (a second call does nothing). */
  begin(): () => void {
    this.#inFlight++;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#inFlight--;
      if (!this.busy) this.#release();
    };
  }

  /** Counts `work` as one request until it settles. A rejection is a bug here, and is passed on. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Resolves when nothing is in flight. */
  async idle(): Promise<void> {
    while (this.busy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
