import type { Clock, Instant } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';

const HOUR = 3_600_000;
const REPLIES = 5;
const MOST_NUMBERS = 10_000;

/**
 * How often a number is told that it was not understood: five times an hour. "This number is not monitored" is sent to
 * whoever texts it, and would be answered for ever. Each process has its own, which is enough to end that.
 */
export class Patience {
  readonly #clock: Clock;
  #told = new Map<PhoneNumber, readonly Instant[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether it may be told once more, which counts. */
  hasFor(number: PhoneNumber): boolean {
    const now = this.#clock.now();
    const lately = (this.#told.get(number) ?? []).filter((at) => at > now - HOUR);
    if (lately.length >= REPLIES) return false;
    if (this.#told.size >= MOST_NUMBERS) this.#told.clear();
    this.#told.set(number, [...lately, now]);
    return true;
  }
}
