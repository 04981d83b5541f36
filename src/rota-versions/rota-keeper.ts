import type { Finding } from '../readiness.ts';
import type { Instant, Timers } from '../clock.ts';
import type { RotaLog } from '../rota-files/rota-watch.ts';
import { faultText } from '../rota/parse/fault-list.ts';
import type { Fault, Rotas } from '../rota/types.ts';
import { Agreement } from './agreement.ts';
import type { ProcessStore } from './process-store.ts';
import { publish, type Reading } from './publish.ts';
import type { Newest, VersionStore } from './version-store.ts';

/** The rotas in force in this process, and news of them: a `RotaWatch`. */
export interface WatchedRotas {
  readonly current: Rotas;
  readonly files: Reading['files'];
  readonly problem?: { readonly faults: readonly Fault[] } | undefined;
  onChange(listener: (rotas: Rotas) => void): () => void;
  onProblem(listener: (problem: { readonly faults: readonly Fault[] } | undefined) => void): () => void;
}

export interface RotaKeeperNeeds {
  readonly source: WatchedRotas;
  readonly versions: Pick<VersionStore, 'newest' | 'files' | 'add'>;
  readonly processes: Pick<ProcessStore, 'seen' | 'gone'>;
  /** Names this process among all that ever run. */
  readonly process: string;
  readonly timers: Timers;
  readonly logger: RotaLog;
  readonly figures: { setRotaFaults(count: number): void; setRotaVersionsServed(count: number): void };
}

/** How often a process says what it serves, in milliseconds. */
export const beatEvery = 3_000;

/**
 * Keeps every version of the rota files that comes into force here, and notices where processes serve different ones.
 * Serving does not wait for it: without the database the new rotas are in force all the same, and kept later.
 */
export class RotaKeeper {
  readonly #needs: RotaKeeperNeeds;
  readonly #agreement = new Agreement();
  #deaf: (() => void)[] = [];
  #calledOff: (() => void) | undefined;
  #beating: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  /** A change of these files is news; that a process starts with them is not. */
  #changed = false;
  #published: Rotas | undefined;
  #failing = false;

  constructor(needs: RotaKeeperNeeds) {
    this.#needs = needs;
  }

  /** Publishes what is in force, and goes on saying so every few seconds. */
  async start(): Promise<void> {
    const { source, figures } = this.#needs;
    const news = (): void => void this.beat();
    this.#deaf = [
      source.onChange(() => {
        this.#changed = true;
        news();
      }),
      source.onProblem((problem) => {
        figures.setRotaFaults(problem?.faults.length ?? 0);
        news();
      }),
    ];
    figures.setRotaFaults(source.problem?.faults.length ?? 0);
    await this.beat();
  }

  /** Says at once what is served here. One beat at a time; news during one is told right after it. */
  async beat(): Promise<void> {
    this.#again = true;
    this.#beating ??= this.#beatWhileNews().finally(() => {
      this.#beating = undefined;
      this.#beatLater();
    });
    await this.#beating;
  }

  /** What /readyz is to say; `undefined` while there is nothing to complain of. */
  finding(): Finding | undefined {
    return this.#agreement.finding(this.#needs.timers.now());
  }

  /** Says no more, and that this process is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#calledOff?.();
    for (const end of this.#deaf.splice(0)) end();
    await this.#beating;
    // Who cannot say goodbye is forgotten after a minute.
    await this.#needs.processes.gone(this.#needs.process).catch(() => undefined);
  }

  #beatLater(): void {
    this.#calledOff?.();
    if (!this.#stopped) this.#calledOff = this.#needs.timers.after(beatEvery, () => void this.beat());
  }

  async #beatWhileNews(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#beatOnce(this.#needs.timers.now());
        this.#failing = false;
      } catch (problem) {
        this.#noteFailure(problem);
      }
    }
  }

  async #beatOnce(at: Instant): Promise<void> {
    const { source, processes, process, versions, figures } = this.#needs;
    const mine: Reading = { rotas: source.current, files: source.files };
    // Taken together: what changes during this beat is the next one's news, and these files are not.
    const changed = this.#changed;
    const faults = (source.problem?.faults ?? []).map(faultText);
    const { hash } = mine.rotas;
    // In this order: whoever published the newest version said before that they serve it.
    let newest = await versions.newest(hash);
    const others = await processes.seen({ process, hash, faults }, at);
    const unserved = others.every((other) => other.hash !== newest?.hash);
    const news = changed || !newest?.knowsMine || unserved;
    if (newest?.hash !== hash && news) newest = await this.#publish(mine, at);
    if (source.current.hash === hash) this.#changed = false;
    this.#published = mine.rotas;
    const served = this.#agreement.note({ hash, newest, others }, at);
    figures.setRotaVersionsServed(served);
    this.#sayChange(at);
  }

  async #publish(reading: Reading, at: Instant): Promise<Newest> {
    const { versions, process, logger } = this.#needs;
    const published = await publish(versions, { reading, before: this.#published, at, by: process });
    logger.info(
      { version: published.number, hash: published.hash },
      'this version of the rota files is published',
    );
    return published;
  }

  #sayChange(at: Instant): void {
    const told = this.#agreement.toTell(at);
    if (!told) return;
    const { logger } = this.#needs;
    if (told.ok) logger.info({}, told.detail);
    else logger.error({}, told.detail);
  }

  #noteFailure(problem: unknown): void {
    this.#agreement.unknown();
    if (this.#failing) return;
    this.#failing = true;
    const about = { problem: problem instanceof Error ? problem.name : 'unknown' };
    this.#needs.logger.warn(
      about,
      'versions of the rota files cannot be kept now; they are in force all the same',
    );
  }
}
