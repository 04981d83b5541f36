import twilio from 'twilio';
import type { Misfortune } from './faults.ts';
import type { Sids } from './sids.ts';

export type Method = 'GET' | 'POST';
export type Form = Readonly<Record<string, string>>;

/** Where a program wants to be asked or told. */
export interface Target {
  readonly url: string;
  readonly method: Method;
}

/** What came of a webhook: a reply of any status, or none. `code` is Twilio's error code. */
export type WebhookReply =
  | { readonly kind: 'replied'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'unreachable'; readonly code: number; readonly reason: string };

const LONGEST_REQUEST = 15_000;

/** Requests a program's webhooks as Twilio does: form-encoded, signed, tried again when no connection was made. */
export class Webhooks {
  readonly #authToken: string;
  readonly #sids: Sids;
  readonly #misfortune: Misfortune;
  readonly #stopped = new AbortController();

  constructor(authToken: string, sids: Sids, misfortune: Misfortune) {
    this.#authToken = authToken;
    this.#sids = sids;
    this.#misfortune = misfortune;
  }

  /** Never rejects. `repeat` posts the same request twice with the same token, and the second reply counts. */
  async request(target: Target, form: Form, repeat = this.#misfortune.repeats()): Promise<WebhookReply> {
    const request = this.#prepare(target, form);
    if (typeof request === 'string') return { kind: 'unreachable', code: 11100, reason: request };
    const fault = this.#misfortune.forDocument(request.url);
    if (fault === 'fail') return broken(503);
    if (repeat) await this.#persist(request);
    return this.#persist(request, fault === 'lose-answer');
  }

  /** Gives up everything in flight. */
  stop(): void {
    this.#stopped.abort();
  }

  async #persist(request: Prepared, losesAnswer = false): Promise<WebhookReply> {
    let reply = await this.#once(request);
    if (losesAnswer) reply = broken(502);
    for (let left = request.retries; left > 0 && failed(reply, request.retryOn); left--)
      reply = await this.#once(request);
    return reply;
  }

  async #once({ url, init }: Prepared): Promise<WebhookReply> {
    try {
      const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(LONGEST_REQUEST)]);
      const response = await fetch(url, { ...init, signal });
      const contentType = response.headers.get('content-type') ?? '';
      return { kind: 'replied', status: response.status, contentType, body: await response.text() };
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return {
        kind: 'unreachable',
        code: late ? 11205 : 11200,
        reason: late ? 'no reply in 15 s' : reasonOf(error),
      };
    }
  }

  #prepare(target: Target, form: Form): Prepared | string {
    if (!/^https?:\/\/[^/]+/.test(target.url) || !URL.canParse(target.url)) return `not a URL: ${target.url}`;
    const [bare = '', overrides = ''] = target.url.split('#', 2);
    const query = new URLSearchParams(form).toString();
    const url = target.method === 'GET' ? bare + (bare.includes('?') ? '&' : '?') + query : bare;
    const signed = target.method === 'GET' ? {} : form;
    const headers: Record<string, string> = {
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(this.#authToken, signedUrl(url), signed),
      'I-Twilio-Idempotency-Token': this.#sids.token(),
      'User-Agent': 'TwilioProxy/1.1',
    };
    if (target.method === 'POST')
      headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
    const body = target.method === 'POST' ? { body: query } : {};
    return { url, init: { method: target.method, headers, ...body }, ...retriesIn(overrides) };
  }
}

/** What a proxy says for a program that gave it no answer. */
function broken(status: 502 | 503): WebhookReply {
  return { kind: 'replied', status, contentType: 'text/html', body: '' };
}

interface Prepared {
  readonly url: string;
  readonly init: RequestInit;
  readonly retries: number;
  readonly retryOn: readonly string[];
}

/** HTTPS URLs are signed without their port, HTTP ones with it. */
function signedUrl(url: string): string {
  return url.replace(/^(https:\/\/[^/:?]+):\d+/, '$1');
}

/** Reads `#rc=2&rp=ct,rt,5xx`: how often to try again, and upon what; once, upon connection failure, unless told. */
function retriesIn(overrides: string): Pick<Prepared, 'retries' | 'retryOn'> {
  const given = new URLSearchParams(overrides);
  return { retries: Number(given.get('rc') ?? 1), retryOn: (given.get('rp') ?? 'ct').split(',') };
}

function failed(reply: WebhookReply, retryOn: readonly string[]): boolean {
  const upon = (policy: string): boolean => retryOn.includes(policy) || retryOn.includes('all');
  if (reply.kind === 'unreachable') return reply.code === 11205 ? upon('rt') : upon('ct');
  return (reply.status >= 500 && upon('5xx')) || (reply.status >= 400 && reply.status < 500 && upon('4xx'));
}

/** `fetch` says only "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
