import type { Logger } from '../logger.ts';
import { databaseIsAway } from './database-away.ts';
import { openDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';

/** The database of a program that begins, whether it is there or not. */
export interface Store {
  /** Until it was brought up it answers nobody, as if it were away: its tables may be those of an older program. */
  readonly database: Database;
  /** Brings the tables up to date, once. Throws what the database throws. */
  readonly bringUp: () => Promise<void>;
}

/** @throws DirectoryInUse when another process has the embedded database open */
export async function openStore(
  { databaseUrl, dataDir }: { readonly databaseUrl: string | undefined; readonly dataDir: string },
  logger: Logger,
): Promise<Store> {
  let isUp = false;
  const options = { databaseUrl, dataDir, logger };
  const database = await openDatabase({ ...options, admits: () => isUp });
  const bringUp = async (): Promise<void> => {
    if (isUp) return;
    const admitted = database.kind === 'embedded' ? database : await openDatabase(options);
    try {
      await migrate(admitted.pool, logger);
      isUp = true;
    } finally {
      if (admitted !== database) await admitted.close();
    }
  };
  return { database, bringUp };
}

/** Lets it pass that the database is away, and nothing else. */
export function letAwayPass(problem: unknown): void {
  if (!databaseIsAway(problem)) throw problem;
}
