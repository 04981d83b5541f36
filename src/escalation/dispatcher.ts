import type { Logger } from 'pino';
import type { StoredEffect } from '../outbox/effect.ts';
import type { Clock } from '../clock.ts';
import type { EffectJob } from './queues-backend.ts';
import type { Queues } from './queues.ts';

/** Beyond this an effect waits in the outbox alone, and the sweeper finds it. */
const QUEUED_AHEAD = 24 * 3_600_000;

export interface DispatcherNeeds {
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Effects that are not due yet are left to whoever moves the time, which BullMQ does not know when it is virtual. */
  readonly held?: boolean | undefined;
}

/**
 * Hands stored effects to BullMQ. Never throws and is never waited for: what the queue does not take is performed
 * by the sweeper, which is told at once.
 */
export class Dispatcher {
  readonly #queues: Pick<Queues, 'add'>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #held: boolean;
  /** How often effects were handed in: whoever moves the time then looks anew at what is due. */
  dispatches = 0;
  readonly #underWay = new Set<Promise<void>>();
  #whenLost: () => void = () => undefined;

  constructor({ queues, clock, logger, held = false }: DispatcherNeeds) {
    this.#queues = queues;
    this.#clock = clock;
    this.#logger = logger;
    this.#held = held;
  }

  /** Who performs effects that the queue did not take. */
  onLost(sweep: () => void): void {
    this.#whenLost = sweep;
  }

  dispatch(effects: readonly StoredEffect[]): void {
    if (effects.length > 0) this.dispatches++;
    const now = this.#clock.now();
    const ahead = this.#held ? 1 : QUEUED_AHEAD;
    const jobs = effects.map((stored) => toJob(stored, now)).filter((job) => job.delay < ahead);
    if (jobs.length === 0) return;
    this.alongside(this.#add(jobs));
  }

  /** Work beside a webhook that may dispatch effects: `flushed` waits for it, too. It must not reject. */
  alongside(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #add(jobs: readonly EffectJob[]): Promise<void> {
    try {
      await this.#queues.add(jobs);
    } catch (problem) {
      this.#logger.warn({ err: problem, jobs: jobs.length }, 'the queue did not take jobs; the sweeper will');
      this.#whenLost();
    }
  }

  /** Resolves when everything dispatched so far has reached the queue, or failed to, and all work alongside is done. */
  async flushed(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}

/** Asking for a leg has a queue of its own, because the account may place only so many a second. */
function toJob({ id, effect }: StoredEffect, now: number): EffectJob {
  return {
    id,
    queue: effect.kind === 'place-leg' ? 'legs' : 'effects',
    delay: Math.max(0, effect.dueAt - now),
  };
}
