import type { PGlite } from '@electric-sql/pglite';
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { Turns } from '../turns.ts';

/**
 * The one session of an embedded database, shared by many `pg` clients. From its first message until the server
 * is idle again (so: from BEGIN to COMMIT or ROLLBACK) a connection has the session to itself; others wait.
 */
export class SharedSession {
  readonly pglite: PGlite;
  readonly turns = new Turns();
  /** Named statements belong to the session, whichever connection prepared them. */
  readonly parsedStatements: Record<string, string> = {};
  readonly #connections = new Set<SharedConnection>();

  constructor(pglite: PGlite) {
    this.pglite = pglite;
  }

  /** A pool whose clients take turns. Everything else about it is `pg`'s own. */
  pool(config: pg.PoolConfig): pg.Pool {
    return new pg.Pool({
      max: 100,
      idleTimeoutMillis: 0,
      query_timeout: 15_000,
      ...config,
      Client: clientOf(this),
    });
  }

  connect(): SharedConnection {
    const connection = new SharedConnection(this);
    this.#connections.add(connection);
    return connection;
  }

  leave(connection: SharedConnection): void {
    this.#connections.delete(connection);
  }

  /** Brings a notification to whoever listens on its channel, whichever connection was given it. */
  tell(notification: Notification): void {
    for (const each of this.#connections) each.hear(notification);
  }

  anyoneElseListens(channel: string, but: SharedConnection): boolean {
    return [...this.#connections].some((each) => each !== but && each.listensTo(channel));
  }
}

function clientOf(session: SharedSession): new () => pg.Client {
  return class extends pg.Client {
    constructor(options?: pg.ClientConfig) {
      const connected = { ...options, connection: session.connect() };
      super(connected);
    }
  };
}

interface Notification {
  readonly channel: string;
  readonly payload: string;
}

/** `pg`'s connection to the shared session. */
class SharedConnection extends PglitePgConnection {
  readonly #session: SharedSession;
  readonly #channels = new Set<string>();
  #held: (() => void)[] = [];
  #giveBack: (() => void) | undefined;
  #asked = false;
  #inTransaction = false;
  #ended = false;

  constructor(session: SharedSession) {
    super({ pglite: session.pglite });
    this.#session = session;
    this.parsedStatements = session.parsedStatements;
    this.on('readyForQuery', (message?: { status: string }) => this.#afterQuery(message?.status ?? 'I'));
    this.on('error', () => this.#leaveTurn());
  }

  override query(text: string): void {
    const sent = this.#minding(text);
    this.#inTurn(() => super.query(sent));
  }

  override parse(query: { text: string; name?: string }): void {
    const sent = { ...query, text: this.#minding(query.text) };
    this.#inTurn(() => {
      // Another connection may have prepared the statement while this one waited for its turn.
      if (!query.name || this.#session.parsedStatements[query.name] === undefined) super.parse(sent);
    });
  }

  override bind(config: unknown): void {
    this.#inTurn(() => super.bind(config));
  }

  override describe(message: unknown): void {
    this.#inTurn(() => super.describe(message));
  }

  override execute(config: unknown): void {
    this.#inTurn(() => super.execute(config));
  }

  override close(message: unknown): void {
    this.#inTurn(() => super.close(message));
  }

  override flush(): void {
    this.#inTurn(() => super.flush());
  }

  override sync(): void {
    this.#inTurn(() => super.sync());
  }

  /** Rolls an open transaction back and gives the turn to the next. */
  override end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#held = [];
    this.#session.leave(this);
    if (this.#inTransaction) super.query('rollback');
    // The parent drops all listeners before it says 'end': pg waits for that word.
    const waiting = this.listeners('end');
    super.end();
    for (const listener of waiting) this.once('end', (...said: unknown[]) => void listener.apply(this, said));
    this.once('end', () => this.#leaveTurn());
  }

  override emit(event: string | symbol, ...said: unknown[]): boolean {
    if (event !== 'notification') return super.emit(event, ...said);
    for (const each of said) if (isNotification(each)) this.#session.tell(each);
    return true;
  }

  hear(notification: Notification): void {
    if (this.#channels.has(notification.channel)) super.emit('notification', notification);
  }

  listensTo(channel: string): boolean {
    return this.#channels.has(channel);
  }

  #inTurn(send: () => void): void {
    if (this.#ended) return;
    if (this.#giveBack) return send();
    this.#held.push(send);
    if (!this.#asked) void this.#askForTurn();
  }

  async #askForTurn(): Promise<void> {
    this.#asked = true;
    this.#giveBack = await this.#session.turns.take();
    this.#asked = false;
    if (this.#ended) return this.#leaveTurn();
    for (const send of this.#held.splice(0)) send();
  }

  #afterQuery(status: string): void {
    this.#inTransaction = status !== 'I';
    if (!this.#inTransaction) this.#leaveTurn();
  }

  #leaveTurn(): void {
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack?.();
  }

  /** Keeps the list of channels. An UNLISTEN must not make the others deaf: it is then sent for no channel. */
  #minding(text: string): string {
    const found = /^(un)?listen\s+"?([\w$]+|\*)/i.exec(text.replace(/--.*$|\/\*[^]*?\*\//gm, '').trim());
    const channel = found?.[2];
    if (!channel) return text;
    if (!found[1]) this.#channels.add(channel);
    else if (channel === '*') this.#channels.clear();
    else this.#channels.delete(channel);
    const needed = found[1] && (channel === '*' || this.#session.anyoneElseListens(channel, this));
    return needed ? 'unlisten no_such_channel' : text;
  }
}

function isNotification(value: unknown): value is Notification {
  return typeof value === 'object' && value !== null && 'channel' in value && 'payload' in value;
}
