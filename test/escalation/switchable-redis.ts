import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to Redis that can be cut and joined again. */
export class SwitchableRedis {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  constructor(redisUrl: string) {
    this.#target = new URL(redisUrl);
  }

  /** Where clients find it; the same after every `join`. */
  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  async join(): Promise<void> {
    const server = createServer((client) => this.#carry(client));
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const closed = new Promise((done) => (this.#server ? this.#server.close(done) : done(undefined)));
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #carry(client: Socket): void {
    const redis = connect(Number(this.#target.port || 6379), this.#target.hostname);
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
