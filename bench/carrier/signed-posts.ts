import { Agent, request } from 'node:http';
import twilio from 'twilio';

export type Form = Readonly<Record<string, string>>;

/** The answer to a webhook. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What one webhook took. */
export interface Timing {
  /** The moment: `/voice/leg-status`, say. */
  readonly moment: string;
  /** From sending it (already signed) to the last byte of the answer. */
  readonly milliseconds: number;
  readonly ok: boolean;
}

/** Posts webhooks as Twilio does, signed, and keeps how long each took. */
export class SignedPosts {
  readonly #authToken: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
  timings: Timing[] = [];

  constructor(authToken: string) {
    this.#authToken = authToken;
  }

  /** `sent` is called when the request is on its way. @throws Error when nothing answers, or with an error */
  async post(url: string, form: Form, sent: () => void = () => undefined): Promise<string> {
    const headers = {
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(this.#authToken, url, form),
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    };
    const body = new URLSearchParams(form).toString();
    const began = performance.now();
    sent();
    const answer = await this.#send(url, headers, body).catch((problem: unknown) => ({
      status: 0,
      body: String(problem),
    }));
    const ok = answer.status >= 200 && answer.status < 300;
    const moment = new URL(url).pathname.replace('/webhooks', '');
    this.timings.push({ moment, milliseconds: performance.now() - began, ok });
    if (!ok) throw new Error(`${moment} answered ${answer.status} ${answer.body.slice(0, 100)}`);
    return answer.body;
  }

  #send(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sending = request(
        url,
        { method: 'POST', headers, agent: this.#agent, timeout: 15_000 },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => (text += piece));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
          response.on('error', reject);
        },
      );
      sending.on('timeout', () => sending.destroy(new Error('no answer in 15 s')));
      // A kept connection that the other end has just closed: nothing was heard on it, so it is posted again.
      sending.on('error', (problem) => {
        if (sending.reusedSocket && 'code' in problem && problem.code === 'ECONNRESET')
          resolve(this.#send(url, headers, body));
        else reject(problem);
      });
      sending.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
