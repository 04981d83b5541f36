import type { Instant } from '../clock.ts';
import type { Exchange } from './exchange.ts';
import { callIn } from './inbound.ts';
import type { Leg } from './leg.ts';
import type { LegHandle } from './leg-handle.ts';
import { textIn } from './text.ts';

/** What a person does when their phone rings. It may do nothing: then it rings until no-answer. */
export type Behaviour = (leg: LegHandle) => void;

export interface ReceivedText {
  readonly at: Instant;
  readonly from: string;
  readonly body: string;
}

/** A phone somewhere in the world, and the person who has it. */
export class Phone {
  readonly number: string;
  /** Every leg that this phone placed or that rang at it, in order. */
  readonly legs: LegHandle[] = [];
  /** Every text that reached it, in order. */
  readonly texts: ReceivedText[] = [];
  readonly #exchange: Exchange;
  #behaviour: Behaviour = () => undefined;
  #ears: readonly ((text: ReceivedText) => void)[] = [];

  constructor(exchange: Exchange, number: string) {
    this.#exchange = exchange;
    this.number = number;
  }

  /** Whether it rings or is in a call. */
  get engaged(): boolean {
    return this.legs.some((leg) => leg.live);
  }

  /** The leg it is ringing or talking on. */
  get leg(): LegHandle | undefined {
    return this.legs.findLast((leg) => leg.live);
  }

  /** Calls one of the account's numbers. `from: 'anonymous'` withholds its own. */
  calls(number: string, options: { readonly from?: string } = {}): LegHandle {
    const leg = callIn(this.#exchange, this, number, options.from ?? this.number);
    return leg.handle;
  }

  /** Sets what it does from now on when it rings. */
  whenRung(behaviour: Behaviour): this {
    this.#behaviour = behaviour;
    return this;
  }

  /** Does `action` for every text that arrives from now on. */
  whenTexted(action: (text: ReceivedText) => void): this {
    this.#ears = [...this.#ears, action];
    return this;
  }

  /** Sends a text to one of the account's numbers. */
  sendsText(number: string, body: string): void {
    textIn(this.#exchange, this, number, body);
  }

  /** For the network: it is rung. A phone that is engaged does not ring. */
  rung(leg: Leg, seconds: number): void {
    if (this.engaged) {
      this.legs.push(leg.handle);
      return leg.end('busy');
    }
    this.legs.push(leg.handle);
    leg.ring(seconds);
    this.#exchange.tell(this.number, { kind: 'rings', from: leg.from }, leg.sid);
    this.#behaviour(leg.handle);
  }

  /** For the network: what is over is forgotten. */
  forget(): void {
    const live = this.legs.filter((leg) => leg.live);
    this.legs.splice(0, this.legs.length, ...live);
    this.texts.length = 0;
  }

  /** For the network: a text arrives. */
  receives(from: string, body: string): void {
    const text = { at: this.#exchange.now(), from, body };
    this.texts.push(text);
    this.#exchange.tell(this.number, { kind: 'text', from, body });
    for (const ear of this.#ears) ear(text);
  }
}
