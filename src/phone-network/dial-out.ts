import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';

const USUAL_SET_UP = 1;

/** Dials the far phone: it rings after the set-up time, for so many seconds. */
export function dialOut(exchange: Exchange, leg: Leg, ringSeconds: number): void {
  leg.initiate();
  leg.callOffWhenOver(
    exchange.in(exchange.options.setUpSeconds ?? USUAL_SET_UP, () => {
      if (leg.live) exchange.phone(leg.phone).rung(leg, ringSeconds);
    }),
  );
}

/** Dials legs in the order they came, no more than so many a second; the others stay queued. */
export class DialQueue {
  readonly #exchange: Exchange;
  #waiting: { readonly leg: Leg; readonly dial: () => void }[] = [];
  #pausing = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  add(leg: Leg, ringSeconds: number): void {
    const dial = (): void => dialOut(this.#exchange, leg, ringSeconds);
    if (this.#exchange.options.callsPerSecond === undefined) {
      leg.callOffWhenOver(this.#exchange.in(0, dial));
      return;
    }
    this.#waiting.push({ leg, dial });
    if (!this.#pausing) this.#next(0);
  }

  #next(seconds: number): void {
    this.#pausing = true;
    this.#exchange.in(seconds, () => {
      this.#pausing = false;
      this.#waiting = this.#waiting.filter(({ leg }) => leg.live);
      const first = this.#waiting.shift();
      first?.dial();
      if (first) this.#next(1 / (this.#exchange.options.callsPerSecond ?? 1));
    });
  }
}
