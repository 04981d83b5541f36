import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiKey } from '../api/api-keys.ts';
import type { Instant } from '../clock.ts';
import { compose, type Rotaline } from '../compose.ts';
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
  readonly logger: Logger;
  readonly seed?: number;
  readonly apiKeys?: readonly ApiKey[];
  /** Legs a second the simulated account may place; no limit when absent. */
  readonly callsPerSecond?: number;
  /** The port to answer on; 0: any. */
  readonly port?: number;
}

/** Looks as Twilio's, and opens nothing anywhere. */
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'rehearsal'.padEnd(32, '0') };
const SWEEP_EVERY = 5_000;
const A_SECOND = 1_000;

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
  #sweptAt: Instant;

  private constructor(parts: Pick<Rehearsal, 'time' | 'network' | 'rotaline' | 'publicUrl'>, server: Server) {
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
    await network.start();
    const server = createServer();
    await new Promise<void>((listening) => server.listen(settings.port ?? 0, '127.0.0.1', listening));
    const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const rotaline = compose({
      ...settings,
      publicUrl,
      timers: time,
      twilio: { ...account, apiUrl: network.url },
      callsPerSecond: 0,
      apiKeys: settings.apiKeys ?? [],
      queues: { tracked: true, ...(settings.prefix ? { prefix: settings.prefix } : {}) },
    });
    server.on('request', rotaline.app);
    await rotaline.work({ sweep: false });
    const rehearsal = new Rehearsal({ time, network, rotaline, publicUrl }, server);
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
    const due = await this.rotaline.outbox.nextDue();
    const next = Math.min(this.time.next() ?? limit, due === undefined ? limit : Math.max(due, now), limit);
    // A job that was lost keeps its effect pending: time goes on by seconds until the sweeper finds it.
    this.time.moveTo(due !== undefined && due <= now && next === now ? now + A_SECOND : next);
    await this.#promote();
    await this.#sweep();
    await this.settle();
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

  async #promote(): Promise<void> {
    const { outbox, queues } = this.rotaline;
    for (const { id } of await outbox.pending(this.time.now())) await queues.promote(id);
  }

  async #sweep(): Promise<void> {
    if (this.time.now() - this.#sweptAt < SWEEP_EVERY) return;
    this.#sweptAt = this.time.now();
    await this.settle();
    await this.rotaline.sweeper.sweep();
  }

  async close(): Promise<void> {
    await this.network.stop();
    await this.rotaline.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
