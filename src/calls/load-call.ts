import type { Pool } from 'pg';
import type { Call } from '../call/call.ts';
import type { Instant } from '../clock.ts';
import type { Override } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { whereKey, type CallKey } from './call-key.ts';

/** A call as it stands, with what else the world has to say. */
export interface LoadedCall {
  readonly call: Call;
  /** Which state of the call this is: what is decided of it is stored only while it stands. */
  readonly version: string;
  /** Reservations held by other calls. */
  readonly busy: ReadonlySet<string>;
  /** Overrides that hold at the instant asked for, in any area. */
  readonly overrides: readonly Override[];
}

interface Row {
  readonly state: Call;
  readonly version: string;
  readonly busy: string[] | null;
  readonly overrides: OverrideRow[] | null;
}

interface OverrideRow {
  readonly id: string;
  readonly area: string;
  readonly line: string | null;
  readonly kind: Override['kind'];
  readonly clinician: string;
  readonly stand_in: string | null;
  readonly from: number;
  readonly to: number;
  readonly why: string;
  readonly madeAt: number;
}

/** Those that hold at $2. */
const overridesNow = `
  (select json_agg(json_build_object('id', id, 'area', area, 'line', line, 'kind', kind, 'clinician', clinician,
      'stand_in', stand_in, 'from', extract(epoch from starts_at) * 1000, 'to', extract(epoch from ends_at) * 1000,
      'why', why, 'madeAt', extract(epoch from made_at) * 1000))
    from overrides where removed_at is null and starts_at <= $2 and ends_at > $2) as overrides`;
const world = `(select array_agg(key) from reservations
   where call_id is distinct from calls.id and (free_at is null or free_at > $2)) as busy, ${overridesNow}`;

/** Reads the call without waiting for anybody; `undefined` when there is none. One query. */
export async function loadCall(
  database: Pick<Pool, 'query'>,
  key: CallKey,
  at: Instant,
): Promise<LoadedCall | undefined> {
  const { where, value, name } = whereKey(key);
  const { rows } = await database.query<Row>({
    name: `load-call-by-${name}`,
    text: `select state, calls.xmin::text as version, ${world} from calls where ${where}`,
    values: [value, new Date(at)],
  });
  const [row] = rows;
  return (
    row && {
      call: row.state,
      version: row.version,
      busy: new Set(row.busy),
      overrides: (row.overrides ?? []).map(toOverride),
    }
  );
}

function toOverride({ line, stand_in, ...row }: OverrideRow): Override {
  return { ...row, line: line ?? undefined, with: stand_in ?? undefined };
}

/** The call as it was last committed, without waiting for anybody. */
export async function readCall(pool: Pick<Pool, 'query'>, key: CallKey): Promise<Call | undefined> {
  const { where, value } = whereKey(key);
  const { rows } = await pool.query<{ state: Call }>(`select state from calls where ${where}`, [value]);
  return rows[0]?.state;
}

/** The overrides that hold at an instant, in any area. */
export async function loadOverrides(pool: Queryable, at: Instant): Promise<readonly Override[]> {
  const { rows } = await pool.query(`select $1::text, ${overridesNow}`, [null, new Date(at)]);
  const [row] = rows as Pick<Row, 'overrides'>[];
  return (row?.overrides ?? []).map(toOverride);
}
