import type { Logger } from 'pino';
import type { Instant, Timers } from '../clock.ts';
import type { LegEffects } from './leg-effects.ts';
import type { Claimed, Outbox } from '../outbox/outbox.ts';
import { mostCopies } from '../texts/done-after-text.ts';
import type { Performer } from './performer.ts';
import type { Queues } from './queues.ts';

export interface SweeperNeeds {
  readonly outbox: Pick<Outbox, 'overdue' | 'stale' | 'failed' | 'again'>;
  readonly performer: Pick<Performer, 'perform' | 'performClaimed'>;
  readonly legs: Pick<LegEffects, 'unknown'>;
  readonly queues: Pick<Queues, 'ready'>;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Legs a second the account may place; 0: no limit of ours. */
  readonly callsPerSecond: number;
  /** No other process has this database: what was claimed before this one began, was claimed by one that is gone. */
  readonly alone: boolean;
}

const EVERY = 1_000;
/** How late an effect may be before its job counts as lost: while the queue works, and while it does not. */
const GRACE = 10_000;
const GRACE_WITHOUT_QUEUE = 250;
/** Legs wait in their queue for their turn when the account places only so many a second. */
const GRACE_IN_TURN = 120_000;
/** A request to Twilio is given up after 10 s: whoever claimed an effect longer ago is gone. */
const STALE = 15_000;
const AT_ONCE = 100;

/**
 * Performs what its job did not: a job lost with Redis, or its worker. With the queue away it walks every rota
 * alone, a little slower.
 */
export class Sweeper {
  readonly #needs: SweeperNeeds;
  readonly #began: Instant;
  #sweeping: Promise<void> | undefined;
  #stopped = true;
  #callOff: () => void = () => undefined;

  constructor(needs: SweeperNeeds) {
    this.#needs = needs;
    this.#began = needs.timers.now();
  }

  start(): void {
    this.#stopped = false;
    this.#next(EVERY);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#sweeping;
  }

  /** The queue did not take something: look at once. */
  soon(): void {
    if (!this.#stopped && !this.#sweeping) this.#next(GRACE_WITHOUT_QUEUE);
  }

  #next(delay: number): void {
    this.#callOff();
    this.#callOff = this.#needs.timers.after(delay, () => {
      this.#sweeping = this.sweep()
        .catch((problem: unknown) => this.#needs.logger.error({ err: problem }, 'the sweep failed'))
        .finally(() => {
          this.#sweeping = undefined;
          if (!this.#stopped) this.#next(EVERY);
        });
    });
  }

  /** One sweep: what is overdue is performed, and what somebody took and never finished is taken over. */
  async sweep(): Promise<void> {
    const { outbox, queues, timers, performer, logger, alone } = this.#needs;
    const now = timers.now();
    const isQueueUp = (await queues.ready()).ok;
    const grace = isQueueUp ? GRACE : GRACE_WITHOUT_QUEUE;
    const overdue = await outbox.overdue(now - grace, AT_ONCE);
    const lost = await this.#without(overdue, isQueueUp, now);
    if (lost.length > 0)
      logger.warn({ effects: lost.length, queue: isQueueUp }, 'the sweeper performs lost effects');
    await Promise.all(lost.map((id) => performer.perform(id)));
    const gone = Math.max(now - STALE, alone ? this.#began - 1 : 0);
    for (const claimed of await outbox.stale(gone, now)) await this.#takeOver(claimed);
  }

  /** Leaves out the legs that only wait for their turn; without the queue, gives them their turns itself. */
  async #without(
    overdue: Awaited<ReturnType<Outbox['overdue']>>,
    isQueueUp: boolean,
    now: number,
  ): Promise<readonly string[]> {
    const { callsPerSecond, outbox } = this.#needs;
    const legs = overdue.filter((effect) => effect.kind === 'place-leg').map((effect) => effect.id);
    const others = overdue.filter((effect) => effect.kind !== 'place-leg').map((effect) => effect.id);
    if (callsPerSecond === 0) return [...others, ...legs];
    if (!isQueueUp) return [...others, ...legs.slice(0, Math.ceil(callsPerSecond))];
    const late = legs.length > 0 ? await outbox.overdue(now - GRACE_IN_TURN, AT_ONCE) : [];
    return [...others, ...late.filter((effect) => effect.kind === 'place-leg').map((effect) => effect.id)];
  }

  /**
   * Whoever asked for a leg or sent a text may have been heard: those are not asked again, but for news that does no harm
   * twice and much by not coming.
   */
  async #takeOver(claimed: Claimed): Promise<void> {
    const { performer, legs, outbox, timers } = this.#needs;
    switch (claimed.effect.kind) {
      case 'place-leg':
        await legs.unknown(claimed, claimed.effect.attempt, 'whoever asked for the leg is gone');
        return;
      case 'send-notice':
        if (claimed.tries < mostCopies) return outbox.again(claimed.id, timers.now());
        return outbox.failed(claimed.id, 'whoever sent the text is gone', timers.now());
      case 'send-text':
      case 'tell-backed-off':
        return outbox.failed(claimed.id, 'whoever sent the text is gone', timers.now());
      case 'ring-phone':
        // The end of the check finds out what became of the leg.
        return outbox.failed(claimed.id, 'whoever rang the phone is gone', timers.now());
      default:
        return performer.performClaimed(claimed);
    }
  }
}
