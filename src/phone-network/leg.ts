import type { Instant } from '../clock.ts';
import type { LegStatus } from '../carrier/carrier.ts';
import type { Callbacks } from './callbacks.ts';
import type { Conference } from './conference.ts';
import type { Exchange } from './exchange.ts';
import type { Lane } from './lane.ts';
import { LegHandle } from './leg-handle.ts';
import type { Script } from './script.ts';
import type { Form, Target } from './webhooks.ts';

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';
export type LegEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface LegOptions {
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  /** The number of the phone at the far end. */
  readonly phone: string;
  readonly parentSid?: string;
  readonly status?: { readonly target: Target; readonly events: readonly string[] };
  readonly timeLimitSeconds?: number;
}

const sipCodes: Partial<Record<LegStatus, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/** One leg: the line between the network and one phone, from queued to its end. */
export class Leg {
  readonly sid: string;
  readonly options: LegOptions;
  readonly createdAt: Instant;
  readonly lane: Lane;
  readonly callbacks: Callbacks;
  readonly handle: LegHandle;
  /** Everything that was spoken to it. */
  readonly heard: string[] = [];
  /** What it does for as long as it lives: its document, set by whoever made the leg. */
  script: Script | undefined;
  conference: Conference | undefined;
  /** The leg that a Dial has put it through to. */
  bridgedTo: Leg | undefined;
  /** What happens when it is answered or ends; set by whoever made the leg. */
  whenAnswered: () => void = () => undefined;
  whenEnded: () => void = () => undefined;
  status: LegStatus = 'queued';
  ringingAt: Instant | undefined;
  answeredAt: Instant | undefined;
  endedAt: Instant | undefined;
  readonly #exchange: Exchange;
  readonly #callOffs: (() => void)[] = [];
  #sequence = 0;
  #callOffLimit: () => void = () => undefined;

  constructor(exchange: Exchange, options: LegOptions) {
    this.#exchange = exchange;
    this.options = options;
    this.sid = exchange.sids.make('CA');
    this.createdAt = exchange.now();
    this.lane = exchange.lane();
    this.callbacks = exchange.callbacks(this.lane);
    this.handle = new LegHandle(exchange, this);
    exchange.legs.set(this.sid, this);
  }

  get from(): string {
    return this.options.from;
  }

  get to(): string {
    return this.options.to;
  }

  /** The number of the phone at the far end. */
  get phone(): string {
    return this.options.phone;
  }

  /** When the far phone began to ring (an inbound leg: when it was dialled). */
  get startedAt(): Instant | undefined {
    return this.ringingAt;
  }

  get live(): boolean {
    return this.endedAt === undefined;
  }

  /** Seconds of talking time, whole. */
  get seconds(): number {
    if (this.answeredAt === undefined) return 0;
    return Math.round(((this.endedAt ?? this.#exchange.now()) - this.answeredAt) / 1000);
  }

  /** The parameters that come with every request about this leg. */
  parameters(): Form {
    const { direction, from, to, parentSid } = this.options;
    return {
      CallSid: this.sid,
      AccountSid: this.#exchange.accountSid,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      CallStatus: this.status,
      ApiVersion: '2010-04-01',
      Direction: direction,
      ...(parentSid === undefined ? {} : { ParentCallSid: parentSid }),
    };
  }

  initiate(): void {
    this.status = 'initiated';
    this.#report('initiated');
  }

  /** Rings the far phone; it gives up after `seconds` (for ever, when an inbound leg waits for us). */
  ring(seconds = Infinity): void {
    this.status = 'ringing';
    this.ringingAt = this.#exchange.now();
    if (seconds < Infinity) this.#callOffLimit = this.#exchange.in(seconds, () => this.end('no-answer'));
    this.#report('ringing');
  }

  answer(): void {
    if (!this.live || this.answeredAt !== undefined) return;
    this.status = 'in-progress';
    this.answeredAt = this.#exchange.now();
    this.limit(this.options.timeLimitSeconds ?? 14_400);
    this.#exchange.tell(this.phone, { kind: 'answers' }, this.sid);
    this.#report('answered');
    this.whenAnswered();
  }

  /** Ends the leg so many seconds from now, whatever it does then. */
  limit(seconds: number): void {
    this.#callOffLimit();
    this.#callOffLimit = this.#exchange.in(seconds, () => this.end('completed'));
  }

  /** Keeps what calls off a timer that is of no use once the leg is over. */
  callOffWhenOver(callOff: () => void): void {
    this.#callOffs.push(callOff);
  }

  end(status: LegStatus): void {
    if (!this.live) return;
    const silent = this.status === 'queued' && status === 'canceled';
    this.status = status;
    this.endedAt = this.#exchange.now();
    this.#callOffLimit();
    for (const callOff of this.#callOffs) callOff();
    this.#exchange.tell(this.phone, { kind: 'ends', status, seconds: this.seconds }, this.sid);
    this.script?.stop();
    this.handle.over();
    if (!silent) this.#report('completed');
    this.whenEnded();
  }

  #report(event: LegEvent): void {
    const wanted = this.options.status;
    if (!wanted?.events.includes(event)) return;
    const ending = { CallDuration: `${this.seconds}`, SipResponseCode: sipCodes[this.status] ?? '200' };
    const form = {
      ...this.parameters(),
      SequenceNumber: `${this.#sequence++}`,
      Timestamp: this.#exchange.timestamp(),
      CallbackSource: 'call-progress-events',
      ...(event === 'completed' ? ending : {}),
    };
    this.callbacks.tell(wanted.target, this.status, form);
  }
}
