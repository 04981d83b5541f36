import type { Timers } from '../clock.ts';
import type { CallbackFault, Misfortune } from './faults.ts';
import type { Lane } from './lane.ts';
import type { Form, Target, WebhookReply, Webhooks } from './webhooks.ts';

interface Held {
  readonly send: () => void;
  readonly callOff: () => void;
}

const LONGEST_HELD = 5000;

/**
 * Tells a program what becomes of one leg or one conference, in order, unless misfortune strikes. Only callbacks are
 * lost, doubled, delayed or reordered: asking for documents is the carrier's own flow.
 */
export class Callbacks {
  readonly #timers: Timers;
  readonly #misfortune: Misfortune;
  readonly #webhooks: Webhooks;
  readonly #lane: Lane;
  readonly #heard: (target: Target, reply: WebhookReply) => void;
  #held: Held | undefined;

  constructor(
    means: { readonly timers: Timers; readonly misfortune: Misfortune; readonly webhooks: Webhooks },
    lane: Lane,
    heard: (target: Target, reply: WebhookReply) => void,
  ) {
    this.#timers = means.timers;
    this.#misfortune = means.misfortune;
    this.#webhooks = means.webhooks;
    this.#lane = lane;
    this.#heard = heard;
  }

  /** `event` is what `network.nextCallback` names: a CallStatus, a StatusCallbackEvent or a RecordingStatus. */
  tell(target: Target, event: string, form: Form): void {
    const send = (repeat?: boolean): void => this.#send(target, form, repeat);
    this.#strike(this.#misfortune.forCallback(event), send);
  }

  #strike(fault: CallbackFault | undefined, send: (repeat?: boolean) => void): void {
    if (fault === 'lose') return;
    if (fault === 'delay') {
      this.#timers.after(this.#misfortune.delayMilliseconds(), send);
      return;
    }
    if (fault === 'reorder' && !this.#held) return this.#hold(send);
    send(fault === 'double' ? true : undefined);
    this.#release();
  }

  #hold(send: () => void): void {
    this.#held = { send, callOff: this.#timers.after(LONGEST_HELD, () => this.#release()) };
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.callOff();
    held?.send();
  }

  #send(target: Target, form: Form, repeat?: boolean): void {
    this.#lane.add(async () => this.#heard(target, await this.#webhooks.request(target, form, repeat)));
  }
}
