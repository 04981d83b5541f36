import type { StoredEffect } from './effect.ts';
import type { Instant } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';

/**
 * Puts effects that belong to no call into the outbox, in whatever transaction `database` is in. One whose id is there
 * already changes nothing. Returns those that are new: they are to be dispatched after the commit.
 */
export async function keepEffects(
  database: Queryable,
  effects: readonly StoredEffect[],
  at: Instant,
): Promise<readonly StoredEffect[]> {
  if (effects.length === 0) return [];
  const rows = effects.map(({ id, effect: { kind, dueAt, ...data } }) => ({
    id,
    kind,
    data,
    due_at: new Date(dueAt).toISOString(),
  }));
  const kept = await database.query(
    `insert into effects (id, kind, data, due_at, created_at)
     select id, kind, data, due_at, $2::timestamptz
       from jsonb_to_recordset($1::jsonb) as r (id uuid, kind text, data jsonb, due_at timestamptz)
     on conflict (id) do nothing returning id`,
    [JSON.stringify(rows), new Date(at)],
  );
  const ids = new Set((kept.rows as { id: string }[]).map(({ id }) => id));
  return effects.filter(({ id }) => ids.has(id));
}
