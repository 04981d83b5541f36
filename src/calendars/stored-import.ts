import { z } from 'zod';
import type { Instant } from '../clock.ts';
import { importPreview, type ImportedAs, type ImportPreview } from './preview-shape.ts';

interface Times {
  readonly madeAt: Instant;
  readonly confirmedAt: Instant | undefined;
  readonly undoneAt: Instant | undefined;
}

/** An import as it is kept. */
export interface CalendarImport extends Times {
  readonly id: string;
  readonly preview: ImportPreview;
}

/** An import as it is listed. */
export interface ListedImport extends Times {
  readonly id: string;
  readonly as: ImportedAs;
  /** How many entries were matched. */
  readonly entries: number;
  /** How many of its overrides stand, now or later. */
  readonly standing: number;
  readonly madeBy: string;
}

/** One import of an area; nobody else changes it meanwhile. $1 area, $2 id. */
export const selectForUpdate = `
select id, preview, made_at, confirmed_at, undone_at from calendar_imports where area = $1 and id = $2 for update`;

/** The latest. $1 area, $2 how many, $3 now. */
export const selectListed = `
select id, preview ->> 'as' as "as", jsonb_array_length(preview -> 'matched') as entries, made_by,
       (select count(*)::int from overrides
         where import_id = each.id and removed_at is null and ends_at > $3) as standing,
       made_at, confirmed_at, undone_at
  from calendar_imports as each where area = $1 order by made_at desc, id limit $2`;

const times = z.object({
  made_at: z.date(),
  confirmed_at: z.date().nullable(),
  undone_at: z.date().nullable(),
});
const kept = times.extend({ id: z.string(), preview: importPreview });
const listed = times.extend({
  id: z.string(),
  as: importPreview.shape.as,
  entries: z.int(),
  standing: z.int(),
  made_by: z.string(),
});

/** What `selectForUpdate` found. */
export function importsOf(rows: unknown): readonly CalendarImport[] {
  const found = z.array(kept).parse(rows);
  return found.map(({ id, preview, ...each }) => ({ id, preview, ...timesOf(each) }));
}

/** What `selectListed` found. */
export function listedOf(rows: unknown): readonly ListedImport[] {
  const found = z.array(listed).parse(rows);
  return found.map(({ id, as, entries, standing, made_by, ...each }) => {
    return { id, as, entries, standing, madeBy: made_by, ...timesOf(each) };
  });
}

function timesOf({ made_at, confirmed_at, undone_at }: z.output<typeof times>): Times {
  return {
    madeAt: made_at.getTime(),
    confirmedAt: confirmed_at?.getTime(),
    undoneAt: undone_at?.getTime(),
  };
}
