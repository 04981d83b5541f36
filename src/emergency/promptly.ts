import { databaseIsAway } from '../store/database-away.ts';
import type { Timers } from '../clock.ts';

/** The database cannot be reached, or did not answer in time: nobody's fault, and soon over. */
export class DatabaseAway extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseAway';
  }
}

/** A caller hears nothing while we wait. Twilio gives up after 15 s. */
const LIMIT = 2_500;

/** Waits for what the database is to do, but no longer than a caller can. */
export type Promptly = <T>(work: Promise<T>) => Promise<T>;

/**
 * What the returned function is given rejects with `DatabaseAway` when the database is away or late; other problems
 * stay what they are. What is late may still be carried out, so that it must not matter if it is done again.
 */
export function promptly(timers: Timers, limit = LIMIT): Promptly {
  return async (work) => {
    let callOff = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      callOff = timers.after(limit, () => reject(new DatabaseAway(`no answer in ${limit} ms`)));
    });
    try {
      return await Promise.race([work, late]);
    } catch (problem) {
      throw databaseIsAway(problem) ? new DatabaseAway('the database is away', problem) : problem;
    } finally {
      callOff();
    }
  };
}
