import { readDocument, type DocumentUse } from './document.ts';
import { DocumentFault } from './element.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import { Sequence } from './sequence.ts';
import { stillness, type Step, type Turn } from './step.ts';
import type { Form, Target, WebhookReply } from './webhooks.ts';

export interface ScriptOptions {
  readonly use: DocumentUse;
  /** Asked instead, once, when a document cannot be had or cannot be read. */
  readonly fallback?: Target;
  /** Sent with every request for a document, besides the leg's own parameters. */
  readonly parameters?: Form;
  /** Called when the last document has been run to its end, or could not be had at all. */
  readonly finished: (how: 'ran' | 'failed') => void;
}

const MOST_REDIRECTS = 10;

/** Runs TwiML documents on a leg, one after another, until they are over, the leg is, or it is told to stop. */
export class Script {
  readonly #exchange: Exchange;
  readonly #leg: Leg;
  readonly #options: ScriptOptions;
  #step: Step = stillness;
  /** Rises whenever something else is to be done: what a request brings too late is dropped. */
  #turn = 0;
  #redirects = 0;

  constructor(exchange: Exchange, leg: Leg, options: ScriptOptions) {
    this.#exchange = exchange;
    this.#leg = leg;
    this.#options = options;
  }

  /** Asks for a document and runs it, instead of whatever runs now. */
  request(target: Target, extra: Form = {}, isFallback = false): void {
    this.stop();
    const turn = this.#turn;
    const form = { ...this.#leg.parameters(), ...this.#options.parameters, ...extra };
    this.#leg.lane.add(async () => {
      if (turn !== this.#turn) return;
      const reply = await this.#exchange.webhooks.request(target, form);
      if (turn === this.#turn) this.#take(target, reply, isFallback);
    });
  }

  /** Runs a document that is already here, instead of whatever runs now. */
  run(xml: string, target: Target, isFallback = false): void {
    this.stop();
    try {
      const verbs = readDocument(xml, this.#options.use);
      const stage = { exchange: this.#exchange, leg: this.#leg, base: target, use: this.#options.use };
      const sequence = new Sequence(verbs, stage, (turn) => this.#continue(turn));
      this.#step = sequence;
      sequence.begin();
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      this.#exchange.refuse('document', error.code, error.message, target.url);
      this.#fail(target, error.code, isFallback);
    }
  }

  press(key: string): boolean {
    return this.#step.press?.(key) ?? false;
  }

  speak(words: string): boolean {
    return this.#step.speak?.(words) ?? false;
  }

  stop(): void {
    this.#turn++;
    const step = this.#step;
    this.#step = stillness;
    step.stop();
  }

  #take(target: Target, reply: WebhookReply, isFallback: boolean): void {
    if (reply.kind === 'unreachable') return this.#complain(target, reply.code, reply.reason, isFallback);
    if (reply.status >= 400) return this.#complain(target, 11200, `answered ${reply.status}`, isFallback);
    if (!/^(text|application)\/xml\b/i.test(reply.contentType)) {
      return this.#complain(target, 12300, `content type "${reply.contentType}"`, isFallback);
    }
    this.run(reply.body, target, isFallback);
  }

  #complain(target: Target, code: number, reason: string, isFallback: boolean): void {
    this.#exchange.refuse('webhook', code, reason, target.url);
    this.#fail(target, code, isFallback);
  }

  #fail(target: Target, code: number, isFallback: boolean): void {
    const { fallback, finished } = this.#options;
    this.stop();
    if (!fallback || isFallback) return finished('failed');
    this.request(fallback, { ErrorCode: `${code}`, ErrorUrl: target.url }, true);
  }

  #continue(turn: Turn): void {
    this.#step = stillness;
    if (turn.kind === 'end') return this.#leg.end(turn.status);
    if (turn.kind === 'over') return this.#options.finished('ran');
    this.#redirects = turn.spoke ? 0 : this.#redirects + 1;
    if (this.#redirects > MOST_REDIRECTS) {
      return this.#complain(turn.target, 11215, 'more than 10 redirects without a pause', false);
    }
    this.request(turn.target, turn.form);
  }
}
