import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { resolve } from 'node:path';
import type { Instant, Timers } from '../clock.ts';
import { rotaFolderStamp } from './read-rota-folder.ts';
import { Stillness } from './stillness.ts';

/** What is told to the log. */
export interface WatchLog {
  info(about: object, words: string): void;
  error(about: object, words: string): void;
}

export interface FolderWatchNeeds<Reading> {
  readonly dir: string;
  readonly timers: Timers;
  readonly logger: WatchLog;
  /** Whether the file system may also tell of changes; looking each second goes on in any case. */
  readonly hints?: boolean | undefined;
  /** How long nothing in the folder may have moved before it is read, in milliseconds; `stillFor` unless told. */
  readonly stillFor?: number | undefined;
  /** What the folder was like when it was read last: its `rotaFolderStamp`. */
  readonly stamp: string;
  readonly read: () => Promise<Reading>;
  /** Is given what was read while nothing in the folder moved. */
  readonly take: (reading: Reading) => void;
  /** Is told once when something in the folder has been moving for so long that it is not read any more. */
  readonly restless: (words: string) => void;
}

/** How often the folder is looked at, in milliseconds. */
const lookEvery = 1000;
/** Longer than an editor takes to write a file, or git to write many; short enough to be in force within two seconds. */
export const stillFor = 250;
/** No editor, no copying of a rota takes so long: whatever moves the files must be found. In milliseconds. */
const longestMove = 15_000;

/** Reads a rota folder anew whenever something in it has changed and was then left alone. */
export class FolderWatch<Reading> {
  readonly #needs: FolderWatchNeeds<Reading>;
  readonly #stillness: Stillness;
  #stamp: string;
  #calledOff: (() => void) | undefined;
  #hints: FSWatcher | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;
  /** When something was first seen to have moved that was not read since. */
  #moving: Instant | undefined;

  /** Looks from the next second on. */
  constructor(needs: FolderWatchNeeds<Reading>) {
    this.#needs = needs;
    this.#stamp = needs.stamp;
    const { timers, stillFor: lasting = stillFor } = needs;
    this.#stillness = new Stillness({ timers, lasting, lookAgain: () => this.look() });
    this.#lookLater();
    if (needs.hints !== false) this.#heedHints();
  }

  /** Looks at the folder now, rather than at the next second. */
  async look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  close(): void {
    this.#closed = true;
    this.#calledOff?.();
    this.#stillness.close();
    this.#hints?.close();
  }

  #heedHints(): void {
    const { dir, logger } = this.#needs;
    try {
      this.#hints = watch(resolve(dir), { recursive: true, persistent: false }, () => void this.look());
      this.#hints.on('error', () => this.#hints?.close());
    } catch {
      logger.info({}, 'the file system gives no hints of changed rota files; looking each second');
    }
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#calledOff = this.#needs.timers.after(lookEvery, () => {
      void this.look().finally(() => this.#lookLater());
    });
  }

  /**
   * What is half written may be a sound rota without half of its people: the folder is read when nothing has moved in
   * it for a moment, and what was read counts only if nothing has moved since.
   */
  async #lookOnce(): Promise<void> {
    const { read, take, logger } = this.#needs;
    try {
      const stamp = await this.#stampNow();
      if (this.#closed) return;
      if (stamp === this.#stamp) return void (this.#moving = undefined);
      this.#noteMoving();
      if (!this.#stillness.holds(stamp)) return;
      const reading = await read();
      if ((await this.#stampNow()) !== stamp || this.#closed) return;
      this.#stamp = stamp;
      this.#moving = undefined;
      take(reading);
    } catch (problem) {
      this.#stamp = '';
      logger.error({ problem: String(problem) }, 'the rota files could not be looked at; trying again');
    }
  }

  #noteMoving(): void {
    const { timers, restless } = this.#needs;
    this.#moving ??= timers.now();
    if (timers.now() - this.#moving < longestMove) return;
    this.#moving = Number.POSITIVE_INFINITY;
    // Whatever is found at rest next is news, even where it is what serves.
    this.#stamp = '';
    restless(`something in the folder moves all the time: files are read when nothing has for a moment`);
  }

  async #stampNow(): Promise<string> {
    return rotaFolderStamp(this.#needs.dir).catch((problem: unknown) => `unreadable: ${String(problem)}`);
  }
}
