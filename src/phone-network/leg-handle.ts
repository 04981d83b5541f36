import type { LegStatus } from '../carrier/carrier.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import type { Phone } from './phone.ts';

export interface HearsOptions {
  /** Whether to act upon the beginning or the end of the sentence (the end, unless told). */
  readonly upon?: 'start' | 'end';
  /** How long the person takes to act: half a second unless told. */
  readonly afterSeconds?: number;
}

interface Ear extends HearsOptions {
  readonly matches: (text: string) => boolean;
  readonly action: (leg: LegHandle) => void;
}

const REACTION_SECONDS = 0.5;
const SECONDS_A_KEY = 0.25;

/** A leg as the person at the phone has it. */
export class LegHandle {
  readonly #exchange: Exchange;
  readonly #leg: Leg;
  #ears: readonly Ear[] = [];
  #keys: readonly string[] = [];
  #callOffs: readonly (() => void)[] = [];

  constructor(exchange: Exchange, leg: Leg) {
    this.#exchange = exchange;
    this.#leg = leg;
  }

  get sid(): string {
    return this.#leg.sid;
  }

  get from(): string {
    return this.#leg.from;
  }

  get to(): string {
    return this.#leg.to;
  }

  get status(): LegStatus {
    return this.#leg.status;
  }

  get live(): boolean {
    return this.#leg.live;
  }

  /** All that was spoken to this leg, in order. */
  get heard(): readonly string[] {
    return this.#leg.heard;
  }

  /** The name of the conference it is in. */
  get conference(): string | undefined {
    return this.#leg.conference?.name;
  }

  /** Picks up a phone that rings. */
  answer(): void {
    if (this.#ringsHere) this.#leg.answer();
  }

  /** Turns a ringing call away: busy. */
  reject(): void {
    if (this.#ringsHere) this.#leg.end('busy');
  }

  /** Makes a ringing call fail, as when a phone loses its network. */
  fail(): void {
    if (this.#ringsHere) this.#leg.end('failed');
  }

  hangUp(): void {
    if (!this.live) return;
    if (this.#ringsHere) return this.reject();
    this.#exchange.tell(this.#leg.phone, { kind: 'hangs-up' }, this.sid);
    this.#leg.end(this.#leg.answeredAt === undefined ? 'no-answer' : 'completed');
  }

  /** Presses keys one after another. A key that nothing waits for is lost. */
  press(keys: string): void {
    if (this.#leg.answeredAt === undefined || !this.live) return;
    this.#exchange.tell(this.#leg.phone, { kind: 'presses', keys }, this.sid);
    const idle = this.#keys.length === 0;
    this.#keys = [...this.#keys, ...keys];
    if (idle) this.#pressNext();
  }

  /** Speaks; heard by a Gather with speech input or by a recording. */
  say(words: string): void {
    if (this.#leg.answeredAt === undefined || !this.live) return;
    this.#exchange.tell(this.#leg.phone, { kind: 'says', words }, this.sid);
    this.#leg.script?.speak(words);
  }

  /** Does `action` once, when a sentence is spoken to this leg from now on that matches. */
  onHears(
    pattern: RegExp | string | ((text: string) => boolean),
    action: (leg: LegHandle) => void,
    options: HearsOptions = {},
  ): this {
    this.#ears = [...this.#ears, { ...options, matches: matcher(pattern), action }];
    return this;
  }

  /** Does `action` in so many seconds, if the leg still lives then. */
  in(seconds: number, action: (leg: LegHandle) => void): this {
    this.#callOffs = [...this.#callOffs, this.#exchange.in(seconds, () => this.live && action(this))];
    return this;
  }

  /** Whether this person and the one at `other` hear each other now. */
  isTalkingTo(other: Phone): boolean {
    const { conference, bridgedTo } = this.#leg;
    if (!this.live) return false;
    if (bridgedTo) return bridgedTo.phone === other.number;
    const others = conference?.status === 'in-progress' ? conference.members.map((member) => member.leg) : [];
    return others.some((leg) => leg !== this.#leg && leg.phone === other.number);
  }

  /** For the network: a sentence begins. */
  hearsStart(text: string): void {
    this.#hears(text, 'start');
  }

  /** For the network: a sentence has been spoken to its end. */
  hearsEnd(text: string): void {
    this.#hears(text, 'end');
  }

  /** For the network: the leg is over. */
  over(): void {
    for (const callOff of this.#callOffs) callOff();
    this.#callOffs = [];
    this.#keys = [];
  }

  /** A phone at which we ring; one that rings us has nothing to pick up. */
  get #ringsHere(): boolean {
    return this.#leg.status === 'ringing' && this.#leg.options.direction !== 'inbound';
  }

  #hears(text: string, upon: 'start' | 'end'): void {
    const woken = this.#ears.filter((ear) => (ear.upon ?? 'end') === upon && ear.matches(text));
    this.#ears = this.#ears.filter((ear) => !woken.includes(ear));
    for (const ear of woken) this.in(ear.afterSeconds ?? REACTION_SECONDS, ear.action);
  }

  #pressNext(): void {
    const key = this.#keys[0];
    if (key === undefined) return;
    this.#leg.script?.press(key);
    this.in(SECONDS_A_KEY, () => {
      this.#keys = this.#keys.slice(1);
      this.#pressNext();
    });
  }
}

function matcher(pattern: RegExp | string | ((text: string) => boolean)): (text: string) => boolean {
  if (typeof pattern === 'function') return pattern;
  if (typeof pattern === 'string') return (text) => text.includes(pattern);
  return (text) => pattern.test(text);
}
