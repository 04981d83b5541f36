import type { Instant } from '../clock.ts';
import type { Override } from '../rota/types.ts';

/** An override with who made it and when, and who removed it. */
export interface StoredOverride extends Override {
  /** A swap both ways is two overrides with one pair. */
  readonly pair: string | undefined;
  /** "key manager-a", "clinician brown". Never a secret. */
  readonly madeBy: string;
  readonly madeAt: Instant;
  /** A removed override counts no more, and is kept. */
  readonly removed: { readonly by: string; readonly at: Instant } | undefined;
}

export interface OverrideRow {
  readonly id: string;
  readonly area: string;
  readonly line: string | null;
  readonly kind: Override['kind'];
  readonly clinician: string;
  readonly stand_in: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly why: string;
  readonly pair: string | null;
  readonly made_by: string;
  readonly made_at: Date;
  readonly removed_at: Date | null;
  readonly removed_by: string | null;
}

export const overrideColumns = `id, area, line, kind, clinician, stand_in, starts_at, ends_at, why, pair, made_by,
  made_at, removed_at, removed_by`;

export function storedOverride(row: OverrideRow): StoredOverride {
  return {
    id: row.id,
    area: row.area,
    line: row.line ?? undefined,
    kind: row.kind,
    clinician: row.clinician,
    with: row.stand_in ?? undefined,
    from: row.starts_at.getTime(),
    to: row.ends_at.getTime(),
    why: row.why,
    pair: row.pair ?? undefined,
    madeBy: row.made_by,
    madeAt: row.made_at.getTime(),
    removed: row.removed_at ? { by: row.removed_by ?? 'unknown', at: row.removed_at.getTime() } : undefined,
  };
}
