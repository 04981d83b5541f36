import { createPostgresBackend, withBackend } from 'bullmq';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import { observed, queueNames, type Backend, type JobData, type JobQueue } from './queues-backend.ts';

/** BullMQ on the database, through a pool of its own. */
export function postgresBackend(database: Database, prefix: string, logger: Logger): Backend {
  const connection = database.openQueuePool();
  const { Queue } = withBackend(createPostgresBackend);
  const open = async (name: string): Promise<JobQueue> => {
    const queue = new Queue<JobData, void>(`${prefix}-${name}`, { connection });
    queue.on('error', (err) => logger.warn({ err, queue: name }, 'a queue had a problem'));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (problem) {
      await queue.close();
      throw problem;
    }
  };
  const queues = {
    legs: new PatientQueue(() => open('legs')),
    effects: new PatientQueue(() => open('effects')),
  };
  return {
    kind: database.kind,
    queue: (name) => queues[name],
    hire: (name, processor, settings, signOfLife) => {
      const { Worker } = withBackend<ReturnType<typeof createPostgresBackend>, typeof connection>(
        (...asked) => observed(createPostgresBackend(...asked), signOfLife),
      );
      const worker = new Worker<JobData, void>(`${prefix}-${name}`, processor, { connection, ...settings });
      return { worker, abandon: () => void worker.disconnect().catch(() => undefined) };
    },
    reach: async () => {
      await connection.query('select 1');
      await Promise.all(queueNames.map((name) => queues[name].reached()));
    },
    close: async () => {
      await Promise.all(queueNames.map((name) => queues[name].close()));
      await connection.end();
    },
  };
}

/** A queue of BullMQ that could not be opened refuses every job for ever: here another is opened for the next job. */
class PatientQueue implements JobQueue {
  readonly #open: () => Promise<JobQueue>;
  #queue: Promise<JobQueue> | undefined;

  constructor(open: () => Promise<JobQueue>) {
    this.#open = open;
    this.#opened().catch(() => undefined);
  }

  async add(...job: Parameters<JobQueue['add']>): Promise<unknown> {
    return (await this.#opened()).add(...job);
  }

  async addBulk(...jobs: Parameters<JobQueue['addBulk']>): Promise<unknown> {
    return (await this.#opened()).addBulk(...jobs);
  }

  /** Rejects while it cannot be opened. */
  async reached(): Promise<void> {
    await this.#opened();
  }

  async close(): Promise<void> {
    const queue = await this.#queue?.catch(() => undefined);
    await queue?.close();
  }

  #opened(): Promise<JobQueue> {
    this.#queue ??= this.#open().catch((problem: unknown) => {
      this.#queue = undefined;
      throw problem;
    });
    return this.#queue;
  }
}
