import type { Timers } from '../clock.ts';

export interface StillnessNeeds {
  readonly timers: Timers;
  /** Milliseconds; 0: whatever is seen is still. */
  readonly lasting: number;
  /** Called when what was seen last has been left alone for so long, as far as is known: to look again. */
  readonly lookAgain: () => Promise<void>;
}

/** Tells whether something that changes has been left alone for a while. */
export class Stillness {
  readonly #needs: StillnessNeeds;
  #stirred: string | undefined;
  #still: string | undefined;
  #calledOff: (() => void) | undefined;

  constructor(needs: StillnessNeeds) {
    this.#needs = needs;
  }

  /** Whether it was as `stamp` says for as long as is asked; otherwise it is to be looked at again later. */
  holds(stamp: string): boolean {
    const { lasting } = this.#needs;
    if (lasting === 0 || stamp === this.#still) return true;
    if (stamp !== this.#stirred) this.#wait(stamp);
    return false;
  }

  close(): void {
    this.#calledOff?.();
  }

  #wait(stamp: string): void {
    const { timers, lasting, lookAgain } = this.#needs;
    this.#calledOff?.();
    this.#stirred = stamp;
    this.#calledOff = timers.after(lasting, () => {
      this.#stirred = undefined;
      this.#still = stamp;
      void lookAgain().finally(() => (this.#still = undefined));
    });
  }
}
