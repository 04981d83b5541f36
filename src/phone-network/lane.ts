import type { Activity } from './activity.ts';

/** Runs requests one after another, in the order they were decided; each counts as in flight from that moment. */
export class Lane {
  readonly #activity: Activity;
  #tail: Promise<void> = Promise.resolve();

  constructor(activity: Activity) {
    this.#activity = activity;
  }

  /** `request` must not reject: what goes wrong with a webhook is a value. */
  add(request: () => Promise<void>): void {
    const before = this.#tail;
    this.#tail = this.#activity.track(() => before.then(request));
  }
}
