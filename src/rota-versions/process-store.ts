import { z } from 'zod';
import type { Instant } from '../clock.ts';
import { isoInstant } from '../statistics/period.ts';
import type { Queryable } from '../store/queryable.ts';

/** What one process serves. */
export interface Serving {
  /** Names the process among all that ever ran. */
  readonly process: string;
  /** Of the rota files it serves. */
  readonly hash: string;
  /** What is wrong with its files as they stand now, so that it serves older ones; empty: nothing. */
  readonly faults: readonly string[];
}

/** Who was not seen for so long is gone. */
export const goneAfter = 60_000;

const row = z.object({
  process: z.string(),
  hash: z.string(),
  problem: z.object({ faults: z.array(z.string()) }).nullable(),
});

/** Says what this process serves, forgets who is gone, and tells of the others. */
const statement = `
with mine as (
  insert into rota_processes (process, hash, problem, seen_at) values ($1, $2, $3, $4)
  on conflict (process) do update
    set hash = excluded.hash, problem = excluded.problem, seen_at = excluded.seen_at
), forgotten as (
  delete from rota_processes where seen_at < $5 and process <> $1
)
select process, hash, problem from rota_processes where seen_at >= $5 and process <> $1 order by process`;

/** Which process serves which files. */
export class ProcessStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Says that this process lives and what it serves; gives the others that live. */
  async seen({ process, hash, faults }: Serving, at: Instant): Promise<readonly Serving[]> {
    const problem = faults.length === 0 ? null : JSON.stringify({ faults });
    const values = [process, hash, problem, isoInstant(at), isoInstant(at - goneAfter)];
    const { rows } = await this.#database.query(statement, values);
    return z
      .array(row)
      .parse(rows)
      .map((each) => ({ process: each.process, hash: each.hash, faults: each.problem?.faults ?? [] }));
  }

  /** This process ends. */
  async gone(process: string): Promise<void> {
    await this.#database.query('delete from rota_processes where process = $1', [process]);
  }
}
