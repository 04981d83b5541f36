import type { Conference } from './conference.ts';
import type { Conversation } from './conversation.ts';
import type { NumberSettings } from './dialled-number.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import type { CallbackFault, DocumentFault, Faults, RestFault } from './faults.ts';
import type { Leg } from './leg.ts';
import type { NetworkEvent } from './network-event.ts';
import type { Phone } from './phone.ts';
import type { Recording } from './recording.ts';
import type { Refusal } from './refusals.ts';
import type { OperationName } from './rest/operations.ts';
import { RestServer } from './rest/rest-server.ts';
import type { Text } from './text.ts';

export type PhoneNetworkOptions = ExchangeOptions;

/**
 * A simulated carrier: it speaks Twilio's REST API and TwiML to a program, and has phones with people at them. All
 * that takes time is kept by the `Timers` it is given, so that a story can be played as fast as the machine can.
 */
export class PhoneNetwork {
  readonly #exchange: Exchange;
  readonly #server: RestServer;

  constructor(options: PhoneNetworkOptions) {
    this.#exchange = new Exchange(options);
    this.#server = new RestServer(this.#exchange);
  }

  /** Begins to listen on 127.0.0.1; `port` 0 takes any that is free. */
  async start(port = 0): Promise<void> {
    await this.#server.start(port);
  }

  /** Drops every request in flight and closes the port. */
  async stop(): Promise<void> {
    this.#exchange.webhooks.stop();
    await this.#server.stop();
    await this.idle();
  }

  /** For TWILIO_API_URL. */
  get url(): string {
    return this.#server.url;
  }

  /** Sets one of the account's numbers; settings not named stay as they are. */
  number(number: string, settings: NumberSettings = {}): void {
    const { numbers, sids } = this.#exchange;
    const known = numbers.get(number);
    if (known) known.settings = { ...known.settings, ...settings };
    else numbers.set(number, { sid: sids.make('PN'), number, createdAt: this.#exchange.now(), settings });
  }

  /** The phone with this number, anywhere in the world. */
  phone(number: string): Phone {
    return this.#exchange.phone(number);
  }

  /** Whether a webhook or a REST request is in flight. */
  get busy(): boolean {
    return this.#exchange.activity.busy;
  }

  /** Resolves when no webhook and no REST request is in flight and what they brought has been dealt with. */
  idle(): Promise<void> {
    return this.#exchange.activity.idle();
  }

  /** What goes wrong, and how often; its fields can be set at any time. */
  get faults(): Faults {
    return this.#exchange.misfortune.faults;
  }

  /** Makes the next REST request of this operation go wrong. */
  next(operation: OperationName, fault: RestFault): void {
    this.#exchange.misfortune.orderRest(operation, fault);
  }

  /** Makes the next callback of this kind go wrong: a CallStatus, a StatusCallbackEvent, or a message's status. */
  nextCallback(event: string, fault: CallbackFault): void {
    this.#exchange.misfortune.orderCallback(event, fault);
  }

  /**
   * Makes the next request for the document at this path be answered 503, as by a program that is not there, however
   * often it is tried; or makes only the answer to its first try get lost.
   */
  nextDocument(path: string, fault: DocumentFault = 'fail'): void {
    this.#exchange.misfortune.orderDocument(path, fault);
  }

  /** Every leg there ever was, in the order of creation. */
  get legs(): readonly Leg[] {
    return [...this.#exchange.legs.values()];
  }

  get conferences(): readonly Conference[] {
    return [...this.#exchange.conferences.values()];
  }

  /** Who heard whom, and when. */
  get conversations(): readonly Conversation[] {
    return this.#exchange.conversations;
  }

  get recordings(): readonly Recording[] {
    return [...this.#exchange.recordings.values()];
  }

  /** Every text that the program sent, replies to texts included. */
  get texts(): readonly Text[] {
    return [...this.#exchange.texts.values()];
  }

  /** Everything that happened at the phones. */
  get log(): readonly NetworkEvent[] {
    return this.#exchange.log;
  }

  /** Everything that was refused or could not be done, for stories to assert that there is nothing. */
  get refusals(): readonly Refusal[] {
    return this.#exchange.refusals;
  }

  /** Tells `listener` of everything that happens at the phones; the returned function ends that. */
  onEvent(listener: (event: NetworkEvent) => void): () => void {
    this.#exchange.listeners.add(listener);
    return () => this.#exchange.listeners.delete(listener);
  }

  /** Forgets what is over, so that a long run does not fill the memory. */
  forgetThePast(): void {
    const { legs, conferences, conversations, log, texts } = this.#exchange;
    for (const leg of legs.values()) if (!leg.live) legs.delete(leg.sid);
    for (const each of conferences.values()) if (each.status === 'completed') conferences.delete(each.sid);
    this.#exchange.forgetPhones();
    conversations.length = 0;
    log.length = 0;
    texts.clear();
  }
}
