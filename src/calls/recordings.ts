import type { Pool } from 'pg';
import type { Clock } from '../clock.ts';
import { uuidOrNobody } from './call-key.ts';

/** How long Twilio keeps a recording before we have it deleted. */
const KEEP = 30 * 24 * 3_600_000;

export interface RecordingNews {
  readonly sid: string;
  readonly status: 'in-progress' | 'completed' | 'absent' | 'failed';
  readonly seconds: number | null;
  /** The call's id, as our own URL gave it to Twilio. */
  readonly call: string;
}

/** What is known of recordings. The sound stays at Twilio, until its time is up. */
export class Recordings {
  readonly #pool: Pick<Pool, 'query'>;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(pool: Pick<Pool, 'query'>, clock: Clock, newId: () => string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** Keeps the news with its call; a completed recording gets, once, the deadline of its deletion. */
  async heard(news: RecordingNews): Promise<void> {
    const now = this.#clock.now();
    await this.#pool.query(
      `with kept as (
         insert into recordings (sid, call_id, status, seconds, at)
         select $1, id, $2, $3, $5 from calls where id = $4
         on conflict (sid) do update set status = excluded.status, seconds = excluded.seconds
         returning call_id, (xmax = 0) as is_new)
       insert into effects (id, call_id, kind, data, due_at, created_at)
       select $6, call_id, 'delete-recording', jsonb_build_object('recording', $1::text), $7, $5
         from kept where is_new and $2 = 'completed'`,
      [
        news.sid,
        news.status,
        news.seconds,
        uuidOrNobody(news.call),
        new Date(now),
        this.#newId(),
        new Date(now + KEEP),
      ],
    );
  }

  /** Twilio has deleted the sound. */
  async deleted(sid: string): Promise<void> {
    await this.#pool.query('update recordings set deleted_at = $2 where sid = $1', [
      sid,
      new Date(this.#clock.now()),
    ]);
  }
}
