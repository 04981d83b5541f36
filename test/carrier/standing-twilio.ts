import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** What the stand-in does with a request: replies, keeps silent for ever, or breaks the line after it has acted. */
export type Turn = { readonly status: number; readonly body?: unknown } | 'silence' | 'broken line';

/** A server on this machine that stands for Twilio: it notes what it hears and does what it is told. */
export class StandingTwilio {
  readonly heard: Heard[] = [];
  turn: (heard: Heard) => Turn = () => ({ status: 200, body: {} });
  readonly #server = createServer((request, response) => void this.#take(request, response));

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const heard = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      form: new URLSearchParams(body),
      authorization: request.headers.authorization,
    };
    this.heard.push(heard);
    const turn = this.turn(heard);
    if (turn === 'broken line') request.socket.destroy();
    if (typeof turn === 'string') return;
    const text = typeof turn.body === 'string' ? turn.body : JSON.stringify(turn.body ?? {});
    response
      .writeHead(turn.status, { 'content-type': 'application/json' })
      .end(turn.status === 204 ? undefined : text);
  }
}
