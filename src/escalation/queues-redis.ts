import { createRedisBackend, Queue, withBackend, type RedisQueueBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { systemTime } from '../clock.ts';
import type { Logger } from '../logger.ts';
import {
  observed,
  queueNames,
  type Backend,
  type JobData,
  type JobQueue,
  type QueueName,
} from './queues-backend.ts';

const patience = 2_000;

/** Whoever adds a job is told at once that Redis is away; a worker waits for it to come back. */
const common: RedisOptions = {
  connectTimeout: 2_000,
  retryStrategy: (times) => Math.min(times * 100, 2_000),
};
const hasty: RedisOptions = {
  ...common,
  enableOfflineQueue: false,
  commandTimeout: 1_500,
  maxRetriesPerRequest: 0,
};
const patient: RedisOptions = { ...common, maxRetriesPerRequest: null };

/** BullMQ on Redis, under keys that begin with `prefix`. */
export function redisBackend(url: string, prefix: string, logger: Logger): Backend {
  const producer = connect(url, hasty, logger);
  const tried = firstTry(producer);
  const hurried = <T>(work: () => Promise<T>): Promise<T> => within(patience, tried.then(work));
  const queues = { legs: open('legs'), effects: open('effects') };

  function open(name: QueueName): JobQueue {
    const queue = new Queue<JobData, void>(name, { connection: producer, prefix });
    queue.on('error', () => undefined); // The producer's own listener has said it.
    const present = <T>(work: () => Promise<T>): Promise<T> => {
      if (producer.status === 'ready') return work();
      return Promise.reject(new Error('Redis is away'));
    };
    return {
      add: (...job) => hurried(() => present(() => queue.add(...job))),
      addBulk: (jobs) => hurried(() => present(() => queue.addBulk(jobs))),
      close: () => queue.close(),
    };
  }

  return {
    kind: 'redis',
    queue: (name) => queues[name],
    hire: (name, processor, settings, signOfLife) => {
      const connection = connect(url, patient, logger);
      let backend: RedisQueueBackend | undefined;
      const { Worker } = withBackend<RedisQueueBackend, Redis>((...asked) => {
        backend = observed(createRedisBackend(...asked), signOfLife);
        return backend;
      });
      const worker = new Worker<JobData, void>(name, processor, { connection, prefix, ...settings });
      const abandon = (): void => {
        connection.disconnect();
        void backend?.blockingConnection?.close(true).catch(() => undefined);
      };
      return { worker, abandon };
    },
    reach: async () => void (await hurried(() => producer.ping())),
    close: async () => {
      await Promise.all(
        queueNames.map((name) => within(patience, queues[name].close()).catch(() => undefined)),
      );
      producer.disconnect();
    },
  };
}

function connect(url: string, options: RedisOptions, logger: Logger): Redis {
  const redis = new Redis(url, options);
  redis.on('error', logOutage(redis, logger));
  return redis;
}

/** Resolves when Redis was reached for the first time, or could not be: from then on its status is to be believed. */
function firstTry(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['ready', 'close', 'end'] as const) redis.once(event, resolve);
  });
}

/** One line when Redis goes away, not one for each attempt to reach it. */
function logOutage(redis: Redis, logger: Logger): (err: Error) => void {
  let said = false;
  redis.on('ready', () => (said = false));
  return (err) => {
    if (!said) logger.warn({ err }, 'Redis cannot be reached');
    said = true;
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let callOff = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    callOff = systemTime.after(milliseconds, () => reject(new Error('Redis does not answer')));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    callOff();
  }
}
