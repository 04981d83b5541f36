/** The one verb the questions need of a database: a `pg.Pool`, a checked-out client, or an embedded PGlite. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}
