import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { databaseIsAway } from '../store/database-away.ts';
import type { ApiKey } from '../api/api-keys.ts';
import type { CallObserver } from '../calls/call-book.ts';
import type { Instant, Timers } from '../clock.ts';
import { compose } from '../composition/compose.ts';
import type { Rotaline } from '../composition/parts.ts';
import { listen } from '../listen.ts';
import type { Logger } from '../logger.ts';
import { PhoneNetwork } from '../phone-network/phone-network.ts';
import { seededRandom } from '../phone-network/seeded-random.ts';
import type { RotaSource } from '../ready-checks.ts';
import type { Database } from '../store/database.ts';
import { VirtualTime } from '../virtual-time.ts';

export interface RehearsalSettings {
  readonly start: Instant;
  readonly rotas: RotaSource;
  readonly database: Database;
  readonly redisUrl?: string | undefined;
  /** Keeps the queues apart from others on the same store. */
  readonly prefix?: string | undefined;
  /** Where calls that were answered from memory are kept while the database is away; in memory when absent. */
  readonly spoolFolder?: string | undefined;
  readonly logger: Logger;
  readonly seed?: number;
  readonly apiKeys?: readonly ApiKey[];
  readonly observers?: readonly CallObserver[];
  /** By what alerts are posted; `fetch` unless told. */
  readonly fetch?: typeof fetch;
  /** Legs a second the simulated account may place; no limit when absent. */
  readonly callsPerSecond?: number;
  /** How long a request to the carrier may take, in the machine's own time, before it is given up; 10 s unless told. */
  readonly giveUpMilliseconds?: number;
  /** The port to answer on; 0: any. */
  readonly port?: number;
}

/** Looks as Twilio's, and opens nothing anywhere. */
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'rehearsal'.padEnd(32, '0') };
const SWEEP_OVERDUE = 2_000;
const SWEEP_EVERY = 30_000;
const A_SECOND = 1_000;
const PACE = 250;

/**
 * A Rotaline at the simulated phone network, in time that moves only as far as the next thing that happens: hours of
 * calls in seconds, and the same ones each time.
 */
export class Rehearsal {
  readonly time: VirtualTime;
  readonly network: PhoneNetwork;
  readonly rotaline: Rotaline;
  readonly publicUrl: string;
  readonly #server: Server;
  readonly #changes: { count: number; seen: number };
  #due: Instant | undefined;
  #sweptAt: Instant;

  private constructor(
    parts: Pick<Rehearsal, 'time' | 'network' | 'rotaline' | 'publicUrl'>,
    server: Server,
    changes: { count: number; seen: number },
  ) {
    this.#changes = changes;
    this.time = parts.time;
    this.network = parts.network;
    this.rotaline = parts.rotaline;
    this.publicUrl = parts.publicUrl;
    this.#server = server;
    this.#sweptAt = this.time.now();
  }

  static async open(settings: RehearsalSettings): Promise<Rehearsal> {
    const time = new VirtualTime(settings.start);
    const { callsPerSecond, seed = 1 } = settings;
    const random = seededRandom(seed);
    const network = new PhoneNetwork({
      timers: time,
      ...account,
      random,
      ...(callsPerSecond ? { callsPerSecond } : {}),
    });
    const server = createServer();
    await listen(server, settings.port ?? 0, '127.0.0.1');
    await network.start();
    const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const changes = { count: 0, seen: -1 };
    const rotaline = compose({
      ...settings,
      observers: [{ changed: () => void changes.count++ }, ...(settings.observers ?? [])],
      publicUrl,
      timers: time,
      twilio: { ...account, apiUrl: network.url, giveUpMilliseconds: settings.giveUpMilliseconds },
      callsPerSecond: 0,
      apiKeys: settings.apiKeys ?? [],
      queues: { tracked: true, ...(settings.prefix ? { prefix: settings.prefix } : {}) },
    });
    server.on('request', rotaline.app);
    await rotaline.work({ sweep: false });
    const rehearsal = new Rehearsal({ time, network, rotaline, publicUrl }, server, changes);
    rehearsal.connectNumbers(settings.rotas);
    return rehearsal;
  }

