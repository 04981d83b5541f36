import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import type { PhoneNetworkOptions } from '../../src/phone-network/phone-network.ts';
import { PhoneNetwork } from '../../src/phone-network/phone-network.ts';
import { seededRandom } from '../../src/phone-network/seeded-random.ts';
import { VirtualTime } from '../../src/virtual-time.ts';

export const accountSid = `AC${'0'.repeat(32)}`;
export const authToken = 'a-token-for-tests';
export const ourNumber = '+441614960000';
export const start = Date.parse('2026-11-23T09:00:00Z');

export type Form = Readonly<Record<string, string>>;

/** What a request brought, and what was asked for. */
export interface Asked {
  readonly path: string;
  readonly method: string;
  readonly form: Form;
  readonly at: number;
  readonly token: string;
  /** Whether `twilio.validateRequest` takes its signature. */
  readonly signed: boolean;
}

/** TwiML, or a status code, or any other answer, for a path; as a function, of the form. */
export type Answer =
  string | number | { readonly type: string; readonly body: string } | { readonly dropped: true };
export type Answers = Record<string, Answer | ((form: Form) => Answer)>;

/** A phone network in virtual time, with a small program behind our number. */
export class Stage {
  readonly time = new VirtualTime(start);
  readonly asked: Asked[] = [];
  readonly answers: Answers = {};
  readonly network: PhoneNetwork;
  readonly #server: Server;

  constructor(options: Partial<PhoneNetworkOptions> = {}) {
    this.network = new PhoneNetwork({
      timers: this.time,
      accountSid,
      authToken,
      random: seededRandom(7),
      ...options,
    });
    const app = express();
    app.use(express.urlencoded({ extended: false }));
    app.use((request, response) => {
      this.#note(request);
      const form = (request.method === 'GET' ? request.query : request.body) as Form;
      const answer = this.answers[request.path] ?? 204;
      const given = typeof answer === 'function' ? answer(form) : answer;
      if (typeof given === 'number') response.status(given).end();
      else if (typeof given === 'string') response.type('text/xml').send(document(given));
      else if ('dropped' in given) request.socket.destroy();
      else response.type(given.type).send(given.body);
    });
    this.#server = createServer(app);
  }

  async begin(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    await this.network.start();
    this.network.number(ourNumber, {
      voiceUrl: this.url('/voice'),
      statusCallback: this.url('/over'),
      smsUrl: this.url('/text'),
    });
    return this;
  }

  async end(): Promise<void> {
    await this.network.stop();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Lets so many seconds pass, stopping wherever something is due. */
  async pass(seconds: number): Promise<void> {
    const until = this.time.now() + seconds * 1000;
    await this.network.idle();
    for (let next = this.time.next(); next !== undefined && next <= until; next = this.time.next()) {
      this.time.moveTo(next);
      await this.network.idle();
    }
    this.time.moveTo(until);
  }

  /** Requests to `path`, oldest first. */
  to(path: string): readonly Asked[] {
    return this.asked.filter((each) => each.path === path);
  }

  /** Seconds since the stage began. */
  get seconds(): number {
    return (this.time.now() - start) / 1000;
  }

  async rest(
    method: string,
    path: string,
    form: Record<string, string | readonly string[]> = {},
    password = authToken,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const pairs = Object.entries(form).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    );
    const response = await fetch(`${this.network.url}/2010-04-01/Accounts/${accountSid}/${path}`, {
      method,
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${password}`).toString('base64')}` },
      ...(method === 'POST' ? { body: new URLSearchParams(pairs) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  }

  /** Places a leg to `to` that asks /answer and tells /status of everything. */
  async place(to: string, more: Record<string, string | readonly string[]> = {}): Promise<string> {
    const { status, body } = await this.rest('POST', 'Calls.json', {
      To: to,
      From: ourNumber,
      Url: this.url('/answer'),
      StatusCallback: this.url('/status'),
      StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      ...more,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return String(body['sid']);
  }

  #note(request: express.Request): void {
    const url = this.url(request.originalUrl);
    const signature = request.header('x-twilio-signature') ?? '';
    const body = (request.method === 'GET' ? {} : request.body) as Form;
    this.asked.push({
      path: request.path,
      method: request.method,
      form: request.method === 'GET' ? (request.query as Form) : body,
      at: this.seconds,
      token: request.header('i-twilio-idempotency-token') ?? '',
      signed: twilio.validateRequest(authToken, signature, url, body),
    });
  }
}

/** A document of these verbs; what has a root already stays as it is. */
export function document(verbs: string): string {
  return verbs.includes('<Response')
    ? verbs
    : `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}
