import type { Pool, PoolClient } from 'pg';
import type { Clock, Instant } from '../clock.ts';
import type { OverrideDraft } from '../rota/override-draft.ts';
import type { AreaId, ClinicianId, LineId, Override } from '../rota/types.ts';
import { inTransaction } from '../store/transaction.ts';
import {
  identicalTo,
  insertOverride,
  keepRequest,
  requestBefore,
  selectOverrides,
  takeTurn,
  type RequestBefore,
  type RequestOnce,
} from './override-queries.ts';
import type { StoredOverride } from './stored-override.ts';
import { whileInForce } from './while-in-force.ts';

/** No clocks of two processes are further apart than this, in milliseconds. */
export const clocksApart = 60_000;

/** A place in the list of overrides: after the one of this id, which begins and ends then. */
export type Place = Pick<StoredOverride, 'from' | 'to' | 'id'>;

/** Which overrides to list. */
export interface OverrideFilter {
  readonly area: AreaId;
  /** Those that end after this. */
  readonly from: Instant;
  /** Those that begin before this; absent: however late. */
  readonly to?: Instant | undefined;
  /** Those of this clinician, and those in which they stand in. */
  readonly clinician?: ClinicianId | undefined;
  /** Those on this line, and those on every line. */
  readonly line?: LineId | undefined;
  /** Whether removed ones are listed too. */
  readonly removed?: boolean | undefined;
  /** Only those that come later in the list. */
  readonly after?: Place | undefined;
  readonly limit: number;
}

/** Ids that somebody asks about. */
export interface MentionedIds {
  readonly clinician?: ClinicianId | undefined;
  readonly line?: LineId | undefined;
}

export interface NewOverrides {
  /** Of one area. Two are a swap both ways. */
  readonly drafts: readonly [OverrideDraft, ...OverrideDraft[]];
  /** Who makes them: "key manager-a". */
  readonly by: string;
  readonly request?: RequestOnce | undefined;
}

/** What became of a wish: new overrides; those that were there already; or a key that was used for something else. */
export type Added =
  | { readonly result: 'made' | 'known'; readonly overrides: readonly StoredOverride[] }
  | { readonly result: 'key-reused' };

/** The dated changes to the rota, with who made and removed each. A row is never deleted. */
export class Overrides {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(pool: Pool, clock: Clock, newId: () => string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** In the order in which they begin. */
  async list({
    area,
    from,
    to,
    clinician,
    line,
    removed,
    after,
    limit,
  }: OverrideFilter): Promise<readonly StoredOverride[]> {
    return selectOverrides(
      this.#pool,
      `where area = $1 and ends_at > $2 and ($3::timestamptz is null or starts_at < $3)
         and ($4::text is null or clinician = $4 or stand_in = $4)
         and ($5::text is null or line is null or line = $5)
         and ($6 or removed_at is null)
         and ($8::timestamptz is null or (starts_at, ends_at, id) > ($8, $9::timestamptz, $10::uuid))
       order by starts_at, ends_at, id limit $7`,
      [
        area,
        new Date(from),
        to === undefined ? null : new Date(to),
        clinician ?? null,
        line ?? null,
        removed ?? false,
        limit,
        ...(after ? [new Date(after.from), new Date(after.to), after.id] : [null, null, null]),
      ],
    );
  }

  /** Whether any override of an area, however old and removed or not, has these ids; an id left out is in none. */
  async mentions(
    area: AreaId,
    { clinician, line }: MentionedIds,
  ): Promise<{ readonly clinician: boolean; readonly line: boolean }> {
    const { rows } = await this.#pool.query<{ clinician: boolean; line: boolean }>(
      `select exists (select from overrides where area = $1 and (clinician = $2 or stand_in = $2)) as clinician,
              exists (select from overrides where area = $1 and line = $3) as line`,
      [area, clinician ?? null, line ?? null],
    );
    return rows[0] ?? { clinician: false, line: false };
  }

  /** Every override of an area that counts at some time from `from` until `to`: what ladders and coverage ask for. */
  async standing(area: AreaId, from: Instant, to: Instant): Promise<readonly Override[]> {
    return selectOverrides(
      this.#pool,
      'where area = $1 and ends_at > $2 and starts_at < $3 and removed_at is null order by starts_at, id',
      [area, new Date(from), new Date(to)],
    );
  }

