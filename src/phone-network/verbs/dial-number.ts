import type { LegStatus } from '../../carrier/carrier.ts';
import { scriptFor } from '../call-script.ts';
import { ConversationKeeper } from '../conversation.ts';
import { dialOut } from '../dial-out.ts';
import { isE164 } from '../dialled-number.ts';
import type { Element } from '../element.ts';
import { Leg } from '../leg.ts';
import { Recording, tellOfRecording } from '../recording.ts';
import { numberIn, targetOf, type Stage } from '../step.ts';
import type { Form } from '../webhooks.ts';

const USUAL_TIMEOUT = 30;
const LONGEST_TALK = 14_400;

/** A leg that is being put through to one or more numbers: the first to pick up wins, whoever that is. */
export class NumberDial {
  readonly #dial: Element;
  readonly #stage: Stage;
  readonly #done: (result: Form) => void;
  readonly #talk: ConversationKeeper;
  #ringing: readonly Leg[] = [];
  #winner: Leg | undefined;
  #bridgedAt: number | undefined;
  #recording: Recording | undefined;
  #callOffLimit: () => void = () => undefined;
  #over = false;

  constructor(dial: Element, stage: Stage, done: (result: Form) => void) {
    this.#dial = dial;
    this.#stage = stage;
    this.#done = done;
    this.#talk = new ConversationKeeper(stage.exchange);
  }

  begin(): void {
    const nouns = this.#dial.children.length > 0 ? this.#dial.children : [this.#dial];
    const dialled = nouns.filter((noun) => isE164(noun.text));
    this.#ringing = dialled.map((noun) => this.#place(noun));
    if (this.#ringing.length === 0) this.#stage.exchange.in(0, () => this.#finish('failed'));
    const timeout = numberIn(this.#dial, 'timeout', USUAL_TIMEOUT);
    for (const leg of this.#ringing) dialOut(this.#stage.exchange, leg, timeout);
  }

  /** `*` from the one who was put through ends the other's leg, where that was ordered. */
  press(key: string): boolean {
    if (key !== '*' || this.#dial.attributes['hangupOnStar'] !== 'true' || !this.#winner) return false;
    this.#winner.end('completed');
    return true;
  }

  /** The leg is over, or does something else now: so are the legs that were dialled for it. */
  stop(): Form | undefined {
    if (this.#over) return undefined;
    this.#over = true;
    const result = this.#result(this.#winner ? 'completed' : 'canceled');
    this.#close();
    for (const leg of this.#ringing) leg.end('canceled');
    this.#winner?.end('completed');
    return result;
  }

  #place(noun: Element): Leg {
    const { exchange, leg: parent } = this.#stage;
    const { statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
    const target = statusCallback ? targetOf(this.#stage, statusCallback, statusCallbackMethod) : undefined;
    const leg = new Leg(exchange, {
      direction: 'outbound-dial',
      from: this.#dial.attributes['callerId'] ?? parent.from,
      to: noun.text,
      phone: noun.text,
      parentSid: parent.sid,
      ...(target ? { status: { target, events: (statusCallbackEvent ?? 'completed').split(/\s+/) } } : {}),
    });
    leg.whenAnswered = () => this.#answered(leg, noun);
    leg.whenEnded = () => this.#ended(leg);
    return leg;
  }

  #answered(leg: Leg, noun: Element): void {
    if (this.#winner) return leg.end('completed');
    const others = this.#ringing.filter((each) => each !== leg);
    this.#winner = leg;
    this.#ringing = [];
    for (const each of others) each.end('canceled');
    const { url, method } = noun.attributes;
    if (!url) return this.#bridge(leg);
    leg.script = scriptFor(this.#stage.exchange, leg, { use: 'screen', finished: () => this.#bridge(leg) });
    leg.script.request(targetOf(this.#stage, url, method));
  }

  #bridge(leg: Leg): void {
    const { exchange, leg: parent } = this.#stage;
    this.#bridgedAt = exchange.now();
    parent.bridgedTo = leg;
    leg.bridgedTo = parent;
    this.#talk.present([parent, leg]);
    const limit = numberIn(this.#dial, 'timeLimit', LONGEST_TALK);
    this.#callOffLimit = exchange.in(limit, () => leg.end('completed'));
    if ((this.#dial.attributes['record'] ?? 'do-not-record') === 'do-not-record') return;
    this.#recording = new Recording(exchange, { callSid: parent.sid, source: 'DialVerb' });
    tellOfRecording(this.#recording, this.#dial, this.#stage);
  }

  #ended(leg: Leg): void {
    this.#ringing = this.#ringing.filter((each) => each !== leg);
    if (leg === this.#winner) this.#finish('completed');
    else if (!this.#winner && this.#ringing.length === 0) this.#finish(leg.status);
  }

  #finish(status: LegStatus): void {
    if (this.#over) return;
    this.#over = true;
    const result = this.#result(status);
    this.#close();
    this.#done(result);
  }

  #result(status: LegStatus): Form {
    const bridged = this.#bridgedAt;
    const seconds = bridged === undefined ? 0 : Math.round((this.#stage.exchange.now() - bridged) / 1000);
    const form: Record<string, string> = { DialCallStatus: status, DialBridged: `${bridged !== undefined}` };
    if (this.#winner) Object.assign(form, { DialCallSid: this.#winner.sid, DialCallDuration: `${seconds}` });
    if (this.#recording) form['RecordingUrl'] = this.#recording.url;
    return form;
  }

  #close(): void {
    this.#callOffLimit();
    this.#talk.present([]);
    this.#stage.leg.bridgedTo = undefined;
    if (this.#winner) this.#winner.bridgedTo = undefined;
    if (!this.#recording) return;
    this.#recording.finish(true);
    tellOfRecording(this.#recording, this.#dial, this.#stage);
  }
}
