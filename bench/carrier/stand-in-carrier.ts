import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../src/phone-network/seeded-random.ts';
import { Sids } from '../../src/phone-network/sids.ts';
import { pause } from '../pause.ts';
import { BenchCall } from './bench-call.ts';
import { SignedPosts } from './signed-posts.ts';

/** How one call ended. */
export interface CallResult {
  /** Why it did not end as it should; `undefined` when it did. */
  readonly problem: string | undefined;
  /** Milliseconds; see `BenchCall.gap`. */
  readonly gap: number | undefined;
}

interface Course {
  readonly url: string;
  readonly line: number;
  readonly firstEnds: 'no-answer' | 'busy';
}

const longestCall = 30_000;

/**
 * A carrier that costs as little as can be, so that what is measured is the program: it takes every leg at once,
 * and plays the one course of `BenchCall`. What a real carrier would refuse, it does not check: the phone network does.
 */
export class StandInCarrier {
  readonly posts: SignedPosts;
  readonly #account: { readonly accountSid: string; readonly authToken: string };
  readonly #free: string[];
  readonly #calls = new Map<string, BenchCall>();
  readonly #sids = new Sids(seededRandom(7));
  readonly #server: Server;
  /** Requests that have no place in the course of a call, such as fetching the caller out of a room. */
  unexpected: string[] = [];

  constructor(
    account: { readonly accountSid: string; readonly authToken: string },
    numbers: readonly string[],
  ) {
    this.#account = account;
    this.#free = [...numbers];
    this.posts = new SignedPosts(account.authToken);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.posts.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  /** Plays a call to its end. Never rejects. */
  async play(course: Course): Promise<CallResult> {
    const number = this.#free.shift();
    if (!number) return { problem: 'a thousand calls at once already', gap: undefined };
    const [sid, conferenceSid] = [this.#sids.make('CA'), this.#sids.make('CF')];
    const { accountSid } = this.#account;
    const call = new BenchCall({ ...course, posts: this.posts, sid, conferenceSid, accountSid, number });
    this.#calls.set(number, call);
    const late = pause(longestCall).then(() => 'it did not end in 30 s');
    const problem = await Promise.race([
      late,
      call.run().then(
        () => undefined,
        (why: unknown) => String(why),
      ),
    ]);
    this.#calls.delete(number);
    this.#free.push(number);
    return { problem, gap: call.gap };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(
      /^.*\/Accounts\/[^/]+\//,
      '',
    );
    const asked = `${request.method ?? ''} ${path.replace(/(CA|CF)[0-9a-f]{32}/g, '$1…')}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (asked) {
      case 'POST Calls.json':
        return answer(201, this.#ring(form, at));
      case 'POST Messages.json':
        return answer(201, { sid: this.#sids.make('SM'), status: 'queued', date_created: null });
      case 'GET Calls/CA….json':
        return answer(200, { sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'completed' });
      default:
        this.unexpected.push(asked);
        return answer(404, { code: 20404, message: 'not found', status: 404 });
    }
  }

  #ring(form: URLSearchParams, at: number): object {
    const sid = this.#sids.make('CA');
    const of = (name: string): string => form.get(name) ?? '';
    const call = this.#calls.get(of('From'));
    if (!call) this.unexpected.push('a leg for a call that is over');
    // The answer is on its way before the first news of the leg is.
    setImmediate(() =>
      call?.ring({ sid, to: of('To'), url: of('Url'), statusCallback: of('StatusCallback'), at }),
    );
    return {
      sid,
      status: 'queued',
      to: of('To'),
      from: of('From'),
      date_created: null,
      subresource_uris: {},
    };
  }
}
