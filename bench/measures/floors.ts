import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createLogger } from '../../src/logger.ts';
import { seededRandom } from '../../src/phone-network/seeded-random.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { SignedPosts } from '../carrier/signed-posts.ts';
import { summarise, type Summary } from '../figures.ts';
import { paced, pause } from '../pause.ts';
import { account, freePort } from '../program.ts';
import type { BenchStore } from '../stores.ts';

/** What the parts of a next dial cost by themselves, in milliseconds. */
export interface Floors {
  /** Express answers a signed form. */
  readonly express: Summary;
  /** BullMQ, from adding a job to its start. */
  readonly queue: Summary;
  /** One row inserted and committed. */
  readonly insert: Summary;
}

/** Often enough that nothing has gone to sleep, seldom enough that nothing waits for another. */
const PER_SECOND = 40;

/** Measures them on this store, which the program must not have open. */
export async function measureFloors(store: BenchStore, count: number): Promise<Floors> {
  const logger = createLogger('silent');
  const database = await openDatabase({ databaseUrl: store.databaseUrl, dataDir: store.dataDir, logger });
  try {
    await migrate(database.pool, logger);
    return {
      express: await expressFloor(count),
      queue: await queueFloor(store, database, count),
      insert: await insertFloor(database, count),
    };
  } finally {
    await database.close();
  }
}

/** The milliseconds of doing `work` so often, the first tenth left out. */
async function timed(count: number, work: (number: number) => Promise<number>): Promise<Summary> {
  const random = seededRandom(count);
  const all = await paced({ count: Math.ceil(count * 1.1), perSecond: PER_SECOND, random }, work);
  return summarise(all.slice(-count));
}

async function insertFloor({ pool }: Database, count: number): Promise<Summary> {
  await pool.query('create table bench_floor (id uuid primary key, data jsonb not null)');
  const data = JSON.stringify({ text: 'x'.repeat(500) });
  const insert = { name: 'bench-floor', text: 'insert into bench_floor (id, data) values ($1, $2)' };
  try {
    return await timed(count, async () => {
      const began = performance.now();
      await pool.query({ ...insert, values: [randomUUID(), data] });
      return performance.now() - began;
    });
  } finally {
    await pool.query('drop table bench_floor');
  }
}

async function queueFloor(store: BenchStore, database: Database, count: number): Promise<Summary> {
  const began = new Map<string, (milliseconds: number) => void>();
  const processor = async (job: { readonly id?: string | undefined }): Promise<void> =>
    began.get(job.id ?? '')?.(performance.now());
  const open = store.redisUrl ? onRedis(store.redisUrl, processor) : onDatabase(database, processor);
  try {
    return await timed(count, async () => {
      const jobId = randomUUID();
      const started = new Promise<number>((resolve) => began.set(jobId, resolve));
      const adding = performance.now();
      await open.queue.add('floor', {}, { jobId, removeOnComplete: true });
      return (await started) - adding;
    });
  } finally {
    await open.close();
  }
}

type Processor = (job: { readonly id?: string | undefined }) => Promise<void>;

interface OpenQueue {
  readonly queue: { add(name: string, data: object, options: object): Promise<unknown> };
  close(): Promise<void>;
}

function onRedis(url: string, processor: Processor): OpenQueue {
  const producer = new Redis(url);
  const queue = new Queue('bench-floor', { connection: producer });
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const worker = new Worker('bench-floor', processor, { connection, concurrency: 50 });
  return {
    queue,
    close: async () => {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
      producer.disconnect();
      connection.disconnect();
    },
  };
}

function onDatabase(database: Database, processor: Processor): OpenQueue {
  const connection = database.openQueuePool();
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const queue = new Queue('bench-floor', { connection });
  const worker = new Worker('bench-floor', processor, { connection, concurrency: 50 });
  return {
    queue,
    close: async () => {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
      await connection.end();
    },
  };
}

async function expressFloor(count: number): Promise<Summary> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const file = fileURLToPath(new URL('../bare-express.js', import.meta.url));
  const child = spawn(process.execPath, [file, url, account.authToken], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const posts = new SignedPosts(account.authToken);
  try {
    await new Promise((said, failed) => {
      child.stdout.once('data', said);
      child.once('exit', () => failed(new Error('the bare Express server did not start')));
    });
    const form = { AccountSid: account.accountSid, CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'no-answer' };
    return await timed(count, async () => {
      await posts.post(`${url}/webhooks/voice/leg-status`, form);
      return posts.timings.at(-1)?.milliseconds ?? 0;
    });
  } finally {
    posts.close();
    child.removeAllListeners('exit');
    child.kill();
    await pause(50);
  }
}
