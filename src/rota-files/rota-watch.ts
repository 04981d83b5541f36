import { basename, resolve } from 'node:path';
import type { Instant } from '../clock.ts';
import type { RotaTexts } from '../rota/parse-rotas.ts';
import { loggedFault } from '../rota/parse/fault-list.ts';
import type { Fault, Rotas } from '../rota/types.ts';
import { FolderWatch, type FolderWatchNeeds, type WatchLog } from './folder-watch.ts';
import { loadRotas, type LoadedRotas } from './load-rotas.ts';
import { rotaFolderStamp } from './read-rota-folder.ts';
import { RotaFaults } from './rota-faults.ts';

/** What the watch tells the log; pino will do. */
export interface RotaLog extends WatchLog {
  warn(about: object, words: string): void;
}

/** Why the files as they stand now are not in force. */
export interface RotaProblem {
  readonly at: Instant;
  readonly faults: readonly Fault[];
}

export interface RotaWatchSettings extends Pick<
  FolderWatchNeeds<LoadedRotas>,
  'dir' | 'timers' | 'hints' | 'stillFor'
> {
  readonly logger: RotaLog;
  /** What serves when the folder has faults from the beginning. It must not throw. */
  readonly lastGood?: () => Promise<GoodReading | undefined>;
}

/** Rotas without faults, and the files they were read from. */
export interface GoodReading {
  readonly rotas: Rotas;
  readonly files: RotaTexts;
}

/** Holds the rotas in force: those of the last reading of the folder that had no faults. */
export class RotaWatch {
  readonly #settings: RotaWatchSettings;
  readonly #listeners = new Set<(rotas: Rotas) => void>();
  readonly #problemListeners = new Set<(problem: RotaProblem | undefined) => void>();
  #current: Rotas;
  #files: RotaTexts;
  #warnings: readonly Fault[];
  #problem: RotaProblem | undefined;
  readonly #folder: FolderWatch<LoadedRotas>;

  private constructor(
    settings: RotaWatchSettings,
    first: GoodReading & { readonly warnings: readonly Fault[]; readonly stamp: string },
  ) {
    this.#settings = settings;
    this.#current = first.rotas;
    this.#files = first.files;
    this.#warnings = first.warnings;
    this.#folder = new FolderWatch({
      ...settings,
      stamp: first.stamp,
      read: () => loadRotas(settings.dir),
      take: (parsed) => this.#take(parsed),
      restless: (reason) => this.#refuse([{ file: basename(resolve(settings.dir)), line: 1, reason }]),
    });
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
    await this.#folder.look();
  }

  /** Stops watching; what is in force stays readable. */
  close(): void {
    this.#folder.close();
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
