import type { Pool, PoolClient } from 'pg';
import { onAnyConnection } from './lost-connection.ts';

const tries = 3;

/** Serialization failure and deadlock: Postgres rolled back an innocent, who may try again. */
const worthAnotherTry = ['40001', '40P01'];

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. After a deadlock or a
 * serialization failure the whole of `work` runs again, at most three times in all: it must not act on the world.
 * It runs again, too, when its connection was lost, even if that was while it was being committed.
 * Everything in it must go through `client`; another client would wait for this transaction for ever.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await onAnyConnection(() => once(pool, work));
    } catch (problem) {
      if (left === 0 || !isConflict(problem)) throw problem;
    }
  }
}

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const whenBroken = (error: Error): void => void (broken = error);
  client.on('error', whenBroken);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (problem) {
    broken ??= await rollBack(client);
    throw problem;
  } finally {
    client.off('error', whenBroken);
    client.release(broken);
  }
}

/** What went wrong with the rollback: then the connection is of no more use. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? problem : new Error(String(problem));
  }
}

/** Whether Postgres rolled back an innocent, who may try again. */
export function isConflict(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && worthAnotherTry.includes(String(problem.code));
}
