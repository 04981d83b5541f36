import request, { type Response } from 'supertest';
import twilio from 'twilio';
import { compose } from '../../src/composition/compose.ts';
import type { Rotaline } from '../../src/composition/parts.ts';
import { createLogger } from '../../src/logger.ts';
import type { Rotas } from '../../src/rota/types.ts';
import type { Database } from '../../src/store/database.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { listed, mondayMorning, practiceNumber, service } from '../stories/a-rota.ts';

export const token = 'the auth token of a test'.padEnd(32, '.');
export const otherToken = 'the one it is changed to'.padEnd(32, '.');
export const publicUrl = 'https://rotaline.example';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Asking {
  /** Signs with another token, for another URL, or not at all (`null`). */
  readonly token?: string | null;
  readonly signedFor?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'POST' | 'GET';
  /** What goes over the wire where that is not the form. */
  readonly body?: string;
  readonly type?: string;
}

export interface SwitchboardSettings {
  readonly database: Database;
  readonly rotas?: Rotas;
  readonly publicUrl?: string;
}

/** The webhooks of a whole program, asked as Twilio asks them. Nothing that they set going is carried out. */
export class Switchboard {
  readonly rotaline: Rotaline;
  readonly time = new VirtualTime(mondayMorning);
  readonly log: string[] = [];
  readonly #publicUrl: string;

  constructor({ database, rotas = listed('ahmed', 'brown'), ...settings }: SwitchboardSettings) {
    this.#publicUrl = settings.publicUrl ?? publicUrl;
    this.rotaline = compose({
      database,
      rotas: { current: rotas },
      publicUrl: this.#publicUrl,
      twilio: {
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: token,
        authTokenSecondary: otherToken,
        apiUrl: 'http://127.0.0.1:9',
      },
      callsPerSecond: 0,
      apiKeys: [],
      logger: createLogger('debug', { write: (line) => void this.log.push(line) }),
      timers: this.time,
      queues: { prefix: `webhooks-${boards++}`, tracked: true },
    });
  }

  /** Posts a form to a path under /webhooks, signed for the public URL unless told otherwise. */
  async asks(path: string, fields: Fields = {}, asking: Asking = {}): Promise<Response> {
    const { method = 'POST', type = 'application/x-www-form-urlencoded', headers = {} } = asking;
    const url = `/webhooks${path}`;
    const signed = asking.token === null ? {} : { 'X-Twilio-Signature': this.#sign(url, fields, asking) };
    const asked =
      method === 'GET' ? request(this.rotaline.app).get(url) : request(this.rotaline.app).post(url);
    asked.set({ ...signed, ...headers });
    return method === 'GET' ? asked : asked.set('Content-Type', type).send(asking.body ?? encoded(fields));
  }

  /** A call comes in. */
  arrives(sid: string, fields: Fields = {}): Promise<Response> {
    return this.asks('/voice/incoming', { ...leg(sid), ...fields });
  }

  /** All that was logged and counted. */
  async traces(): Promise<string> {
    return this.log.join('') + (await this.rotaline.metrics.text());
  }

  async close(): Promise<void> {
    await this.rotaline.close();
  }

  #sign(url: string, fields: Fields, { token: by = token, signedFor }: Asking): string {
    return twilio.getExpectedTwilioSignature(by ?? '', signedFor ?? this.#publicUrl + url, fields);
  }
}

let boards = 0;

/** What Twilio says of an inbound leg. */
export function leg(sid: string): Record<string, string> {
  return {
    CallSid: sid,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: practiceNumber,
    To: service,
    CallStatus: 'in-progress',
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
  };
}

/** The SID of the n-th leg. */
export function legSid(n: number): string {
  return `CA${String(n).padStart(32, '0')}`;
}

function encoded(fields: Fields): string {
  return Object.entries(fields)
    .flatMap(([name, values]) =>
      [values].flat().map((value) => [name, value].map(encodeURIComponent).join('=')),
    )
    .join('&');
}
