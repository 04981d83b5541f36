import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { resolve } from 'node:path';
import type { Instant, Timers } from '../clock.ts';
import { loggedFault } from '../rota/parse/fault-list.ts';
import type { Fault, Rotas } from '../rota/types.ts';
import { loadRotas, type LoadedRotas } from './load-rotas.ts';
import { rotaFolderStamp } from './read-rota-folder.ts';
import type { RotaTexts } from './read-rota-folder.ts';
import { RotaFaults } from './rota-faults.ts';
import { Stillness } from './stillness.ts';

/** What the watch tells the log; pino will do. */
export interface RotaLog {
  info(about: object, words: string): void;
  warn(about: object, words: string): void;
  error(about: object, words: string): void;
}

/** Why the files as they stand now are not in force. */
export interface RotaProblem {
  readonly at: Instant;
  readonly faults: readonly Fault[];
}

export interface RotaWatchSettings {
  readonly dir: string;
  readonly timers: Timers;
  readonly logger: RotaLog;
  /** Whether the file system may also tell of changes; looking each second goes on in any case. */
  readonly hints?: boolean;
  /** How long nothing in the folder may have moved before it is read, in milliseconds; `stillFor` unless told. */
  readonly stillFor?: number;
  /** What serves when the folder has faults from the beginning. It must not throw. */
  readonly lastGood?: () => Promise<GoodReading | undefined>;
}

/** Rotas without faults, and the files they were read from. */
export interface GoodReading {
  readonly rotas: Rotas;
  readonly files: RotaTexts;
}

/** How often the folder is looked at, in milliseconds. */
export const lookEvery = 1000;
/** Longer than an editor takes to write a file, or git to write many; short enough to be in force within two seconds. */
export const stillFor = 250;

/** Holds the rotas in force: those of the last reading of the folder that had no faults. */
export class RotaWatch {
  readonly #settings: RotaWatchSettings;
  readonly #listeners = new Set<(rotas: Rotas) => void>();
  readonly #problemListeners = new Set<(problem: RotaProblem | undefined) => void>();
  #current: Rotas;
  #files: RotaTexts;
  #warnings: readonly Fault[];
  #problem: RotaProblem | undefined;
  #stamp: string;
  readonly #stillness: Stillness;
  #calledOff: (() => void) | undefined;
  #hints: FSWatcher | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  private constructor(
    settings: RotaWatchSettings,
    first: GoodReading & { readonly warnings: readonly Fault[]; readonly stamp: string },
  ) {
    this.#settings = settings;
    this.#current = first.rotas;
    this.#files = first.files;
    this.#warnings = first.warnings;
    this.#stamp = first.stamp;
    const { timers, stillFor: lasting = stillFor } = settings;
    this.#stillness = new Stillness({ timers, lasting, lookAgain: () => this.look() });
  }

  /**
   * Reads the folder for the first time and begins to watch it. When it has faults the last good rotas serve: a machine
   * that starts again must not be without any for a slip in a file. Throws `RotaFaults` when there are none.
   */
  static async start(settings: RotaWatchSettings): Promise<RotaWatch> {
    const stamp = await rotaFolderStamp(settings.dir).catch(() => '');
    const parsed = await loadRotas(settings.dir);
    for (const warning of parsed.warnings) settings.logger.warn({}, loggedFault(warning));
    const good = parsed.rotas ? parsed : await settings.lastGood?.();
    if (!good) throw new RotaFaults(parsed.faults ?? []);
    const { rotas, files } = good;
    const rotaWatch = new RotaWatch(settings, { rotas, files, warnings: parsed.warnings, stamp });
    if (parsed.faults) rotaWatch.#refuse(parsed.faults);
    rotaWatch.#begin();
    return rotaWatch;
  }

  /** The rotas in force. */
  get current(): Rotas {
    return this.#current;
  }

  /** The files that the rotas in force were read from. */
  get files(): RotaTexts {
    return this.#files;
  }

  /** What is odd about the rotas in force. */
  get warnings(): readonly Fault[] {
    return this.#warnings;
  }

  /** Set while the files have faults and an earlier reading stays in force. */
  get problem(): RotaProblem | undefined {
    return this.#problem;
  }

  /** Calls `listener` with each new reading in force; the returned function ends that. */
  onChange(listener: (rotas: Rotas) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` with each new problem, and with `undefined` when it is over; the returned function ends that. */
  onProblem(listener: (problem: RotaProblem | undefined) => void): () => void {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }

  /** Looks at the folder now, rather than at the next second. */
  async look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  /** Stops watching; what is in force stays readable. */
  close(): void {
    this.#closed = true;
    this.#calledOff?.();
    this.#stillness.close();
    this.#hints?.close();
  }

  #begin(): void {
    this.#lookLater();
    if (this.#settings.hints === false) return;
    try {
      this.#hints = watch(
        resolve(this.#settings.dir),
        { recursive: true, persistent: false },
        () => void this.look(),
      );
      this.#hints.on('error', () => this.#hints?.close());
    } catch {
      this.#settings.logger.info(
        {},
        'the file system gives no hints of changed rota files; looking each second',
      );
    }
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#calledOff = this.#settings.timers.after(lookEvery, () => {
      void this.look().finally(() => this.#lookLater());
    });
  }

  /**
   * What is half written may be a sound rota without half of its people: the folder is read when nothing has moved in
   * it for a moment, and what was read counts only if nothing has moved since.
   */
  async #lookOnce(): Promise<void> {
    try {
      const stamp = await this.#stampNow();
      if (stamp === this.#stamp || this.#closed) return;
      if (!this.#stillness.holds(stamp)) return;
      const parsed = await loadRotas(this.#settings.dir);
      if ((await this.#stampNow()) !== stamp || this.#closed) return;
      this.#stamp = stamp;
      this.#take(parsed);
    } catch (problem) {
      this.#stamp = '';
      this.#settings.logger.error(
        { problem: String(problem) },
        'the rota files could not be looked at; trying again',
      );
    }
  }

  async #stampNow(): Promise<string> {
    return rotaFolderStamp(this.#settings.dir).catch((problem: unknown) => `unreadable: ${String(problem)}`);
  }

  #take(parsed: LoadedRotas): void {
    const { logger } = this.#settings;
    if (!parsed.rotas) return this.#refuse(parsed.faults);
    const over = this.#problem !== undefined;
    this.#problem = undefined;
    this.#warnings = parsed.warnings;
    if (over) for (const listener of this.#problemListeners) listener(undefined);
    if (parsed.rotas.hash === this.#current.hash) {
      if (over) logger.info({ hash: parsed.rotas.hash }, 'the rota files are again as they are in force');
      return;
    }
    this.#current = parsed.rotas;
    this.#files = parsed.files;
    logger.info({ hash: parsed.rotas.hash }, 'changed rota files are in force');
    for (const listener of this.#listeners) listener(parsed.rotas);
  }

  #refuse(faults: readonly Fault[]): void {
    const { logger, timers } = this.#settings;
    this.#problem = { at: timers.now(), faults };
    const about = { faults: faults.map(loggedFault) };
    logger.error(about, 'the changed rota files have faults; the last good rota stays in force');
    for (const listener of this.#problemListeners) listener(this.#problem);
  }
}
