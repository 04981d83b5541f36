import type { Pool } from 'pg';
import type { Call, Party } from '../call/call.ts';
import type { Clock } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';

/** A text that comes later than this after the question answers nothing. */
const OPEN_FOR = 7 * 24 * 3_600_000;

export interface Question {
  readonly id: string;
  readonly callId: string;
  readonly offerId: string;
  readonly party: Party;
}

/** The questions sent by text that wait for an answer. */
export class Questions {
  readonly #pool: Pick<Pool, 'query'>;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(pool: Pick<Pool, 'query'>, clock: Clock, newId: () => string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** Notes the question before it is sent; false when this party was asked about this offer before. */
  async ask(about: {
    readonly call: Call;
    readonly offer: string;
    readonly party: Party;
    readonly number: PhoneNumber;
  }): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `insert into questions (id, call_id, offer_id, party, number, service, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (offer_id, party) do nothing`,
      [
        this.#newId(),
        about.call.id,
        about.offer,
        about.party,
        about.number,
        about.call.service,
        new Date(this.#clock.now()),
      ],
    );
    return rowCount === 1;
  }

  /** The text was not sent after all. */
  async withdraw(offer: string, party: Party): Promise<void> {
    await this.#pool.query('delete from questions where offer_id = $1 and party = $2', [offer, party]);
  }

  /** The latest question to this number that is still open; `undefined`: none. */
  async openFor(number: PhoneNumber): Promise<Question | undefined> {
    const { rows } = await this.#pool.query<Question>(
      `select id, call_id as "callId", offer_id as "offerId", party from questions
        where number = $1 and answered_at is null and asked_at >= $2 order by asked_at desc limit 1`,
      [number, new Date(this.#clock.now() - OPEN_FOR)],
    );
    return rows[0];
  }

  async answered(id: string): Promise<void> {
    await this.#pool.query('update questions set answered_at = $2 where id = $1', [
      id,
      new Date(this.#clock.now()),
    ]);
  }
}
