import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';

/** Longer than Twilio waits for an answer: a text without a reply since then was heard by a process that died. */
const LOST_AFTER = 20_000;

/**
 * What each text was answered with. Twilio brings a text again when it got no answer to it in time; a second "1" would
 * answer an older question, and a second ON end a pause that was made in between.
 */
export class TextsHeard {
  readonly #database: Queryable;
  readonly #clock: Clock;

  constructor(database: Queryable, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Does what a text asks for, once; the same text again is given the same reply, or none while the first is at it. */
  async once(sid: string, hear: () => Promise<string | undefined>): Promise<string | undefined> {
    const before = await this.#begin(sid);
    if (before) return before.reply ?? undefined;
    try {
      const reply = await hear();
      await this.#database.query('update texts_heard set reply = $2 where sid = $1', [sid, reply ?? null]);
      return reply;
    } catch (problem) {
      await this.#database.query('delete from texts_heard where sid = $1', [sid]).catch(() => undefined);
      throw problem;
    }
  }

  async #begin(sid: string): Promise<{ readonly reply: string | null } | undefined> {
    const now = this.#clock.now();
    const { rows: made } = await this.#database.query(
      `insert into texts_heard (sid, heard_at) values ($1, $2)
       on conflict (sid) do update set heard_at = $2 where texts_heard.reply is null and texts_heard.heard_at < $3
       returning sid`,
      [sid, new Date(now), new Date(now - LOST_AFTER)],
    );
    if (made.length > 0) return undefined;
    const { rows } = await this.#database.query('select reply from texts_heard where sid = $1', [sid]);
    return (rows as { reply: string | null }[])[0];
  }
}
