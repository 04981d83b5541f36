import { systemTime, type Clock, type Instant } from '../clock.ts';
import type { Logger } from '../logger.ts';
import {
  longestSleep,
  queueNames,
  type Backend,
  type Hired,
  type Processor,
  type QueueName,
} from './queues-backend.ts';
import type { Progress } from './queues-progress.ts';

/** Jobs that one process performs at once, a queue. They mostly wait for Twilio or Postgres. */
const concurrency = 50;
/** A worker asks for work every two seconds or oftener; after this long without, it has died (BullMQ #4378). */
const silence = 30_000;
/** How long to wait for jobs in hand when closing; with the store away they cannot be taken off the queue anyway. */
const longestClose = { reachable: 8_000, away: 500 };

interface Needs {
  readonly backend: Backend;
  readonly progress: Progress;
  readonly callsPerSecond: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Post {
  readonly hired: Hired;
  seen: Instant;
}

/** The workers of this process, one a queue. */
export class Crew {
  readonly #needs: Needs;
  readonly #posts = new Map<QueueName, Post>();
  /** Workers that were replaced and are not closed yet. */
  readonly #leaving = new Set<Promise<void>>();
  #processor: Processor | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get size(): number {
    return this.#posts.size;
  }

  start(perform: (effectId: string) => Promise<void>): void {
    const { progress } = this.#needs;
    this.#processor = async ({ data: { effectId } }) => {
      progress.started(effectId);
      try {
        await perform(effectId);
      } finally {
        progress.performed(effectId);
      }
    };
    for (const name of queueNames) this.#man(name, this.#processor);
  }

  /** Replaces workers that show no sign of life, and names their queues. */
  replaceSilent(): QueueName[] {
    const { clock, progress, logger } = this.#needs;
    const silent: QueueName[] = [];
    for (const [name, post] of this.#posts) {
      if (clock.now() - post.seen < silence || progress.performing >= concurrency || !this.#processor)
        continue;
      logger.error({ queue: name }, 'a worker shows no sign of life and is replaced');
      this.#man(name, this.#processor);
      this.#dismiss(post.hired);
      silent.push(name);
    }
    return silent;
  }

  async close(): Promise<void> {
    const { backend } = this.#needs;
    const isAway = await backend.reach().then(
      () => false,
      () => true,
    );
    await Promise.all([...this.#posts.values()].map(({ hired }) => close(hired, isAway)));
    await Promise.all(this.#leaving);
    this.#posts.clear();
  }

  /** It may be alive after all and just have taken a job, which nobody else would be given for half a minute. */
  #dismiss(hired: Hired): void {
    const leaving = close(hired, false)
      .catch(() => undefined)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  #man(name: QueueName, processor: Processor): void {
    const { backend, progress, clock, logger, callsPerSecond } = this.#needs;
    const settings = {
      concurrency,
      runRetryDelay: 2_000,
      drainDelay: longestSleep,
      ...(name === 'legs' && limit(callsPerSecond)),
    };
    const signOfLife = (): void => {
      const post = this.#posts.get(name);
      if (post?.hired === hired) post.seen = clock.now();
    };
    const hired = backend.hire(name, processor, settings, signOfLife);
    const { worker } = hired;
    worker.on('error', (err) => logger.warn({ err, queue: name }, 'a worker had a problem'));
    worker.on('completed', (job) => progress.over(job?.id ?? ''));
    worker.on('failed', (job) => {
      logger.error({ effect: job?.id, queue: name }, 'performing an effect failed');
      progress.over(job?.id ?? '');
    });
    this.#posts.set(name, { hired, seen: clock.now() });
  }
}

/** BullMQ counts whole jobs: half a call a second is one call every two seconds. */
function limit(callsPerSecond: number) {
  if (callsPerSecond <= 0) return {};
  if (callsPerSecond < 1) return { limiter: { max: 1, duration: Math.ceil(1000 / callsPerSecond) } };
  return { limiter: { max: Math.floor(callsPerSecond), duration: 1000 } };
}

/** With the store away BullMQ would wait for ever, and keep its timers, unless it is made to close. */
async function close({ worker, abandon }: Hired, isAway: boolean): Promise<void> {
  const limit = isAway ? longestClose.away : longestClose.reachable;
  let callOff = (): void => undefined;
  const late = new Promise<void>((resolve) => (callOff = systemTime.after(limit, resolve)));
  try {
    await Promise.race([worker.close(isAway), late]);
  } finally {
    callOff();
    abandon();
  }
}
