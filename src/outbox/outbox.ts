import type { Pool, QueryResultRow } from 'pg';
import type { Call } from '../call/call.ts';
import type { AnyEffect, StoredEffect } from './effect.ts';
import type { Instant } from '../clock.ts';
import { onAnyConnection } from '../store/lost-connection.ts';

/** An effect taken to be performed. Whoever holds it is the only one to. */
export interface Claimed {
  readonly id: string;
  /** Empty where the effect belongs to no call. */
  readonly callId: string;
  readonly effect: AnyEffect;
  /** 1 the first time. */
  readonly tries: number;
  /** The call as it stood at that instant, which saves the first to act on it from asking; absent when taken over. */
  readonly call?: Call | undefined;
}

interface Row {
  readonly id: string;
  readonly call_id: string | null;
  readonly kind: AnyEffect['kind'];
  readonly data: object;
  readonly due_at: Date;
  readonly tries: number;
}

const claimStatement = `
  update effects set status = 'claimed', claimed_at = $2, tries = tries + 1
    where id = $1 and status = 'pending'
    returning id, call_id, kind, data, due_at, tries,
      (select state from calls where calls.id = effects.call_id) as call`;

/** The effects as rows: each is performed by whoever claims it first. */
export class Outbox {
  readonly #pool: Pick<Pool, 'query'>;

  constructor(pool: Pick<Pool, 'query'>) {
    this.#pool = pool;
  }

  async #query<R extends QueryResultRow>(text: string, values: unknown[] = []): Promise<{ rows: R[] }> {
    return onAnyConnection(() => this.#pool.query<R>(text, values));
  }

  /** Takes the effect, unless it is done, or someone else has it. */
  async claim(id: string, at: Instant): Promise<Claimed | undefined> {
    const { rows } = await this.#query<Row & { readonly call: Call | null }>(claimStatement, [
      id,
      new Date(at),
    ]);
    const [row] = rows;
    if (!row) return undefined;
    const { call_id: callId, tries, call } = row;
    return { id: row.id, callId: callId ?? '', effect: effectOf(row), tries, call: call ?? undefined };
  }

  async done(id: string, at: Instant): Promise<void> {
    await this.#query(`update effects set status = 'done', finished_at = $2 where id = $1`, [
      id,
      new Date(at),
    ]);
  }

  async failed(id: string, problem: string, at: Instant): Promise<void> {
    await this.#query(
      `update effects set status = 'failed', problem = $3, finished_at = $2 where id = $1 and status = 'claimed'`,
      [id, new Date(at), problem.slice(0, 500)],
    );
  }

  /** Puts the effect back, to be performed again at `due`. */
  async again(id: string, due: Instant): Promise<void> {
    await this.#query(`update effects set status = 'pending', due_at = $2 where id = $1`, [
      id,
      new Date(due),
    ]);
  }

  /** Effects that should have been performed before `instant` and were not, oldest first. */
  async overdue(instant: Instant, limit: number): Promise<readonly Overdue[]> {
    const { rows } = await this.#query<Overdue>(
      `select id, kind from effects where status = 'pending' and due_at <= $1 order by due_at limit $2`,
      [new Date(instant), limit],
    );
    return rows;
  }

  /** Takes over what was claimed before `instant` by someone who has not been heard of since. */
  async stale(instant: Instant, now: Instant): Promise<readonly Claimed[]> {
    const { rows } = await this.#query<Row>(
      `update effects set claimed_at = $2 where id in
         (select id from effects where status = 'claimed' and claimed_at <= $1 order by claimed_at limit 100
          for update skip locked)
       returning id, call_id, kind, data, due_at, tries`,
      [new Date(instant), new Date(now)],
    );
    return rows.map((row) => ({
      id: row.id,
      callId: row.call_id ?? '',
      effect: effectOf(row),
      tries: row.tries,
    }));
  }

  /** What is still to come before `instant`: for a queue that may have lost it. */
  async pending(instant: Instant): Promise<readonly StoredEffect[]> {
    const { rows } = await this.#query<Row>(
      `select id, call_id, kind, data, due_at, tries from effects where status = 'pending' and due_at <= $1
        order by due_at limit 10000`,
      [new Date(instant)],
    );
    return rows.map((row) => ({ id: row.id, effect: effectOf(row) }));
  }

  /** When the next effect is due. */
  async nextDue(): Promise<Instant | undefined> {
    const { rows } = await this.#query<{ due: Date | null }>(
      `select min(due_at) as due from effects where status = 'pending'`,
    );
    return rows[0]?.due?.getTime();
  }
}

export interface Overdue {
  readonly id: string;
  readonly kind: AnyEffect['kind'];
}

function effectOf(row: Row): AnyEffect {
  return { ...row.data, kind: row.kind, dueAt: row.due_at.getTime() } as AnyEffect;
}
