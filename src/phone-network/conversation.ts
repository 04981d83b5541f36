import type { Instant } from '../clock.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';

/** One person's part in a conversation. */
export interface Talker {
  readonly phone: string;
  readonly leg: string;
  readonly from: Instant;
  to: Instant | undefined;
}

/** Two or more people who hear each other, in a conference or put through by a Dial. */
export interface Conversation {
  /** The conference's name; absent when a Dial put them through. */
  readonly conference: string | undefined;
  readonly talkers: Talker[];
  readonly from: Instant;
  to: Instant | undefined;
}

/** Keeps the book on who talks to whom in one place: it is told who is there, after every change. */
export class ConversationKeeper {
  readonly #exchange: Exchange;
  readonly #conference: string | undefined;
  #current: Conversation | undefined;

  constructor(exchange: Exchange, conference?: string) {
    this.#exchange = exchange;
    this.#conference = conference;
  }

  present(legs: readonly Leg[]): void {
    if (legs.length < 2) return this.#end();
    const now = this.#exchange.now();
    this.#current ??= this.#begin();
    for (const talker of this.#current.talkers) {
      if (!legs.some((leg) => leg.sid === talker.leg)) talker.to ??= now;
    }
    for (const leg of legs) this.#add(leg, legs);
  }

  #begin(): Conversation {
    const conversation = {
      conference: this.#conference,
      talkers: [],
      from: this.#exchange.now(),
      to: undefined,
    };
    this.#exchange.conversations.push(conversation);
    return conversation;
  }

  #add(leg: Leg, legs: readonly Leg[]): void {
    const talkers = this.#current?.talkers;
    if (!talkers || talkers.some((talker) => talker.leg === leg.sid && talker.to === undefined)) return;
    talkers.push({ phone: leg.phone, leg: leg.sid, from: this.#exchange.now(), to: undefined });
    const others = legs.filter((other) => other !== leg).map((other) => other.phone);
    this.#exchange.tell(leg.phone, { kind: 'talks', to: others }, leg.sid);
  }

  #end(): void {
    const ended = this.#current;
    this.#current = undefined;
    if (!ended) return;
    ended.to = this.#exchange.now();
    for (const talker of ended.talkers) talker.to ??= ended.to;
  }
}
