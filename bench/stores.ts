import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';

/** A store of the bench's own: nothing of anybody else's is in it, and nothing is left of it. */
export interface BenchStore {
  readonly name: 'embedded' | 'postgres' | 'redis';
  readonly title: string;
  /** PostgreSQL and Redis, where the store has them. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** For the embedded database. */
  readonly dataDir: string;
  remove(): Promise<void>;
}

export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** A kind of store, or why it cannot be measured here. */
export type StoreKind =
  | {
      readonly name: BenchStore['name'];
      readonly open: () => Promise<BenchStore>;
      readonly absent?: undefined;
    }
  | { readonly name: BenchStore['name']; readonly absent: string };

/** Every kind of store, those that are not there with the reason. */
export async function storeKinds({ databaseUrl, redisUrl }: Servers): Promise<StoreKind[]> {
  const postgres = await reasonWithout(() => ownDatabase(databaseUrl).then(({ drop }) => drop()));
  const redis = await reasonWithout(() => emptyDatabase(redisUrl));
  const noPostgres =
    postgres && `no PostgreSQL where databases can be made at ${place(databaseUrl)}: ${postgres}`;
  const noRedis = redis && `no Redis with an empty database at ${place(redisUrl)}: ${redis}`;
  return [
    { name: 'embedded', open: () => openStore('embedded') },
    noPostgres
      ? { name: 'postgres', absent: noPostgres }
      : { name: 'postgres', open: () => openStore('postgres', databaseUrl) },
    noPostgres || noRedis
      ? { name: 'redis', absent: [noPostgres, noRedis].filter(Boolean).join('; ') }
      : { name: 'redis', open: () => openStore('redis', databaseUrl, redisUrl) },
  ];
}

/** Where a server is, without who asks it. */
function place(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'no URL';
}

async function reasonWithout(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (problem) {
    if (problem instanceof AggregateError) return String(problem.errors[0]);
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** What each kind of store is called in the tables. */
export const titles = { embedded: 'embedded', postgres: 'Postgres', redis: 'Postgres + Redis' };

async function openStore(name: BenchStore['name'], server?: string, redis?: string): Promise<BenchStore> {
  const own = server ? await ownDatabase(server) : undefined;
  const keys = redis ? await emptyDatabase(redis) : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'rotaline-bench-data-'));
  const remove = async (): Promise<void> => {
    removals.delete(remove);
    await own?.drop();
    await keys?.empty();
    await rm(dataDir, { recursive: true, force: true });
  };
  removals.add(remove);
  return { name, title: titles[name], databaseUrl: own?.url, redisUrl: keys?.url, dataDir, remove };
}

const removals = new Set<() => Promise<void>>();

/** For a bench that is interrupted: whatever stores it has open are removed. */
export async function removeStores(): Promise<void> {
  for (const remove of [...removals]) await remove();
}

async function ownDatabase(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `rotaline_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One of Redis's numbered databases that has no key in it: what is in it afterwards is the bench's. */
async function emptyDatabase(server: string): Promise<{ url: string; empty: () => Promise<void> }> {
  for (let number = 15; number > 0; number--) {
    const url = new URL(server);
    url.pathname = `/${number}`;
    const found = await onRedis(url.href, (redis) => redis.dbsize());
    if (found === 0)
      return { url: url.href, empty: () => onRedis(url.href, async (redis) => void (await redis.flushdb())) };
  }
  throw new Error('none of the databases 1 to 15 is empty');
}

async function onRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
