import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { Logger } from '../logger.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { SharedSession } from './shared-session.ts';

/** Small write-ahead segments: an empty database is then 30 MB less to write. */
const initDbStartParams = ['--wal-segsize=1'];

/**
 * An empty, migrated database as a tar file: loading it takes a fraction of the seconds that making one takes.
 * It is made when first asked for and kept under `node_modules/.cache` (or the system's temporary folder, where that
 * cannot be written). Processes that race each make one; the last to finish wins, and all are alike.
 * @returns the tar file's path
 */
export async function preparedDatabase(logger: Logger): Promise<string> {
  const name = `database-${fingerprint()}.tar`;
  const found = [cacheFolder(), fallbackFolder()].map((folder) => join(folder, name)).find(existsSync);
  if (found) return found;
  const tar = await makeDatabase(logger);
  return keep(cacheFolder(), name, tar).catch(() => keep(fallbackFolder(), name, tar));
}

/** The tar file as PGlite's `loadDataDir` takes it. */
export async function readPrepared(file: string): Promise<Blob> {
  return new Blob([await readFile(file)]);
}

async function makeDatabase(logger: Logger): Promise<Buffer> {
  const pglite = await PGlite.create({ dataDir: 'memory://', initDbStartParams });
  const pool = new SharedSession(pglite).pool({});
  await migrate(pool, logger);
  await pool.end();
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  return Buffer.from(await dump.arrayBuffer());
}

async function keep(folder: string, name: string, content: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  const unfinished = `${file}.${process.pid}`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return file;
}

/** Changes with whatever the database is made of. */
function fingerprint(): string {
  const versions = ['bullmq', '@electric-sql/pglite'].map((name) => versionOf(name));
  const made = JSON.stringify([migrations, versions, initDbStartParams]);
  return createHash('sha256').update(made).digest('hex').slice(0, 16);
}

/** The package's whole description: its version is in there. */
function versionOf(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (!folder.endsWith(join('node_modules', name))) folder = dirname(folder);
  const content: unknown = createRequire(import.meta.url)(join(folder, 'package.json'));
  return JSON.stringify(content);
}

function cacheFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'node_modules')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'node_modules', '.cache', 'rotaline');
}

function fallbackFolder(): string {
  return join(tmpdir(), 'rotaline');
}