  /** Points every area's numbers at this program, as `rotaline twilio connect` does. */
  connectNumbers({ current }: RotaSource): void {
    for (const number of current.areas.flatMap((area) => area.numbers)) {
      this.network.number(number, {
        voiceUrl: `${this.publicUrl}/webhooks/voice/incoming`,
        statusCallback: `${this.publicUrl}/webhooks/voice/status`,
        smsUrl: `${this.publicUrl}/webhooks/sms/incoming`,
      });
    }
  }

  /** Waits until nothing is under way: no request, no job. Time stands still. */
  async settle(): Promise<void> {
    const { dispatcher, queues } = this.rotaline;
    for (let seen = -1; this.network.busy || seen !== this.network.log.length;) {
      seen = this.network.log.length;
      await this.network.idle();
      await dispatcher.flushed();
      await queues.settled();
    }
  }

  /** Moves to the next thing that is to happen, at most to `limit`, and lets it happen. */
  async step(limit = Number.POSITIVE_INFINITY): Promise<void> {
    await this.settle();
    const now = this.time.now();
    const due = await this.#nextDue();
    const next = Math.min(this.time.next() ?? limit, due === undefined ? limit : Math.max(due, now), limit);
    // A job that was lost keeps its effect pending: time goes on by seconds until the sweeper finds it.
    this.time.moveTo(due !== undefined && due <= now && next === now ? now + A_SECOND : next);
    if (due !== undefined && due <= this.time.now()) await this.#dispatchDue();
    await this.#sweep();
    await this.settle();
  }

  /** When the next effect is due. Asked again only after a change: most steps are but somebody speaking. */
  async #nextDue(): Promise<Instant | undefined> {
    const count = this.#changes.count + this.rotaline.dispatcher.dispatches;
    if (this.#changes.seen !== count) {
      await unlessAway(async () => {
        this.#due = await this.rotaline.outbox.nextDue();
        this.#changes.seen = count;
      });
    }
    return this.#due;
  }

  /** Goes on until `happened`, or throws when it has not in so many seconds. */
  async until(happened: () => boolean | Promise<boolean>, what: string, seconds = 600): Promise<void> {
    const limit = this.time.now() + seconds * 1000;
    await this.settle();
    while (!(await happened())) {
      if (this.time.now() >= limit) throw new Error(`in ${seconds} s this did not happen: ${what}`);
      await this.step(limit);
    }
  }

  /** Lets so many seconds pass. */
  async pass(seconds: number): Promise<void> {
    const end = this.time.now() + seconds * 1000;
    await this.settle();
    while (this.time.now() < end) await this.step(end);
  }

  /** From now on time goes on as it does for everybody; the returned function ends that. */
  keepPace(timers: Timers, failed: (problem: unknown) => void): () => void {
    let callOff = (): void => undefined;
    const tick = (): void => {
      callOff = timers.after(PACE, () => void this.step(this.time.now() + PACE).then(tick, failed));
    };
    tick();
    return () => callOff();
  }

  async #dispatchDue(): Promise<void> {
    const { outbox, dispatcher } = this.rotaline;
    await unlessAway(async () => {
      dispatcher.dispatch(await outbox.pending(this.time.now()));
    });
    this.#changes.count++;
  }

  /** Often while something is overdue; now and then while anybody is on the telephone; else there is nothing to find. */
  async #sweep(): Promise<void> {
    const since = this.time.now() - this.#sweptAt;
    const isOverdue = this.#due !== undefined && this.#due < this.time.now();
    if (since < (isOverdue ? SWEEP_OVERDUE : SWEEP_EVERY) || !(isOverdue || this.#isAnyoneOn())) return;
    this.#sweptAt = this.time.now();
    await this.settle();
    await unlessAway(() => this.rotaline.sweeper.sweep());
    await this.rotaline.replayer.replay();
    this.#changes.count++;
  }

  #isAnyoneOn(): boolean {
    return this.network.legs.some((leg) => leg.live);
  }

  async close(): Promise<void> {
    await this.network.stop();
    await this.rotaline.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** While the database is away, nothing can be looked up or done in it: time goes on without. */
async function unlessAway(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!databaseIsAway(problem)) throw problem;
  }
}
