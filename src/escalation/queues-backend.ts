import type { JobsOptions, WorkerOptions } from 'bullmq';
import { systemTime } from '../clock.ts';

export const queueNames = ['legs', 'effects'] as const;
export type QueueName = (typeof queueNames)[number];

/** An effect to be performed `delay` milliseconds from now. */
export interface EffectJob {
  /** The effect's UUID, which is also the job's id. */
  readonly id: string;
  /** Placing a leg is held to the calls a second the account may place; other effects are not. */
  readonly queue: QueueName;
  readonly delay: number;
}

/** A job carries the id of an effect and nothing else: job data is clear text. */
export interface JobData {
  readonly effectId: string;
}

/** What is asked of BullMQ's Queue. */
export interface JobQueue {
  add(name: string, data: JobData, opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: JobData; opts: JobsOptions }[]): Promise<unknown>;
  close(): Promise<void>;
}

/** What is asked of BullMQ's Worker. */
export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(
    event: 'completed' | 'failed',
    listener: (job: { readonly id?: string | undefined } | undefined) => void,
  ): unknown;
  close(force?: boolean): Promise<void>;
}

/** A worker at work. */
export interface Hired {
  readonly worker: JobWorker;
  /** Breaks its connections off, whatever it does: closing waits for jobs, and may wait for a store that is away. */
  readonly abandon: () => void;
}

export type Processor = (job: { readonly data: JobData }) => Promise<void>;

/** BullMQ on one kind of store. */
export interface Backend {
  readonly kind: 'redis' | 'postgres' | 'embedded';
  queue(name: QueueName): JobQueue;
  /** A running worker. `signOfLife` is called whenever it asks for work: every two seconds at the least. */
  hire(name: QueueName, processor: Processor, options: WorkerSettings, signOfLife: () => void): Hired;
  /** Rejects, within two seconds, when the store does not answer. */
  reach(): Promise<void>;
  close(): Promise<void>;
}

export type WorkerSettings = Pick<WorkerOptions, 'limiter' | 'concurrency' | 'runRetryDelay' | 'drainDelay'>;

/** A worker never sleeps longer than this, in seconds, so that a lost notification costs no more. */
export const longestSleep = 2;

/** BullMQ asks for a job again at once, and were it refused at once, nothing else would get a turn. Milliseconds. */
const afterRefusal = 500;

interface Sleeper {
  readonly maximumBlockTimeout?: number;
  waitForJob(blockTimeout: number): Promise<unknown>;
  moveToActive(token: string, name?: string): Promise<unknown>;
}

/**
 * The same BullMQ backend, which calls `signOfLife` whenever its worker looks for jobs. One that is refused whenever it
 * asks, because its connection never came about, shows none.
 */
export function observed<B extends Sleeper>(backend: B, signOfLife: () => void): B {
  let isRefused = false;
  const refused = async (verb: keyof Sleeper, problem: unknown): Promise<never> => {
    isRefused = true;
    if (verb === 'moveToActive') await new Promise<void>((resume) => systemTime.after(afterRefusal, resume));
    throw problem;
  };
  Object.defineProperty(backend, 'maximumBlockTimeout', { value: longestSleep });
  for (const verb of ['waitForJob', 'moveToActive'] as const) {
    const original: Sleeper[typeof verb] = backend[verb].bind(backend);
    Object.defineProperty(backend, verb, {
      value: async (...asked: Parameters<typeof original>) => {
        if (!isRefused) signOfLife();
        try {
          const answer: unknown = await Reflect.apply(original, backend, asked);
          isRefused = false;
          return answer;
        } catch (problem) {
          return refused(verb, problem);
        }
      },
    });
  }
  return backend;
}
