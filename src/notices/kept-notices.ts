import type { Instant } from '../clock.ts';
import type { AreaId } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';

/** Keeps that these were told; the keys of those that were not kept before. */
export async function keptNotices(
  database: Queryable,
  area: AreaId,
  notices: readonly { readonly key: string; readonly kind: string }[],
  at: Instant,
): Promise<ReadonlySet<string>> {
  const { rows } = await database.query(
    `insert into notices (key, area, kind, sent_at)
     select key, $2, kind, $4 from unnest($1::text[], $3::text[]) as told (key, kind)
     on conflict (key) do nothing returning key`,
    [notices.map(({ key }) => key), area, notices.map(({ kind }) => kind), new Date(at)],
  );
  return new Set((rows as { key: string }[]).map(({ key }) => key));
}

/** Whether this was told. */
export async function wasTold(database: Queryable, key: string): Promise<boolean> {
  const { rows } = await database.query('select 1 from notices where key = $1', [key]);
  return rows.length > 0;
}
