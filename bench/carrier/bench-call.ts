import { pause } from '../pause.ts';
import { expectHangUp, keysTo, roomIn, type Room } from './read-document.ts';
import type { Form, SignedPosts } from './signed-posts.ts';

/** A leg that the program asked for. */
export interface AskedLeg {
  readonly sid: string;
  readonly to: string;
  /** What it hears when it picks up. */
  readonly url: string;
  readonly statusCallback: string;
  /** When the request for it came in. */
  readonly at: number;
}

export interface BenchCallSettings {
  readonly posts: SignedPosts;
  readonly url: string;
  readonly sid: string;
  readonly conferenceSid: string;
  readonly accountSid: string;
  /** The number dialled: no other call has it while this one lasts, so the legs asked for from it are this call's. */
  readonly number: string;
  /** The key of the line. */
  readonly line: number;
  /** How the first ringing ends. */
  readonly firstEnds: 'no-answer' | 'busy';
}

const RING = 300;
const SPEAKING = 30;
const TALK = 500;
const caller = '+441632960000';

/**
 * One call from the carrier's side: the caller chooses a line; the first clinician does not pick up, the second takes
 * it; they talk, and the caller says what came of it.
 */
export class BenchCall {
  /** From the news that the first clinician did not pick up to the request for the second's leg. */
  gap: number | undefined;
  readonly #its: BenchCallSettings;
  readonly #legs: AskedLeg[] = [];
  readonly #failed: Promise<never>;
  readonly #connected: Promise<void>;
  #fail: (problem: unknown) => void = () => undefined;
  #connect: () => void = () => undefined;
  #newsSentAt: number | undefined;

  constructor(settings: BenchCallSettings) {
    this.#its = settings;
    this.#failed = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    this.#failed.catch(() => undefined);
    this.#connected = new Promise((resolve) => (this.#connect = resolve));
  }

  /** Resolves when everything went as it should. @throws Error with what did not */
  async run(): Promise<void> {
    await Promise.race([this.#failed, this.#course()]);
  }

  async #course(): Promise<void> {
    const { url, line } = this.#its;
    const menu = await this.#say(`${url}/webhooks/voice/incoming`, { CallStatus: 'ringing' });
    await pause(SPEAKING);
    const room = roomIn(await this.#say(keysTo(menu), { Digits: String(line) }));
    await pause(SPEAKING);
    await this.#enter(room, this.#its.sid);
    await this.#say(room.waitUrl, { ConferenceSid: this.#its.conferenceSid });
    await this.#connected;
    await pause(TALK);
    await this.#part(room);
  }

  /** The program asks for a leg; what follows is the clinician's. */
  ring(leg: AskedLeg): void {
    const number = this.#legs.push(leg);
    if (number === 2 && this.#newsSentAt !== undefined) this.gap = leg.at - this.#newsSentAt;
    if (number > 2) return this.#fail(new Error('a third clinician was rung'));
    this.#answerFor(leg, number).catch((problem: unknown) => this.#fail(problem));
  }

  async #answerFor(leg: AskedLeg, number: number): Promise<void> {
    await this.#news(leg, 'initiated');
    await this.#news(leg, 'ringing');
    await pause(RING);
    if (number === 1)
      await this.#news(leg, this.#its.firstEnds, () => (this.#newsSentAt = performance.now()));
    else await this.#take(leg);
  }

  async #take(leg: AskedLeg): Promise<void> {
    const [whisper] = await Promise.all([
      this.#say(leg.url, this.#form(leg, 'in-progress')),
      this.#news(leg, 'in-progress'),
    ]);
    await pause(SPEAKING);
    const room = roomIn(await this.#say(keysTo(whisper), { ...this.#form(leg, 'in-progress'), Digits: '1' }));
    await this.#enter(room, leg.sid);
    this.#connect();
  }

  /** The clinician hangs up; the caller is asked for the outcome. */
  async #part(room: Room): Promise<void> {
    const [, leg] = this.#legs;
    if (!leg) throw new Error('nobody took the call');
    await Promise.all([
      this.#news(leg, 'completed'),
      this.#roomNews(room, 'participant-leave', leg.sid),
      this.#sayOutcome(room),
    ]);
  }

  async #sayOutcome(room: Room): Promise<void> {
    const asked = await this.#say(room.action, {});
    await pause(SPEAKING);
    expectHangUp(await this.#say(keysTo(asked), { Digits: '1' }));
    await this.#say(`${this.#its.url}/webhooks/voice/status`, { CallStatus: 'completed' });
  }

  async #enter(room: Room, sid: string): Promise<void> {
    await this.#roomNews(room, 'participant-join', sid);
  }

  async #roomNews(room: Room, event: string, sid: string): Promise<void> {
    const { conferenceSid, accountSid, posts } = this.#its;
    const form = {
      AccountSid: accountSid,
      ConferenceSid: conferenceSid,
      FriendlyName: room.name,
      SequenceNumber: '1',
    };
    await posts.post(room.news, { ...form, StatusCallbackEvent: event, CallSid: sid, Timestamp: 'now' });
  }

  #news(leg: AskedLeg, status: string, sent?: () => void): Promise<string> {
    const form = { ...this.#form(leg, status), CallbackSource: 'call-progress-events', SequenceNumber: '0' };
    return this.#its.posts.post(leg.statusCallback, form, sent);
  }

  #form(leg: AskedLeg, status: string): Form {
    const { accountSid, number } = this.#its;
    const about = { AccountSid: accountSid, ApiVersion: '2010-04-01', CallSid: leg.sid, CallStatus: status };
    return { ...about, Direction: 'outbound-api', From: number, To: leg.to, Caller: number, Called: leg.to };
  }

  #say(url: string, form: Form): Promise<string> {
    const { accountSid, number, sid, posts } = this.#its;
    const about = {
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      CallSid: sid,
      CallStatus: 'in-progress',
    };
    const who = { Direction: 'inbound', From: caller, To: number, Caller: caller, Called: number };
    return posts.post(url, { ...about, ...who, ...form });
  }
}
