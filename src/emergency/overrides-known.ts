import type { Instant, Timers } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Override } from '../rota/types.ts';
import { databaseIsAway } from '../store/database-away.ts';
import type { OverridesKept } from './overrides-on-disk.ts';
import type { PausesHeard } from './pauses-heard.ts';

/** How often the database is asked, in milliseconds. */
export const askEvery = 15_000;
/** How far ahead is known: a database is away for hours, at worst over a weekend. */
const ahead = 3 * 86_400_000;

export interface OverridesKnownNeeds {
  /** Of every area, what counts at some time from `from` until `to`. */
  readonly overrides: { everywhere(from: Instant, to: Instant): Promise<readonly Override[]> };
  /** The pauses that this process heard of since. */
  readonly pauses: Pick<PausesHeard, 'current' | 'settle'>;
  /** Absent: what is known is kept in memory alone. */
  readonly kept?: OverridesKept | undefined;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** What the database said last of leave, swaps, extras and pauses, for when it is away. */
export class OverridesKnown {
  readonly #needs: OverridesKnownNeeds;
  #known: readonly Override[] | undefined;
  #started = false;
  #callOff: (() => void) | undefined;
  #asking: Promise<void> = Promise.resolve();

  constructor(needs: OverridesKnownNeeds) {
    this.#needs = needs;
  }

  /** What a process knew that ended before this one began: nobody on leave is rung before the database was asked. */
  async remember(): Promise<void> {
    const found = await this.#needs.kept?.read();
    this.#known ??= found;
  }

  /** Asks now, and then every few seconds. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#askOn();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#callOff?.();
    await this.#asking;
  }

  /** Asks now. Never rejects: what was known stays known, be it by a process that ended before this one began. */
  async ask(): Promise<void> {
    const { overrides, pauses, timers, logger, kept } = this.#needs;
    const now = timers.now();
    try {
      const known = await overrides.everywhere(now, now + ahead);
      if (JSON.stringify(known) !== JSON.stringify(this.#known)) await kept?.write(known);
      this.#known = known;
      pauses.settle(now);
    } catch (err) {
      if (!this.#known) await this.remember();
      if (!databaseIsAway(err)) logger.error({ err }, 'the overrides could not be asked for');
    }
  }

  current(): readonly Override[] {
    return [...(this.#known ?? []), ...this.#needs.pauses.current()];
  }

  #askOn(): void {
    this.#asking = this.ask().then(() => {
      if (this.#started) this.#callOff = this.#needs.timers.after(askEvery, () => this.#askOn());
    });
  }
}
