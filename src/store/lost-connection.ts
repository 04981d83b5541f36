const tries = 5;

/** PostgreSQL's own words for a connection that it ended: shut down, crashed, or ended by an administrator. */
const ended = new Set<unknown>(['57P01', '57P02', '08003', '08006', 'ECONNRESET', 'EPIPE']);
/** What `pg` says of a connection that was found to be dead; it gives no code. */
const dead = /^Connection terminated|^Client has encountered a connection error/;

/**
 * Runs `work` again on another connection when the one it had was lost: after a restart or a failover of the
 * database, every connection of a pool is dead until it is used. `work` may have been committed without our hearing
 * of it, so twice must mean the same as once. A database that cannot be reached at all is not waited for.
 */
export async function onAnyConnection<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await work();
    } catch (problem) {
      if (left === 0 || !isLostConnection(problem)) throw problem;
    }
  }
}

function isLostConnection(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  return ('code' in problem && ended.has(problem.code)) || dead.test(problem.message);
}
