import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { VersionedFile } from '../rota/parse/area-reader.ts';
import type { AreaId } from '../rota/types.ts';
import { isoInstant, type Span } from '../statistics/period.ts';
import type { Queryable } from '../store/queryable.ts';
import { mayConcern } from './version-store.ts';

/** The YAML files of one area as a version has them; none: there was no such area. */
export interface AreaVersion {
  readonly at: Instant;
  readonly files: readonly VersionedFile[];
}

const row = z.object({
  number: z.int(),
  published_at: z.date(),
  name: z.string().nullable(),
  digest: z.string().nullable(),
  text: z.string().nullable(),
});

/** Each text is told once, with the first version that has it: most versions change one file of many. */
const statement = `
with asked as (
  select number, published_at, files from rota_versions
   where number = (select coalesce(max(number) filter (where published_at <= $2), min(number)) from rota_versions)
      or (published_at > $2 and published_at < $3 and ${mayConcern}))
select number, published_at, substr(path, length($1) + 2) as name, md5(content) as digest,
  case when row_number() over (partition by path, md5(content) order by number) = 1 then content end as text
from asked
left join lateral jsonb_each_text(files) as each (path, content)
  on split_part(path, '/', 1) = $1 and path like '%.yaml'
order by number, path`;

/** The version that was in force when `span` began (or else the oldest that is kept), and those that followed in it. */
export async function areaVersions(
  database: Queryable,
  area: AreaId,
  { from, to }: Span,
): Promise<readonly AreaVersion[]> {
  const { rows } = await database.query(statement, [area, isoInstant(from), isoInstant(to)]);
  const versions = new Map<number, { at: Instant; files: VersionedFile[] }>();
  for (const { number, published_at: at, name, digest, text } of z.array(row).parse(rows)) {
    const version = versions.get(number) ?? { at: at.getTime(), files: [] };
    versions.set(number, version);
    if (name !== null && digest !== null) version.files.push({ name, digest, text: text ?? undefined });
  }
  return [...versions.values()];
}
