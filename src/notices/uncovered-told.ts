import type { PoolClient } from 'pg';
import type { AreaId } from '../rota/types.ts';
import type { UncoveredSpan } from '../outbox/notice.ts';

interface Row {
  readonly line: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
}

/** What an area's managers were told of that still has nobody; nobody else reads it until the transaction ends. */
export async function uncoveredTold(client: PoolClient, area: AreaId): Promise<readonly UncoveredSpan[]> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`uncovered ${area}`]);
  const { rows } = await client.query<Row>(
    'select line, starts_at, ends_at from uncovered_told where area = $1 order by line, starts_at',
    [area],
  );
  return rows.map(({ line, starts_at: from, ends_at: to }) => ({
    line,
    from: from.getTime(),
    to: to.getTime(),
  }));
}

/** From now on it is this. */
export async function keepUncoveredTold(
  client: PoolClient,
  area: AreaId,
  told: readonly UncoveredSpan[],
): Promise<void> {
  await client.query('delete from uncovered_told where area = $1', [area]);
  if (told.length === 0) return;
  await client.query(
    `insert into uncovered_told (area, line, starts_at, ends_at)
     select $1, line, starts_at, ends_at
       from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as told (line, starts_at, ends_at)`,
    [
      area,
      told.map(({ line }) => line),
      told.map(({ from }) => new Date(from)),
      told.map(({ to }) => new Date(to)),
    ],
  );
}
