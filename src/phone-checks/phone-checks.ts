import type { Pool, PoolClient } from 'pg';
import { uuidOrNobody } from '../calls/call-key.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import type { LegSid } from '../carrier/carrier.ts';
import type { Instant } from '../clock.ts';
import { keepEffects } from '../outbox/keep-effects.ts';
import type { AreaId } from '../rota/types.ts';
import { inTransaction } from '../store/transaction.ts';
import type { CheckResult } from './check-result.ts';
import { checkOf, columns, type PhoneCheck, type CheckRow } from './stored-check.ts';

/** No leg of a check lasts so long: whatever becomes of the check, its keys are free again. */
const FREE_AFTER = 5 * 60_000;

/** Somebody else has the clinician or the telephone, or another phone of the area is being checked. */
class NotFree extends Error {}

/** The ringings of phones to see whether they are answered. One runs at a time in an area. */
export class PhoneChecks {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Begins a check, reserving its keys as a call does; false when it is not free now. */
  async begin(
    check: Pick<PhoneCheck, 'id' | 'area' | 'clinician' | 'phone' | 'askedAt'>,
    keys: readonly string[],
    effects: readonly StoredEffect[],
  ): Promise<boolean> {
    const { id, area, clinician, phone, askedAt } = check;
    try {
      await inTransaction(this.#pool, async (client) => {
        const begun = await client.query(
          `insert into phone_checks (id, area, clinician, phone, asked_at) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
          [id, area, clinician, phone, new Date(askedAt)],
        );
        if (begun.rowCount !== 1 || !(await reserve(client, id, keys, askedAt))) throw new NotFree();
        await keepEffects(client, effects, askedAt);
      });
      return true;
    } catch (problem) {
      if (problem instanceof NotFree) return false;
      throw problem;
    }
  }

  async find(id: string): Promise<PhoneCheck | undefined> {
    const [found] = await this.#select('where id = $1', [uuidOrNobody(id)]);
    return found;
  }

  /** The last check of each phone of the area since then. */
  async since(area: AreaId, since: Instant): Promise<readonly PhoneCheck[]> {
    const all = await this.#select('where area = $1 and asked_at >= $2 order by asked_at', [
      area,
      new Date(since),
    ]);
    return [...new Map(all.map((check) => [check.phone, check])).values()];
  }

  /** Whether this leg speaks for the check: the one that our request made, or the first that we hear of. */
  async bind(id: string, sid: LegSid): Promise<PhoneCheck | undefined> {
    const { rows } = await this.#pool.query<CheckRow>(
      `update phone_checks set leg_sid = $2 where id = $1 and (leg_sid is null or leg_sid = $2) returning ${columns}`,
      [uuidOrNobody(id), sid],
    );
    return rows.map(checkOf)[0];
  }

  /** The first result stands. */
  async result(id: string, result: CheckResult): Promise<void> {
    await this.#pool.query('update phone_checks set result = $2 where id = $1 and result is null', [
      id,
      result,
    ]);
  }

  /** Those that run now, one at most in an area. */
  async running(): Promise<readonly PhoneCheck[]> {
    return this.#select('where ended_at is null', []);
  }

  /** Calls off checks that run; their legs are still to be ended. */
  async callOff(ids: readonly string[]): Promise<void> {
    await this.#pool.query(
      'update phone_checks set called_off = true where id = any ($1::uuid[]) and ended_at is null',
      [ids],
    );
  }

  /** The leg is over: clinician and telephone are free again. One that made way for a call is as if it had not begun. */
  async end(id: string, result: CheckResult, at: Instant): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await client.query('delete from reservations where check_id = $1', [id]);
      await client.query('delete from phone_checks where id = $1 and called_off and result is null', [id]);
      await client.query(
        `update phone_checks set result = coalesce(result, $2), ended_at = $3 where id = $1 and ended_at is null`,
        [id, result, new Date(at)],
      );
    });
  }

  /** It was never rung, which says nothing of the phone: as if it had not begun. */
  async abandon(id: string): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await client.query('delete from reservations where check_id = $1', [id]);
      await client.query('delete from phone_checks where id = $1 and result is null', [id]);
    });
  }

  /** Whether a round of the area is under way. With `status in` it would read all effects that ever were. */
  async isUnderWay(area: AreaId): Promise<boolean> {
    const { rows } = await this.#pool.query(
      `select 1 from effects
        where (status = 'pending' or status = 'claimed') and kind = 'check-phones' and data ->> 'area' = $1 limit 1`,
      [area],
    );
    return rows.length > 0;
  }

  async #select(rest: string, values: unknown[]): Promise<readonly PhoneCheck[]> {
    const { rows } = await this.#pool.query<CheckRow>(`select ${columns} from phone_checks ${rest}`, values);
    return rows.map(checkOf);
  }
}

/** All of the keys, or false. One that is only being written up after is taken over when its time is past. */
async function reserve(
  client: PoolClient,
  check: string,
  keys: readonly string[],
  at: Instant,
): Promise<boolean> {
  const { rows } = await client.query(
    `insert into reservations (key, check_id, since, free_at)
       select key, $2, $3, $4 from unnest($1::text[]) as wanted (key)
     on conflict (key) do update set attempt_id = null, call_id = null, check_id = excluded.check_id,
       since = excluded.since, free_at = excluded.free_at
       where reservations.free_at <= $3
     returning key`,
    [keys.toSorted(), check, new Date(at), new Date(at + FREE_AFTER)],
  );
  return rows.length === keys.length;
}
