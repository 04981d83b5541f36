import { createPostgresBackend, withBackend } from 'bullmq';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import { observed, queueNames, type Backend, type JobData } from './queues-backend.ts';

/** BullMQ on the database, through a pool of its own. */
export function postgresBackend(database: Database, prefix: string, logger: Logger): Backend {
  const connection = database.openQueuePool();
  const { Queue } = withBackend(createPostgresBackend);
  const open = (name: string) => {
    const queue = new Queue<JobData, void>(`${prefix}-${name}`, { connection });
    queue.on('error', (err) => logger.warn({ err, queue: name }, 'a queue had a problem'));
    return queue;
  };
  const queues = { legs: open('legs'), effects: open('effects') };
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
    reach: async () => void (await connection.query('select 1')),
    close: async () => {
      await Promise.all(queueNames.map((name) => queues[name].close()));
      await connection.end();
    },
  };
}
