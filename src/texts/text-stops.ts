import type { Clock } from '../clock.ts';
import type { PhoneNumber } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';

/** Who asked by STOP to get no more texts. Twilio blocks them at its side, too (error 21610). */
export class TextStops {
  readonly #database: Queryable;
  readonly #clock: Clock;

  constructor(database: Queryable, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async has(number: PhoneNumber): Promise<boolean> {
    const { rows } = await this.#database.query('select 1 from text_stops where number = $1', [number]);
    return rows.length > 0;
  }

  async stop(number: PhoneNumber): Promise<void> {
    await this.#database.query(
      'insert into text_stops (number, stopped_at) values ($1, $2) on conflict (number) do nothing',
      [number, new Date(this.#clock.now())],
    );
  }

  async start(number: PhoneNumber): Promise<void> {
    await this.#database.query('delete from text_stops where number = $1', [number]);
  }
}
