import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DialQueue } from '../dial-out.ts';
import type { Exchange } from '../exchange.ts';
import type { RestFault } from '../faults.ts';
import { handlersWith } from './handlers.ts';
import { findOperation, type Operation } from './operations.ts';
import { checkParameters, notFound, RestRefusal, type RestRequest } from './rest-request.ts';

interface Reply {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Twilio's REST API, on a port of this machine. */
export class RestServer {
  readonly #exchange: Exchange;
  readonly #authorization: string;
  readonly #handlers: ReturnType<typeof handlersWith>;
  readonly #server: Server;

  constructor(exchange: Exchange) {
    const { accountSid, authToken } = exchange.options;
    this.#exchange = exchange;
    this.#authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    this.#handlers = handlersWith(new DialQueue(exchange));
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    const address = this.#server.address() as AddressInfo | null;
    if (!address) throw new Error('the phone network has not been started');
    return `http://127.0.0.1:${address.port}`;
  }

  async start(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** A request counts as in flight until its reply is out, or until it is decided that there will be none. */
  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = this.#exchange.activity.begin();
    response.on('close', end);
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      this.#act(incoming, Buffer.concat(chunks).toString(), response, end);
    } catch {
      response.destroy();
    }
  }

  #act(incoming: IncomingMessage, body: string, response: ServerResponse, end: () => void): void {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const found = findOperation(incoming.method ?? '', url.pathname);
    const fault = found ? this.#exchange.misfortune.forRest(found.operation.name) : undefined;
    const reply = (): Reply => this.#reply(incoming, url, new URLSearchParams(body), found);
    if (fault) this.#suffer(fault, response, reply, end);
    else send(response, reply());
  }

  #suffer(fault: RestFault, response: ServerResponse, act: () => Reply, end: () => void): void {
    if (fault === 'too-many') return send(response, failure(429, 20429, 'Too Many Requests'));
    if (fault === 'error') return send(response, failure(500, 20500, 'Internal Server Error'));
    if (fault === 'hang') return end();
    if (fault === 'drop') return void response.destroy();
    if (fault === 'drop-before-acting') return this.#actLater(response, act);
    const reply = act();
    if (fault === 'error-after-acting') return send(response, failure(500, 20500, 'Internal Server Error'));
    if (fault === 'drop-after-acting') return void response.destroy();
    end();
    if (fault === 'slow')
      this.#exchange.in(this.#exchange.misfortune.faults.slowSeconds, () => send(response, reply));
  }

  #actLater(response: ServerResponse, act: () => void): void {
    response.destroy();
    this.#exchange.in(this.#exchange.misfortune.faults.slowSeconds, act);
  }

  #reply(
    incoming: IncomingMessage,
    url: URL,
    form: URLSearchParams,
    found: ReturnType<typeof findOperation>,
  ): Reply {
    try {
      if (incoming.headers.authorization !== this.#authorization)
        throw new RestRefusal(401, 20003, 'Authenticate');
      if (!found || found.named['AccountSid'] !== this.#exchange.accountSid) throw notFound(url.pathname);
      checkParameters(found.operation, form, url.searchParams);
      return this.#perform(found.operation, { ...found, form, query: url.searchParams, path: url.pathname });
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error;
      this.#exchange.refuse('rest', error.code, error.message, `${incoming.method ?? ''} ${url.pathname}`);
      return failure(error.status, error.code, error.message);
    }
  }

  #perform(operation: Operation, request: Omit<RestRequest, 'exchange'>): Reply {
    const body = this.#handlers[operation.name]({ ...request, exchange: this.#exchange });
    return { status: operation.status, ...(body ? { body } : {}) };
  }
}

function failure(status: number, code: number, message: string): Reply {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(body ? JSON.stringify(body) : '');
}
