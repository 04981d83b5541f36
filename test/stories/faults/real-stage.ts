import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemTime, type Timers } from '../../../src/clock.ts';
import { compose } from '../../../src/composition/compose.ts';
import type { Rotaline } from '../../../src/composition/parts.ts';
import { createLogger } from '../../../src/logger.ts';
import type { NetworkEvent } from '../../../src/phone-network/network-event.ts';
import { PhoneNetwork } from '../../../src/phone-network/phone-network.ts';
import type { Rotas } from '../../../src/rota/types.ts';
import type { Database } from '../../../src/store/database.ts';
import { service } from '../a-rota.ts';

export const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'real-time'.padEnd(32, '0') };

/** Longer than anything here takes on a busy machine; reached only when it never happens. */
const generous = 45_000;

/** The machine's time, in which waiting is so many times shorter. */
class HastyTime implements Timers {
  readonly #speed: number;
  readonly #callOffs = new Set<() => void>();

  constructor(speed: number) {
    this.#speed = speed;
  }

  now(): number {
    return systemTime.now();
  }

  after(milliseconds: number, task: () => void): () => void {
    const callOff = systemTime.after(milliseconds / this.#speed, () => {
      this.#callOffs.delete(callOff);
      task();
    });
    this.#callOffs.add(callOff);
    return callOff;
  }

  /** Nothing that waits will happen. */
  stop(): void {
    for (const callOff of this.#callOffs) callOff();
  }
}

/** A network of people who talk, ring and wait so many times faster than real ones; and what ends it. */
export function hastyNetwork(speed: number): {
  readonly network: PhoneNetwork;
  readonly stop: () => Promise<void>;
} {
  const timers = new HastyTime(speed);
  const network = new PhoneNetwork({ timers, ...account });
  const stop = async (): Promise<void> => {
    await network.stop();
    timers.stop();
  };
  return { network, stop };
}

/** Resolves at the first such event from now on, or at one that has been. */
export function happens(
  network: PhoneNetwork,
  what: string,
  is: (event: NetworkEvent) => boolean,
): Promise<void> {
  if (network.log.some(is)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = network.onEvent((event) => {
      if (!is(event)) return;
      callOff();
      end();
      resolve();
    });
    const callOff = systemTime.after(generous, () => {
      end();
      reject(new Error(`this did not happen: ${what}; ${lastWords(network)}`));
    });
  });
}

function lastWords({ log }: PhoneNetwork): string {
  return log
    .slice(-12)
    .map(
      (event) => `${event.phone.slice(-4)} ${event.kind}${event.kind === 'hears' ? ` "${event.text}"` : ''}`,
    )
    .join(', ');
}

/** Asks again and again, as soon as it was answered, until the answer is yes. */
export async function comesTrue(what: string, ask: () => Promise<boolean>): Promise<void> {
  const limit = systemTime.now() + generous;
  while (!(await ask().catch(() => false))) {
    if (systemTime.now() > limit) throw new Error(`this did not come true: ${what}`);
    await new Promise<void>((resolve) => void systemTime.after(20, resolve));
  }
}

/** A caller who presses 1 as soon as Haematology is offered, and says that a referral was avoided when asked. */
export function callerAt(network: PhoneNetwork, number: string): void {
  const leg = network.phone(number).calls(service);
  leg.onHears('For Haematology', () => leg.press('1'), { upon: 'start' });
  leg.onHears('referral was avoided, press 1', () => leg.press('1'), { upon: 'start' });
}

export interface RealStageParts {
  readonly database: Database;
  readonly rotas: Rotas;
  readonly prefix: string;
  readonly redisUrl?: string | undefined;
  readonly callsPerSecond?: number;
  readonly speed: number;
}

/** The program as it runs in earnest, with its own sweeper and in real time, at a hasty phone network. */
export class RealStage {
  readonly network: PhoneNetwork;
  readonly rotaline: Rotaline;
  readonly publicUrl: string;
  readonly #server: Server;
  readonly #stopNetwork: () => Promise<void>;

  private constructor(
    parts: Pick<RealStage, 'network' | 'rotaline' | 'publicUrl'>,
    server: Server,
    stopNetwork: () => Promise<void>,
  ) {
    this.network = parts.network;
    this.rotaline = parts.rotaline;
    this.publicUrl = parts.publicUrl;
    this.#server = server;
    this.#stopNetwork = stopNetwork;
  }

  static async open({
    rotas,
    prefix,
    speed,
    callsPerSecond = 0,
    ...stores
  }: RealStageParts): Promise<RealStage> {
    const { network, stop } = hastyNetwork(speed);
    await network.start();
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const rotaline = compose({
      ...stores,
      rotas: { current: rotas },
      publicUrl,
      twilio: { ...account, apiUrl: network.url },
      callsPerSecond,
      apiKeys: [],
      logger: createLogger(process.env['STORY_LOG'] ? 'debug' : 'silent'),
      timers: systemTime,
      queues: { prefix },
    });
    server.on('request', rotaline.app);
    await rotaline.work();
    network.number(service, {
      voiceUrl: `${publicUrl}/webhooks/voice/incoming`,
      statusCallback: `${publicUrl}/webhooks/voice/status`,
    });
    return new RealStage({ network, rotaline, publicUrl }, server, stop);
  }

  /** What /readyz says of one dependency. */
  async readiness(name: string): Promise<{ readonly ok: boolean; readonly detail: string } | undefined> {
    const response = await fetch(`${this.publicUrl}/readyz`);
    const body = (await response.json()) as { checks: Record<string, { ok: boolean; detail: string }> };
    return body.checks[name];
  }

  rings(number: string): Promise<void> {
    return happens(
      this.network,
      `${number} rings`,
      (event) => event.kind === 'rings' && event.phone === number,
    );
  }

  talks(number: string): Promise<void> {
    return happens(
      this.network,
      `${number} talks`,
      (event) => event.kind === 'talks' && event.phone === number,
    );
  }

  hears(number: string, words: string): Promise<void> {
    const heard = (event: NetworkEvent): boolean =>
      event.kind === 'hears' && event.phone === number && event.text.includes(words);
    return happens(this.network, `${number} hears "${words}"`, heard);
  }

  async close(): Promise<void> {
    await this.#stopNetwork();
    await this.rotaline.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
