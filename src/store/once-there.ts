import type { Timers } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { databaseIsAway } from './database-away.ts';

const tryEvery = 2_000;

/**
 * Does what needs the database: now or, while that is away, as soon as it is there. Resolves when it is done or is
 * left for later; the function it gives ends the waiting. Throws what goes wrong at the first try with a database that
 * is there: then the settings are wrong, or we are.
 */
export async function onceThere(
  work: () => Promise<void>,
  { timers, logger }: { readonly timers: Timers; readonly logger: Logger },
): Promise<() => Promise<void>> {
  let callOff: (() => void) | undefined;
  let ended = false;
  let trying: Promise<void> = Promise.resolve();
  const later = (): void => {
    if (ended) return;
    callOff = timers.after(tryEvery, () => {
      trying = again();
    });
  };
  const again = async (): Promise<void> => {
    try {
      await work();
    } catch (err) {
      // Callers are being answered from memory: whatever it is, to end would help none of them.
      if (!databaseIsAway(err))
        logger.error({ err }, 'the database is there, and cannot be used; trying again');
      later();
    }
  };
  await work().catch((err: unknown) => {
    if (!databaseIsAway(err)) throw err;
    logger.error({ err }, 'the database is away: callers are put through from memory until it is there');
    later();
  });
  return async () => {
    ended = true;
    callOff?.();
    await trying;
  };
}
