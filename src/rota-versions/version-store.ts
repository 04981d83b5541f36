import { z } from 'zod';
import type { Instant } from '../clock.ts';
import type { RotaChange } from '../rota/difference/rota-change.ts';
import type { AreaId } from '../rota/types.ts';
import { isoInstant } from '../statistics/period.ts';
import type { RotaTexts } from '../rota/parse-rotas.ts';
import type { Queryable } from '../store/queryable.ts';

/** What differs from the version before. */
export interface KeptDifference {
  /** The first of the changes, 500 at most. */
  readonly changes: readonly RotaChange[];
  /** How many more there are. */
  readonly more: number;
  /** Whether the version before could still be read; without it nothing is told of what differs. */
  readonly compared: boolean;
}

/** A version about to be kept. */
export interface NewVersion {
  readonly number: number;
  readonly hash: string;
  readonly at: Instant;
  /** The process that published it. */
  readonly by: string;
  readonly difference: KeptDifference;
  readonly files: RotaTexts;
}

/** The newest version, as one process sees it. */
export interface Newest {
  readonly number: number;
  readonly hash: string;
  /** Whether the version that the process itself serves was ever published. */
  readonly knowsMine: boolean;
}

/** A version as a list tells of it. */
export interface ListedVersion extends KeptDifference {
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  /** Whether it is the last one with its files: the same may come again. */
  readonly last: boolean;
}

const newestRow = z.object({ number: z.int(), hash: z.string(), knows_mine: z.boolean() });
const filesRow = z.object({ files: z.record(z.string(), z.string()) });
const change = z.custom<RotaChange>((value) => z.looseObject({ words: z.string() }).safeParse(value).success);
const listedRow = z.object({
  number: z.int(),
  hash: z.string(),
  published_at: z.date(),
  published_by: z.string(),
  changes: z.array(change),
  more: z.int(),
  compared: z.boolean(),
  last: z.boolean(),
});

/** Changed something of area $1, or perhaps did. */
export const mayConcern = `(difference @> jsonb_build_object('changes', jsonb_build_array(jsonb_build_object('area', $1::text)))
  or difference @> '{"compared": false}' or (difference->>'more')::int > 0)`;

/** Of an area's own changes, and of versions that could not be compared. */
const listStatement = `
select number, hash, published_at, published_by, (difference->>'more')::int as more,
  (difference->>'compared')::boolean as compared,
  not exists (select from rota_versions as later
               where later.hash = rota_versions.hash and later.number > rota_versions.number) as last,
  (select coalesce(jsonb_agg(change order by place), '[]')
     from jsonb_array_elements(difference->'changes') with ordinality as each (change, place)
    where change->>'area' = $1) as changes
from rota_versions
where number < $2 and ${mayConcern}
order by number desc limit $3`;

/** The versions of the rota files that were published, in the database. */
export class VersionStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The newest version; `undefined` when none was ever published. */
  async newest(mine: string): Promise<Newest | undefined> {
    const { rows } = await this.#database.query(
      `select number, hash, exists (select from rota_versions where hash = $1) as knows_mine
         from rota_versions order by number desc limit 1`,
      [mine],
    );
    const [row] = z.array(newestRow).parse(rows);
    return row && { number: row.number, hash: row.hash, knowsMine: row.knows_mine };
  }

  /** The files of a version. */
  async files(number: number): Promise<RotaTexts> {
    const { rows } = await this.#database.query('select files from rota_versions where number = $1', [
      number,
    ]);
    const [row] = z.array(filesRow).parse(rows);
    return new Map(Object.entries(row?.files ?? {}));
  }

  /** Keeps a version, unless another process was quicker with this number: then false. */
  async add({ number, hash, at, by, difference, files }: NewVersion): Promise<boolean> {
    const { rows } = await this.#database.query(
      `insert into rota_versions (number, hash, published_at, published_by, difference, files)
       values ($1, $2, $3, $4, $5, $6) on conflict (number) do nothing returning number`,
      [number, hash, isoInstant(at), by, JSON.stringify(difference), JSON.stringify(storable(files))],
    );
    return rows.length > 0;
  }

  /** Versions that changed something of an area, newest first: `limit` of those before `before`. */
  async list(area: AreaId, before: number, limit: number): Promise<readonly ListedVersion[]> {
    const { rows } = await this.#database.query(listStatement, [area, before, limit]);
    return z
      .array(listedRow)
      .parse(rows)
      .map(({ published_at: publishedAt, published_by: publishedBy, ...row }) => ({
        ...row,
        publishedAt,
        publishedBy,
      }));
  }

  /** How many versions that changed something of an area were published after `from`. */
  async changesSince(area: AreaId, from: Instant): Promise<number> {
    const { rows } = await this.#database.query(
      `select count(*)::int as count from rota_versions where published_at > $2 and number > 1 and ${mayConcern}`,
      [area, isoInstant(from)],
    );
    return z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count;
  }
}

/** JSON in Postgres holds no NUL; no rota needs one. */
function storable(files: RotaTexts): Record<string, string> {
  return Object.fromEntries([...files].map(([path, text]) => [path, text.replaceAll('\0', '\ufffd')]));
}
