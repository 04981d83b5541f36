import type { Clock, Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';

const HOUR = 3_600_000;
const MOST_NUMBERS = 10_000;
/** Nobody gives thirty commands an hour; a machine whose "Back on Monday" is read for one may. */
const replies = { understood: 30, 'not-understood': 5 } as const;

/**
 * How often an hour a number is answered. "This number is not monitored" is sent to whoever texts it, and would be
 * answered for ever. Each process has its own, which is enough to end that.
 */
export class Patience {
  readonly #clock: Clock;
  #told = new Map<string, readonly Instant[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether it may be answered once more, which counts. */
  hasFor(number: PhoneNumber, heard: keyof typeof replies): boolean {
    const now = this.#clock.now();
    const key = `${heard} ${number}`;
    const lately = (this.#told.get(key) ?? []).filter((at) => at > now - HOUR);
    if (lately.length >= replies[heard]) return false;
    if (this.#told.size >= MOST_NUMBERS) this.#told.clear();
    this.#told.set(key, [...lately, now]);
    return true;
  }
}