  /** The same of every area: what is remembered for when the database is away. */
  async everywhere(from: Instant, to: Instant): Promise<readonly Override[]> {
    return selectOverrides(
      this.#pool,
      'where ends_at > $1 and starts_at < $2 and removed_at is null order by starts_at, id',
      [new Date(from), new Date(to)],
    );
  }

  /**
   * What counted at some time from `from` until `to`, each only for as long as it did: hours before an override was
   * made, and hours after it was removed, are as if there were none. For the past; for what is to come it is `standing`.
   */
  async counted(area: AreaId, from: Instant, to: Instant): Promise<readonly Override[]> {
    const found = await selectOverrides(
      this.#pool,
      `where area = $1 and ends_at > $2 and starts_at < $3 and made_at < $3
         and (removed_at is null or removed_at > $2)
       order by starts_at, id`,
      [area, new Date(from), new Date(to)],
    );
    return found.flatMap((each) => whileInForce(each) ?? []);
  }

  /** The override of this id (a UUID), removed or not, with the other half of its pair after it. Empty: none. */
  async find(area: AreaId, id: string): Promise<readonly StoredOverride[]> {
    return selectOverrides(
      this.#pool,
      `where area = $1 and (id = $2 or pair = (select pair from overrides where id = $2))
       order by id <> $2`,
      [area, id],
    );
  }

  /** What the same holder made with the same key before. */
  async requested(by: string, key: string): Promise<RequestBefore | undefined> {
    return requestBefore(this.#pool, by, key);
  }

  /** Makes overrides, once: the same request again, and what stands already, makes nothing new. */
  async add(wanted: NewOverrides): Promise<Added> {
    const { drafts, by, request } = wanted;
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, drafts[0].area, request && `${by} ${request.key}`);
      const before = request && (await requestBefore(client, by, request.key));
      if (before) {
        return before.digest === request.digest
          ? { result: 'known', overrides: before.overrides }
          : { result: 'key-reused' };
      }
      const standing = await this.#identical(client, drafts);
      const overrides = standing ?? (await this.#insert(client, drafts, by));
      if (request) await keepRequest(client, by, request, overrides, this.#clock.now());
      return { result: standing ? 'known' : 'made', overrides };
    });
  }

  /** Removes the override, and the other half of its pair. What was removed before keeps who removed it. */
  async remove(area: AreaId, id: string, by: string): Promise<readonly StoredOverride[]> {
    return inTransaction(this.#pool, async (client) => {
      await takeTurn(client, area, undefined);
      await client.query(
        `update overrides set removed_at = $3, removed_by = $4
         where area = $1 and (id = $2 or pair = (select pair from overrides where id = $2)) and removed_at is null`,
        [area, id, new Date(this.#clock.now()), by],
      );
      return selectOverrides(
        client,
        `where area = $1 and (id = $2 or pair = (select pair from overrides where id = $2)) order by id <> $2`,
        [area, id],
      );
    });
  }

  async #identical(
    client: PoolClient,
    drafts: readonly OverrideDraft[],
  ): Promise<readonly StoredOverride[] | undefined> {
    const found: StoredOverride[] = [];
    for (const draft of drafts) {
      const same = await identicalTo(client, draft, drafts.length > 1);
      if (!same) return undefined;
      found.push(same);
    }
    return found;
  }

  /** Now, but later than what was made before of the same people by a process whose clock is ahead: the last stands. */
  async #momentAfterOthers(client: PoolClient, drafts: NewOverrides['drafts']): Promise<Instant> {
    const now = this.#clock.now();
    const { rows } = await client.query<{ last: Date | null }>(
      `select max(made_at) as last from overrides
        where area = $1 and clinician = any ($2) and ends_at > $3 and made_at >= $3 and made_at < $4`,
      [drafts[0].area, drafts.map(({ clinician }) => clinician), new Date(now), new Date(now + clocksApart)],
    );
    const last = rows[0]?.last?.getTime();
    return last === undefined ? now : last + 1;
  }

  async #insert(
    client: PoolClient,
    drafts: NewOverrides['drafts'],
    by: string,
  ): Promise<readonly StoredOverride[]> {
    const pair = drafts.length > 1 ? this.#newId() : undefined;
    const madeAt = await this.#momentAfterOthers(client, drafts);
    const made = drafts.map((draft) => {
      return { ...draft, id: this.#newId(), pair, madeBy: by, madeAt, removed: undefined };
    });
    for (const each of made) await insertOverride(client, each);
    return made;
  }
}
