import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Logger } from '../logger.ts';
import { lockDirectory } from './directory-lock.ts';
import { preparedDatabase, readPrepared } from './prepared.ts';
import { SharedSession } from './shared-session.ts';

/** Postgres inside this process. */
export interface Embedded {
  readonly session: SharedSession;
  /** Ends the database and lets its directory go. Its pools are to be ended first. */
  close(): Promise<void>;
}

/**
 * Opens the database under `${dataDir}/postgres`, or makes it there, migrated. Everything committed outlives a
 * killed process; it does not promise to outlive a loss of power, since PGlite never asks the disk to flush.
 * @throws DirectoryInUse
 */
export async function openEmbedded(dataDir: string, logger: Logger): Promise<Embedded> {
  const unlock = await lockDirectory(dataDir);
  try {
    const pglite = await open(dataDir, logger);
    const session = await begin(pglite);
    return {
      session,
      close: async () => {
        await pglite.close();
        await unlock();
      },
    };
  } catch (problem) {
    await unlock();
    throw problem;
  }
}

/** A database in memory, gone when closed: for stories and the demo. */
export async function openInMemory(logger: Logger): Promise<Embedded> {
  const loadDataDir = await readPrepared(await preparedDatabase(logger));
  const pglite = await PGlite.create({ dataDir: 'memory://', loadDataDir });
  return { session: await begin(pglite), close: () => pglite.close() };
}

/** `unfinished` stands beside a directory that is still being filled: found later, the filling was interrupted. */
async function open(dataDir: string, logger: Logger): Promise<PGlite> {
  const directory = join(dataDir, 'postgres');
  const unfinished = join(dataDir, 'postgres.unfinished');
  if (existsSync(unfinished)) await rm(directory, { recursive: true, force: true });
  else if (existsSync(join(directory, 'PG_VERSION'))) return PGlite.create({ dataDir: directory });
  const loadDataDir = await readPrepared(await preparedDatabase(logger));
  await mkdir(directory, { recursive: true });
  await writeFile(unfinished, '');
  const pglite = await PGlite.create({ dataDir: directory, loadDataDir });
  await pglite.exec('checkpoint');
  await rm(unfinished);
  return pglite;
}

/** One session serves both: BullMQ's names are found in `bullmq`, ours in `public`; no name is in both. */
async function begin(pglite: PGlite): Promise<SharedSession> {
  await pglite.exec('set search_path to bullmq, public');
  return new SharedSession(pglite);
}
