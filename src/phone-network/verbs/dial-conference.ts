import { Conference, type ConferenceTerms, type Member } from '../conference.ts';
import type { Element } from '../element.ts';
import { recordingCallbackOf } from '../recording.ts';
import { Script } from '../script.ts';
import { numberIn, targetOf, type Stage } from '../step.ts';
import type { Form } from '../webhooks.ts';

const MOST_MEMBERS = 250;

/** A leg in a conference: it waits there, talks there, and goes on with its document when it is out again. */
export class ConferenceDial {
  readonly #dial: Element;
  readonly #noun: Element;
  readonly #stage: Stage;
  readonly #over: (result: Form) => void;
  readonly #conference: Conference;
  readonly #wait: Script;
  #callOffLimit: () => void = () => undefined;
  #out = false;

  constructor(dial: Element, noun: Element, stage: Stage, over: (result: Form) => void) {
    const { exchange, leg } = stage;
    this.#dial = dial;
    this.#noun = noun;
    this.#stage = stage;
    this.#over = over;
    this.#conference =
      exchange.liveConference(noun.text) ?? new Conference(exchange, noun.text, termsOf(noun, stage));
    this.#wait = new Script(exchange, leg, {
      use: 'wait',
      parameters: { ConferenceSid: this.#conference.sid, FriendlyName: noun.text },
      finished: (how) => how === 'failed' && this.#waitFailed(),
    });
  }

  begin(): void {
    if (!this.#conference.join(this.#member())) {
      this.#stage.exchange.in(0, () => this.#leave('failed'));
      return;
    }
    const limit = numberIn(this.#dial, 'timeLimit', 14_400);
    this.#callOffLimit = this.#stage.exchange.in(limit, () => this.#leave('answered'));
    const { waitUrl, waitMethod } = this.#noun.attributes;
    if (this.#out || !waitUrl || this.#conference.status !== 'init') return;
    this.#wait.request(targetOf(this.#stage, waitUrl, waitMethod));
  }

  /** `*` takes the leg out of the conference, where that was ordered. */
  press(key: string): boolean {
    if (key !== '*' || this.#dial.attributes['hangupOnStar'] !== 'true') return false;
    this.#leave('answered');
    return true;
  }

  /** The leg is over, or does something else now. */
  stop(): Form | undefined {
    if (this.#out) return undefined;
    this.#quit();
    return { DialCallStatus: 'answered' };
  }

  #member(): Member {
    const { startConferenceOnEnter, endConferenceOnExit, muted, participantLabel } = this.#noun.attributes;
    return {
      leg: this.#stage.leg,
      label: participantLabel,
      startOnEnter: startConferenceOnEnter !== 'false',
      endOnExit: endConferenceOnExit === 'true',
      muted: muted === 'true',
      joinedAt: this.#stage.exchange.now(),
      started: () => this.#wait.stop(),
      putOut: () => this.#leave('answered'),
    };
  }

  #waitFailed(): void {
    this.#stage.exchange.refuse(
      'wait',
      12100,
      'the hold document failed',
      this.#noun.attributes['waitUrl'] ?? '',
    );
    this.#leave('failed');
  }

  #leave(status: 'answered' | 'failed'): void {
    if (this.#out) return;
    this.#quit();
    this.#over({ DialCallStatus: status });
  }

  #quit(): void {
    this.#out = true;
    this.#callOffLimit();
    this.#wait.stop();
    this.#conference.leave(this.#stage.leg);
  }
}

function termsOf(noun: Element, stage: Stage): ConferenceTerms {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent, record, region } = noun.attributes;
  return {
    callback: statusCallback ? targetOf(stage, statusCallback, statusCallbackMethod) : undefined,
    events: (statusCallbackEvent ?? '').split(/\s+/),
    record: record === 'record-from-start',
    recordingCallback: recordingCallbackOf(noun, stage),
    firstLeg: stage.leg,
    region: region ?? 'us1',
    most: numberIn(noun, 'maxParticipants', MOST_MEMBERS),
  };
}
