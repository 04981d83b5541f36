import type { Instant } from '../clock.ts';
import type { Callbacks } from './callbacks.ts';
import type { Element } from './element.ts';
import { rfc2822, type Exchange } from './exchange.ts';
import { targetOf, type Stage } from './step.ts';
import type { Target } from './webhooks.ts';

export type RecordingStatus = 'in-progress' | 'completed' | 'absent';

export interface RecordingOf {
  /** The leg recorded (of a Dial: the parent leg); for a conference, the leg that brought the order. */
  readonly callSid: string;
  readonly conferenceSid?: string;
  readonly source: 'RecordVerb' | 'DialVerb' | 'Conference';
}

/** Where, and for which of its statuses, a program wants to be told of a recording. */
export interface RecordingCallback {
  readonly target: Target;
  readonly events: readonly string[];
}

/** How long Twilio needs until a recording can be had. */
const PROCESSING_SECONDS = 2;

/** A recording, from its beginning; it holds what was said to it, as words. */
export class Recording {
  readonly sid: string;
  readonly of: RecordingOf;
  readonly createdAt: Instant;
  readonly words: string[] = [];
  status: RecordingStatus = 'in-progress';
  endedAt: Instant | undefined;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, of: RecordingOf) {
    this.#exchange = exchange;
    this.of = of;
    this.sid = exchange.sids.make('RE');
    this.createdAt = exchange.now();
    exchange.recordings.set(this.sid, this);
  }

  get url(): string {
    return `https://api.twilio.com/2010-04-01/Accounts/${this.#exchange.accountSid}/Recordings/${this.sid}`;
  }

  get seconds(): number {
    return Math.round(((this.endedAt ?? this.#exchange.now()) - this.createdAt) / 1000);
  }

  finish(holdsAnything: boolean): void {
    this.endedAt = this.#exchange.now();
    this.status = holdsAnything ? 'completed' : 'absent';
    if (!holdsAnything) this.#exchange.recordings.delete(this.sid);
  }

  /** Tells of the status it has now, if that is wanted. */
  tell(callback: RecordingCallback | undefined, callbacks: Callbacks): void {
    if (!callback?.events.includes(this.status)) return;
    const form = {
      AccountSid: this.#exchange.accountSid,
      CallSid: this.of.callSid,
      ...(this.of.conferenceSid === undefined ? {} : { ConferenceSid: this.of.conferenceSid }),
      RecordingSid: this.sid,
      RecordingUrl: this.url,
      RecordingStatus: this.status,
      RecordingDuration: `${this.seconds}`,
      RecordingChannels: '1',
      RecordingSource: this.of.source,
      RecordingStartTime: rfc2822(this.createdAt),
    };
    const send = (): void => callbacks.tell(callback.target, this.status, form);
    if (this.status === 'in-progress') send();
    else this.#exchange.in(PROCESSING_SECONDS, send);
  }
}

/** Reads from a verb where it wants to be told of its recording. */
export function recordingCallbackOf(verb: Element, stage: Stage): RecordingCallback | undefined {
  const { recordingStatusCallback, recordingStatusCallbackEvent, recordingStatusCallbackMethod } =
    verb.attributes;
  if (!recordingStatusCallback) return undefined;
  const events = (recordingStatusCallbackEvent ?? 'completed').split(/\s+/);
  return { target: targetOf(stage, recordingStatusCallback, recordingStatusCallbackMethod), events };
}

/** Tells of a leg's recording, as its verb wants it. */
export function tellOfRecording(recording: Recording, verb: Element, stage: Stage): void {
  recording.tell(recordingCallbackOf(verb, stage), stage.leg.callbacks);
}
