import type { Clock } from '../clock.ts';
import { systemTime } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import { postgresBackend } from './queues-postgres.ts';
import { Progress } from './queues-progress.ts';
import { redisBackend } from './queues-redis.ts';
import { Crew } from './queues-workers.ts';
import { queueNames, type Backend, type EffectJob, type QueueName } from './queues-backend.ts';

/** Brings effects to workers when they are due. Holds ids only, and nothing that Postgres does not know better. */
export interface Queues {
  readonly kind: 'redis' | 'postgres' | 'embedded';
  /**
   * Adds the jobs. Adding one that is already waiting changes nothing; one that is being performed is added again as
   * soon as that has ended. Rejects within two seconds when Redis is away: the sweeper then performs the effects.
   */
  add(jobs: readonly EffectJob[]): Promise<void>;
  /** Starts the workers. What `perform` throws is logged, and the job is over: to try again is to add it again. */
  work(perform: (effectId: string) => Promise<void>): Promise<void>;
  /**
   * Resolves when no job that is due is left and none is being performed, as far as this process added and performed
   * them. For stories and the demo, where one process does both; needs the option `tracked`.
   */
  settled(): Promise<void>;
  /** Whether jobs can be added and are taken. A worker without a sign of life is replaced. Never throws. */
  ready(): Promise<{ readonly ok: boolean; readonly detail: string }>;
  /** Waits for jobs that are being performed, ten seconds at most. */
  close(): Promise<void>;
}

export interface QueueOptions {
  /** BullMQ on Redis; not set, BullMQ on the database. */
  readonly redisUrl?: string | undefined;
  readonly database: Database;
  readonly logger: Logger;
  /** Calls a second the account may place; 0 for no limit. Fractions are allowed. */
  readonly callsPerSecond: number;
  /** Sets these queues apart from others on the same Redis or database. */
  readonly prefix?: string;
  /** Counts jobs for `settled()`. */
  readonly tracked?: boolean;
  /** By this time workers show that they are alive; not the time of calls. */
  readonly clock?: Clock;
}

/** Opens both queues. Nothing is awaited from Redis here, so that the program starts without it. */
export function openQueues(options: QueueOptions): Queues {
  const { redisUrl, database, logger, prefix = 'rotaline' } = options;
  const backend = redisUrl
    ? redisBackend(redisUrl, prefix, logger)
    : postgresBackend(database, prefix, logger);
  return new BullQueues(backend, options);
}

class BullQueues implements Queues {
  readonly kind: Queues['kind'];
  readonly #backend: Backend;
  readonly #progress: Progress;
  readonly #crew: Crew;
  #closed: Promise<void> | undefined;

  constructor(
    backend: Backend,
    { logger, callsPerSecond, tracked = false, clock = systemTime }: QueueOptions,
  ) {
    this.kind = backend.kind;
    this.#backend = backend;
    this.#progress = new Progress(tracked, (job) => this.#addAgain(job, logger));
    this.#crew = new Crew({ backend, progress: this.#progress, callsPerSecond, clock, logger });
  }

  async add(jobs: readonly EffectJob[]): Promise<void> {
    const free = this.#progress.added(jobs);
    try {
      await Promise.all(
        queueNames.map((name) =>
          this.#addTo(
            name,
            free.filter((job) => job.queue === name),
          ),
        ),
      );
    } catch (problem) {
      this.#progress.notAdded(free);
      throw problem;
    }
  }

  async work(perform: (effectId: string) => Promise<void>): Promise<void> {
    this.#crew.start(perform);
  }

  settled(): Promise<void> {
    return this.#progress.settled();
  }

  async ready(): Promise<{ ok: boolean; detail: string }> {
    try {
      await this.#backend.reach();
    } catch {
      return {
        ok: false,
        detail: `${this.kind} cannot be reached; the sweeper performs effects, later than they are due`,
      };
    }
    const silent = this.#crew.replaceSilent();
    if (silent.length > 0)
      return { ok: false, detail: `no sign of life from the worker of: ${silent.join(', ')}` };
    return { ok: true, detail: `${this.kind}, ${this.#crew.size} workers` };
  }

  close(): Promise<void> {
    this.#closed ??= this.#crew.close().then(() => this.#backend.close());
    return this.#closed;
  }

  async #addTo(name: QueueName, jobs: readonly EffectJob[]): Promise<void> {
    const queue = this.#backend.queue(name);
    const bullJobs = jobs.map(asJob);
    if (bullJobs.length > fewJobs) await queue.addBulk(bullJobs);
    else for (const { name: what, data, opts } of bullJobs) await queue.add(what, data, opts);
  }

  async #addAgain(job: EffectJob, logger: Logger): Promise<void> {
    try {
      await this.add([job]);
    } catch (err) {
      logger.warn({ err, effect: job.id }, 'an effect could not be queued again');
    }
  }
}

/** On Postgres a bulk makes a table for itself: up to this many jobs are sooner added one by one. */
const fewJobs = 4;

function asJob({ id, delay }: EffectJob) {
  const opts = {
    jobId: id,
    delay: Math.max(0, Math.round(delay)),
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: true,
  };
  return { name: 'effect', data: { effectId: id }, opts };
}
