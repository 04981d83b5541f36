import type { Instant, Timers } from './clock.ts';

interface Waiting {
  readonly due: Instant;
  readonly order: number;
  readonly task: () => void;
}

/** Time that moves only when told to: stories and the demo play hours of calls in seconds with it. */
export class VirtualTime implements Timers {
  #now: Instant;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Keeps whole milliseconds, as machines do: what is due in the fraction of one would be due for ever. */
  after(milliseconds: number, task: () => void): () => void {
    const waiting = { due: this.#now + Math.max(0, Math.ceil(milliseconds)), order: this.#order++, task };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** When the next task is due; `undefined` when nothing waits. */
  next(): Instant | undefined {
    return this.#first()?.due;
  }

  /** Moves to `instant` (never back), running what falls due on the way, in order. */
  moveTo(instant: Instant): void {
    for (let first = this.#first(); first && first.due <= instant; first = this.#first()) {
      this.#waiting.delete(first);
      this.#now = Math.max(this.#now, first.due);
      first.task();
    }
    this.#now = Math.max(this.#now, instant);
  }

  #first(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const each of this.#waiting) {
      if (!first || each.due < first.due || (each.due === first.due && each.order < first.order))
        first = each;
    }
    return first;
  }
}
