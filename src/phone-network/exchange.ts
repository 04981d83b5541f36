import { wallClock, type Instant, type Timers } from '../clock.ts';
import { Activity } from './activity.ts';
import { Callbacks } from './callbacks.ts';
import type { Conference } from './conference.ts';
import type { Conversation } from './conversation.ts';
import { Misfortune } from './faults.ts';
import { Lane } from './lane.ts';
import type { Leg } from './leg.ts';
import type { Happening, NetworkEvent } from './network-event.ts';
import type { DialledNumber } from './dialled-number.ts';
import { Phone } from './phone.ts';
import type { Recording } from './recording.ts';
import type { Refusal, RefusalKind } from './refusals.ts';
import { Sids } from './sids.ts';
import type { Text } from './text.ts';
import { Webhooks, type Target, type WebhookReply } from './webhooks.ts';

export interface ExchangeOptions {
  readonly timers: Timers;
  readonly accountSid: string;
  readonly authToken: string;
  /** From 0 up to but not including 1; `seededRandom(seed)` makes a run repeatable. */
  readonly random?: () => number;
  /** How many REST-created legs are dialled a second; the others are queued. No limit when absent. */
  readonly callsPerSecond?: number;
  /** From dialling until the far phone rings; 1 s unless told. */
  readonly setUpSeconds?: number;
  /** Whether a Dial's action is requested when the leg itself hung up; not unless told. */
  readonly actionAfterHangUp?: boolean;
}

/** What every part of the network shares: time, requests, and who and what there is. */
export class Exchange {
  readonly options: ExchangeOptions;
  readonly timers: Timers;
  readonly accountSid: string;
  readonly activity = new Activity();
  readonly sids: Sids;
  readonly misfortune: Misfortune;
  readonly webhooks: Webhooks;
  readonly legs = new Map<string, Leg>();
  readonly conferences = new Map<string, Conference>();
  readonly conversations: Conversation[] = [];
  readonly recordings = new Map<string, Recording>();
  readonly texts = new Map<string, Text>();
  readonly numbers = new Map<string, DialledNumber>();
  readonly refusals: Refusal[] = [];
  readonly log: NetworkEvent[] = [];
  readonly listeners = new Set<(event: NetworkEvent) => void>();
  /** Who texted STOP to which number, as "phone number". */
  readonly stopped = new Set<string>();
  readonly #phones = new Map<string, Phone>();

  constructor(options: ExchangeOptions) {
    const random = options.random ?? Math.random;
    this.options = options;
    this.timers = options.timers;
    this.accountSid = options.accountSid;
    this.sids = new Sids(random);
    this.misfortune = new Misfortune(random);
    this.webhooks = new Webhooks(options.authToken, this.sids, this.misfortune);
  }

  now(): Instant {
    return this.timers.now();
  }

  /** Runs `task` in so many seconds; the returned function calls it off. */
  in(seconds: number, task: () => void): () => void {
    return this.timers.after(Math.round(seconds * 1000), task);
  }

  /** The phone that has this number; it exists from the first time that it is named. */
  phone(number: string): Phone {
    const phone = this.#phones.get(number) ?? new Phone(this, number);
    this.#phones.set(number, phone);
    return phone;
  }

  /** Empties the phones' memory of legs that are over and of texts. */
  forgetPhones(): void {
    for (const phone of this.#phones.values()) phone.forget();
  }

  /** The conference of this name that is not over. */
  liveConference(name: string): Conference | undefined {
    for (const each of this.conferences.values())
      if (each.name === name && each.status !== 'completed') return each;
    return undefined;
  }

  lane(): Lane {
    return new Lane(this.activity);
  }

  callbacks(lane: Lane): Callbacks {
    return new Callbacks(this, lane, (target, reply) => this.#judge(target, reply));
  }

  refuse(kind: RefusalKind, code: number, reason: string, where: string): void {
    this.refusals.push({ at: this.now(), kind, code, reason, where });
  }

  tell(phone: string, happening: Happening, leg?: string): void {
    const event = { ...happening, at: this.now(), phone, ...(leg === undefined ? {} : { leg }) };
    this.log.push(event);
    for (const listener of this.listeners) listener(event);
  }

  /** Now, as Twilio writes it (RFC 2822, UTC). */
  timestamp(): string {
    return rfc2822(this.now());
  }

  /** A callback needs no answer but a good one: Twilio's debugger would show the others. */
  #judge(target: Target, reply: WebhookReply): void {
    if (reply.kind === 'unreachable') this.refuse('webhook', reply.code, reply.reason, target.url);
    else if (reply.status >= 400) this.refuse('webhook', 11200, `answered ${reply.status}`, target.url);
  }
}

/** An instant as Twilio writes it: "Sun, 22 Nov 2026 09:15:00 +0000". */
export function rfc2822(instant: Instant): string {
  return wallClock(instant, 'utc').toRFC2822() ?? '';
}
