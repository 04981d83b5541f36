import { PGlite } from '@electric-sql/pglite';
import { sql } from '../../src/store/migrations/0001-calls.ts';
import type { Queryable } from '../../src/statistics/queryable.ts';

export interface TestDatabase extends Queryable {
  close(): Promise<void>;
}

/** An empty database with the program's schema, in memory. */
export async function aDatabase(): Promise<TestDatabase> {
  const database = new PGlite();
  await database.exec(sql);
  return database;
}
