import type { Pool } from 'pg';
import { databaseIsAway } from '../store/database-away.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { Timers } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Pause } from '../call/decision.ts';
import type { Overrides } from '../overrides/overrides.ts';
import type { Rotas } from '../rota/types.ts';
import type { EmergencyBook } from './emergency-book.ts';
import type { EmergencyRecord } from './emergency-record.ts';
import type { PausesHeard } from './pauses-heard.ts';
import type { Spool } from './spool.ts';
import { writeRecord } from './write-record.ts';

const EVERY = 2_000;

export interface ReplayerNeeds {
  readonly pool: Pool;
  readonly calls: Pick<CallBook, 'change'>;
  readonly book: EmergencyBook;
  readonly spool: Pick<Spool, 'replay'>;
  /** What clinicians asked for meanwhile. */
  readonly pauses: Pick<PausesHeard, 'wishes' | 'hear'>;
  readonly overrides: Pick<Overrides, 'add'>;
  readonly rotas: { readonly current: Rotas };
  readonly newId: () => string;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Once the database answers again: stores who is not to be rung, tells the call book who left its care, and writes down
 * the calls that were answered from memory, each once.
 */
export class Replayer {
  readonly #needs: ReplayerNeeds;
  #stopped = true;
  #callOff: () => void = () => undefined;
  #replaying: Promise<void> = Promise.resolve();

  constructor(needs: ReplayerNeeds) {
    this.#needs = needs;
  }

  /** Looks every two seconds whether there is anything to do. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#replaying;
  }

  #next(): void {
    this.#callOff = this.#needs.timers.after(EVERY, () => {
      this.#replaying = this.replay().finally(() => {
        if (!this.#stopped) this.#next();
      });
    });
  }

  /** Does now what can be done. Never rejects. */
  async replay(): Promise<void> {
    const { book, spool, pauses, logger } = this.#needs;
    book.forget();
    try {
      for (const pause of pauses.wishes) await this.#pause(pause);
      for (const sid of book.left) await this.#tell(sid);
      const written = await spool.replay((record) => this.#write(record));
      if (written > 0)
        logger.info({ calls: written }, 'calls that were answered from memory are written down');
    } catch (err) {
      if (!databaseIsAway(err)) logger.error({ err }, 'what was kept in the emergency could not be written');
    }
  }

  /** It counts as it did in memory; stored twice it is one. */
  async #pause(pause: Pause): Promise<void> {
    const { overrides, pauses } = this.#needs;
    const draft = { ...pause, kind: 'pause', line: undefined, with: undefined } as const;
    const by = `clinician ${pause.clinician}`;
    await overrides.add({ drafts: [{ ...draft, why: 'Asked not to be rung' }], by });
    pauses.hear([pause]);
  }

  /** The caller hung up, as far as the call book is concerned: nobody goes on ringing for them. */
  async #tell(sid: string): Promise<void> {
    const { calls, book } = this.#needs;
    const call = await calls.change({ callerSid: sid }, (at) => ({ kind: 'caller-gone', at }));
    book.settled(sid, call !== undefined);
  }

  async #write(record: EmergencyRecord): Promise<'written' | 'refused'> {
    const { pool, rotas, newId, logger } = this.#needs;
    try {
      await writeRecord(pool, record, { rotas: rotas.current, newId });
      return 'written';
    } catch (err) {
      if (databaseIsAway(err) || isTwice(err)) throw err;
      logger.error({ err, leg: record.callerSid }, 'a call that was answered from memory cannot be written');
      return 'refused';
    }
  }
}

/** Two processes wrote the same call at the same instant: the next look finds it. */
function isTwice(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === '23505';
}
