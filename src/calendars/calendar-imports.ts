import type { Pool, PoolClient } from 'pg';
import type { Clock, Instant } from '../clock.ts';
import { takeTurn } from '../overrides/override-queries.ts';
import type { OverrideDraft } from '../rota/override-draft.ts';
import type { Area, AreaId } from '../rota/types.ts';
import { inTransaction } from '../store/transaction.ts';
import { draftsOf } from './import-preview.ts';
import type { ImportPreview } from './preview-shape.ts';
import { readImport, type ImportedFile } from './read-import.ts';
import {
  importsOf,
  listedOf,
  selectForUpdate,
  selectListed,
  type CalendarImport,
  type ListedImport,
} from './stored-import.ts';

/** What became of an import, with how many overrides were written or removed just now. */
export type Settled =
  | { readonly result: 'done' | 'already'; readonly import: CalendarImport; readonly overrides: number }
  | { readonly result: 'unknown' | 'undone-before' | 'not-confirmed' | 'outdated' };

/** Calendars and tables that become overrides: read, shown, and written only when confirmed. */
export class CalendarImports {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(pool: Pool, clock: Clock, newId: () => string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** What a file would do. Writes nothing. */
  async read(area: Area, file: ImportedFile): Promise<ImportPreview> {
    return readImport(area, file, this.#clock.now());
  }

  /** Keeps a preview for being confirmed, for a week (`keptFor`); the rota is as before. */
  async keep(area: AreaId, preview: ImportPreview, by: string): Promise<string> {
    const id = this.#newId();
    await this.#pool.query(
      'insert into calendar_imports (id, area, preview, made_by, made_at) values ($1, $2, $3, $4, $5)',
      [id, area, JSON.stringify(preview), by, new Date(this.#clock.now())],
    );
    return id;
  }

  /** The area's latest imports, the newest first: by its id one is confirmed or undone. */
  async list(area: AreaId, limit: number): Promise<readonly ListedImport[]> {
    const values = [area, limit, new Date(this.#clock.now())];
    return listedOf((await this.#pool.query(selectListed, values)).rows);
  }

  /**
   * Writes the overrides of a preview, all of them or none, and once however often it is asked. What is over by now is
   * left out.
   */
  async confirm(area: Area, id: string, by: string): Promise<Settled> {
    return this.#settle(area.id, id, async (client, found) => {
      if (found.undoneAt !== undefined) return { result: 'undone-before' };
      if (found.confirmedAt !== undefined) return { result: 'already', import: found, overrides: 0 };
      const drafts = draftsOf(area, found.preview);
      if (!drafts.every((draft) => isStillThere(area, draft))) return { result: 'outdated' };
      const now = this.#clock.now();
      const toCome = drafts.filter(({ to }) => to > now);
      const overrides = await this.#insert(client, found, toCome, by, now);
      await client.query('update calendar_imports set confirmed_at = $2, preview = $3 where id = $1', [
        id,
        new Date(now),
        JSON.stringify(withoutWords(found.preview)),
      ]);
      return { result: 'done', import: { ...found, confirmedAt: now }, overrides };
    });
  }

  /** Removes what the import wrote and nothing else. What is over stays, for it was so; so does who removed what before. */
  async undo(area: AreaId, id: string, by: string): Promise<Settled> {
    return this.#settle(area, id, async (client, found) => {
      if (found.confirmedAt === undefined) return { result: 'not-confirmed' };
      if (found.undoneAt !== undefined) return { result: 'already', import: found, overrides: 0 };
      const now = this.#clock.now();
      const { rowCount } = await client.query(
        `update overrides set removed_at = $2, removed_by = $3
          where import_id = $1 and removed_at is null and ends_at > $2`,
        [id, new Date(now), by],
      );
      await client.query('update calendar_imports set undone_at = $2 where id = $1', [id, new Date(now)]);
      return { result: 'done', import: { ...found, undoneAt: now }, overrides: rowCount ?? 0 };
    });
  }

  /** Nobody else changes the area's overrides, nor this import, meanwhile. */
  async #settle(
    area: AreaId,
    id: string,
    work: (client: PoolClient, found: CalendarImport) => Promise<Settled>,
  ): Promise<Settled> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, area, undefined);
      const [found] = importsOf((await client.query(selectForUpdate, [area, id])).rows);
      return found ? work(client, found) : { result: 'unknown' };
    });
  }

  /**
   * One statement for all. What was entered by hand, word for word, is not written again, and so is not undone either.
   * What another import wrote is: else undoing that one would take away what this one says.
   */
  async #insert(
    client: PoolClient,
    { id }: CalendarImport,
    drafts: readonly OverrideDraft[],
    by: string,
    now: Instant,
  ): Promise<number> {
    const rows = drafts.map(({ line, from, to, ...draft }) => ({
      ...{ id: this.#newId(), line: line ?? null, starts_at: new Date(from), ends_at: new Date(to) },
      ...{ area: draft.area, kind: draft.kind, clinician: draft.clinician, why: draft.why },
    }));
    const { rowCount } = await client.query(insertAll, [JSON.stringify(rows), by, new Date(now), id]);
    return rowCount ?? 0;
  }
}

const insertAll = `
insert into overrides (id, area, line, kind, clinician, starts_at, ends_at, why, made_by, made_at, import_id)
select id, area, line, kind, clinician, starts_at, ends_at, why, $2, $3, $4
  from jsonb_to_recordset($1::jsonb) as draft (id uuid, area text, line text, kind text, clinician text,
    starts_at timestamptz, ends_at timestamptz, why text)
 where not exists (
   select from overrides as known
    where known.removed_at is null and (known.import_id is null or known.import_id = $4)
      and known.area = draft.area and known.kind = draft.kind
      and known.clinician = draft.clinician and known.line is not distinct from draft.line
      and known.starts_at = draft.starts_at and known.ends_at = draft.ends_at)`;

/** The rota may have changed since the preview was made. */
function isStillThere(area: Area, { clinician, line }: OverrideDraft): boolean {
  return area.people.has(clinician) && (line === undefined || area.lines.some(({ id }) => id === line));
}

/** What entries were called may be private, and is of no use once they are written. */
function withoutWords(preview: ImportPreview): ImportPreview {
  return { ...preview, matched: preview.matched.map((each) => ({ ...each, text: '' })), unmatched: [] };
}
