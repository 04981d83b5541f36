import type { PoolClient } from 'pg';
import type { Instant } from '../clock.ts';
import type { OverrideDraft } from '../rota/override-draft.ts';
import type { AreaId } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { overrideColumns, storedOverride, type OverrideRow, type StoredOverride } from './stored-override.ts';

/** A request that may come twice: the same key of the same holder, with the same or with another content. */
export interface RequestOnce {
  readonly key: string;
  /** Of everything that was asked. */
  readonly digest: string;
}

/** What a request made the first time. */
export interface RequestBefore {
  readonly digest: string;
  readonly overrides: readonly StoredOverride[];
}

/** Runs `select overrideColumns from overrides` with what follows. */
export async function selectOverrides(
  database: Queryable,
  rest: string,
  values: unknown[],
): Promise<readonly StoredOverride[]> {
  const { rows } = await database.query(`select ${overrideColumns} from overrides ${rest}`, values);
  return (rows as OverrideRow[]).map(storedOverride);
}

/** Waits until nobody else changes the overrides of this area, or asks with this key; until the transaction ends. */
export async function takeTurn(client: PoolClient, area: AreaId, asker: string | undefined): Promise<void> {
  const names = [...(asker === undefined ? [] : [`override request ${asker}`]), `overrides of ${area}`];
  for (const name of names) {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  }
}

/** What the same holder made with the same key before. */
export async function requestBefore(
  database: Queryable,
  by: string,
  key: string,
): Promise<RequestBefore | undefined> {
  const { rows } = await database.query(
    'select digest, overrides from override_requests where made_by = $1 and key = $2',
    [by, key],
  );
  const [row] = rows as { digest: string; overrides: string[] }[];
  if (!row) return undefined;
  const overrides = await selectOverrides(database, 'where id = any ($1::uuid[])', [row.overrides]);
  return { digest: row.digest, overrides: inOrder(overrides, row.overrides) };
}

function inOrder(overrides: readonly StoredOverride[], ids: readonly string[]): readonly StoredOverride[] {
  return overrides.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

export async function keepRequest(
  client: PoolClient,
  by: string,
  { key, digest }: RequestOnce,
  overrides: readonly StoredOverride[],
  at: Instant,
): Promise<void> {
  await client.query(
    'insert into override_requests (made_by, key, digest, overrides, made_at) values ($1, $2, $3, $4, $5)',
    [by, key, digest, overrides.map(({ id }) => id), new Date(at)],
  );
}

/** The standing override that says what the draft says, whatever its reason; the first if there are several. */
export async function identicalTo(
  client: PoolClient,
  draft: OverrideDraft,
  paired: boolean,
): Promise<StoredOverride | undefined> {
  const [found] = await selectOverrides(
    client,
    `where removed_at is null and area = $1 and kind = $2 and clinician = $3 and line is not distinct from $4
       and stand_in is not distinct from $5 and starts_at = $6 and ends_at = $7 and (pair is not null) = $8
     order by made_at, id limit 1`,
    [
      draft.area,
      draft.kind,
      draft.clinician,
      draft.line ?? null,
      draft.with ?? null,
      new Date(draft.from),
      new Date(draft.to),
      paired,
    ],
  );
  return found;
}

export async function insertOverride(client: PoolClient, made: StoredOverride): Promise<void> {
  await client.query(
    `insert into overrides (id, area, line, kind, clinician, stand_in, starts_at, ends_at, why, pair, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      made.id,
      made.area,
      made.line ?? null,
      made.kind,
      made.clinician,
      made.with ?? null,
      new Date(made.from),
      new Date(made.to),
      made.why,
      made.pair ?? null,
      made.madeBy,
      new Date(made.madeAt),
    ],
  );
}
