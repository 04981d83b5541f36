import type { Instant } from '../clock.ts';
import type { Callbacks } from './callbacks.ts';
import { ConversationKeeper } from './conversation.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import { Recording, type RecordingCallback } from './recording.ts';
import type { Form, Target } from './webhooks.ts';

/** What the first to join decides for all. */
export interface ConferenceTerms {
  readonly callback: Target | undefined;
  /** Words of statusCallbackEvent: start, end, join, leave… */
  readonly events: readonly string[];
  readonly record: boolean;
  readonly recordingCallback: RecordingCallback | undefined;
  readonly firstLeg: Leg;
  readonly region: string;
  readonly most: number;
}

export interface Member {
  readonly leg: Leg;
  readonly label: string | undefined;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly muted: boolean;
  readonly joinedAt: Instant;
  /** Called when the conference begins. */
  started(): void;
  /** Called when the conference is over for this member; it is no longer in it then. */
  putOut(): void;
}

export type ConferenceEnding =
  'last-participant-left' | 'participant-with-end-conference-on-exit-left' | 'conference-ended-via-api';

const eventNames = {
  start: 'conference-start',
  end: 'conference-end',
  join: 'participant-join',
  leave: 'participant-leave',
} as const;

/** A conference, from its first member to its end. It starts when two are in and one of them is there to start it. */
export class Conference {
  readonly sid: string;
  readonly name: string;
  readonly terms: ConferenceTerms;
  readonly createdAt: Instant;
  status: 'init' | 'in-progress' | 'completed' = 'init';
  startedAt: Instant | undefined;
  endedAt: Instant | undefined;
  ending: ConferenceEnding | undefined;
  endedBy: string | undefined;
  members: readonly Member[] = [];
  readonly #exchange: Exchange;
  readonly #callbacks: Callbacks;
  readonly #talk: ConversationKeeper;
  #recording: Recording | undefined;
  #sequence = 0;

  constructor(exchange: Exchange, name: string, terms: ConferenceTerms) {
    this.#exchange = exchange;
    this.name = name;
    this.terms = terms;
    this.sid = exchange.sids.make('CF');
    this.createdAt = exchange.now();
    this.#callbacks = exchange.callbacks(exchange.lane());
    this.#talk = new ConversationKeeper(exchange, name);
    exchange.conferences.set(this.sid, this);
  }

  /** `false`: it is full. */
  join(member: Member): boolean {
    if (this.members.length >= this.terms.most) return false;
    this.members = [...this.members, member];
    member.leg.conference = this;
    this.#exchange.tell(member.leg.phone, { kind: 'joins', conference: this.name }, member.leg.sid);
    this.#report('join', memberForm(member));
    if (this.status === 'init') this.#startIfDue();
    else member.started();
    this.#keepBook();
    return true;
  }

  /** A leg that is not in it changes nothing. */
  leave(leg: Leg): void {
    const member = this.members.find((each) => each.leg === leg);
    if (!member) return;
    this.#remove(member);
    if (member.endOnExit) this.end('participant-with-end-conference-on-exit-left', leg.sid);
    else if (this.members.length === 0) this.end('last-participant-left', leg.sid);
    this.#keepBook();
  }

  end(ending: ConferenceEnding, endedBy?: string): void {
    if (this.status === 'completed') return;
    const others = this.members;
    for (const member of others) this.#remove(member);
    this.status = 'completed';
    this.endedAt = this.#exchange.now();
    this.ending = ending;
    this.endedBy = endedBy;
    this.#keepBook();
    this.#report('end', {
      ReasonConferenceEnded: ending,
      ...(endedBy === undefined ? {} : { CallSidEndingConference: endedBy }),
    });
    this.#endRecording();
    for (const member of others) member.putOut();
  }

  #remove(member: Member): void {
    this.members = this.members.filter((each) => each !== member);
    member.leg.conference = undefined;
    this.#exchange.tell(member.leg.phone, { kind: 'leaves', conference: this.name }, member.leg.sid);
    this.#report('leave', memberForm(member));
  }

  #startIfDue(): void {
    if (this.members.length < 2 || !this.members.some((member) => member.startOnEnter)) return;
    this.status = 'in-progress';
    this.startedAt = this.#exchange.now();
    this.#report('start', {});
    if (this.terms.record) this.#beginRecording();
    for (const member of this.members) member.started();
  }

  #beginRecording(): void {
    const of = { callSid: this.terms.firstLeg.sid, conferenceSid: this.sid, source: 'Conference' } as const;
    this.#recording = new Recording(this.#exchange, of);
    this.#recording.tell(this.terms.recordingCallback, this.#callbacks);
  }

  /** A recording that was ordered and never began is told as absent. */
  #endRecording(): void {
    if (!this.terms.record) return;
    const began = this.#recording !== undefined;
    if (!this.#recording) {
      const of = { callSid: this.terms.firstLeg.sid, conferenceSid: this.sid, source: 'Conference' } as const;
      this.#recording = new Recording(this.#exchange, of);
    }
    this.#recording.finish(began && this.#recording.seconds > 0);
    this.#recording.tell(this.terms.recordingCallback, this.#callbacks);
  }

  #keepBook(): void {
    this.#talk.present(this.status === 'in-progress' ? this.members.map((member) => member.leg) : []);
  }

  #report(event: keyof typeof eventNames, about: Form): void {
    const { callback, events } = this.terms;
    if (!callback || !events.includes(event)) return;
    const form = {
      ConferenceSid: this.sid,
      FriendlyName: this.name,
      AccountSid: this.#exchange.accountSid,
      StatusCallbackEvent: eventNames[event],
      SequenceNumber: `${this.#sequence++}`,
      Timestamp: this.#exchange.timestamp(),
      ...about,
    };
    this.#callbacks.tell(callback, eventNames[event], form);
  }
}

function memberForm(member: Member): Form {
  return {
    CallSid: member.leg.sid,
    Muted: `${member.muted}`,
    Hold: 'false',
    Coaching: 'false',
    StartConferenceOnEnter: `${member.startOnEnter}`,
    EndConferenceOnExit: `${member.endOnExit}`,
    ...(member.label === undefined ? {} : { ParticipantLabel: member.label }),
  };
}
