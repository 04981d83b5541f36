import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { systemTime } from '../clock.ts';

/** Who holds a data directory. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When that process began, in the kernel's words: a process id is used again, this is not. */
  readonly began: string;
}

/** The directory is in use by another process. */
export class DirectoryInUse extends Error {
  constructor(directory: string, file: string, holder: Holder) {
    super(
      `The data directory ${directory} is in use by process ${holder.pid} on ${holder.host}. ` +
        'The embedded store lives inside one process: stop that one, give this one another DATA_DIR, ' +
        `or set DATABASE_URL. (The lock is ${file}.)`,
    );
    this.name = 'DirectoryInUse';
  }
}

const heldHere = new Set<string>();
const beat = 2_000;
const beatsToWatch = 4;

/**
 * Claims a directory for this process; the returned function lets go. A lock left by a process that was killed is
 * taken over: at once on the same machine, and after eight seconds without a sign of life when another machine
 * (or container) wrote it.
 * @throws DirectoryInUse
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = resolve(directory);
  const file = join(path, 'in-use.json');
  const self: Holder = { pid: process.pid, host: hostname(), began: await beginning('self') };
  await mkdir(path, { recursive: true });
  if (heldHere.has(path)) throw new DirectoryInUse(path, file, self);
  heldHere.add(path);
  try {
    await claim(path, file, self);
  } catch (problem) {
    heldHere.delete(path);
    throw problem;
  }
  const stopBeating = keepBeating(file);
  return async () => {
    stopBeating();
    await rm(file, { force: true });
    heldHere.delete(path);
  };
}

async function claim(path: string, file: string, self: Holder): Promise<void> {
  const text = JSON.stringify(self);
  try {
    return await writeFile(file, text, { flag: 'wx' });
  } catch (problem) {
    if (!isError(problem, 'EEXIST')) throw problem;
  }
  const holder = await read(file);
  if (holder && (await isAlive(file, holder, self))) throw new DirectoryInUse(path, file, holder);
  await rm(file, { force: true });
  await claim(path, file, self);
}

async function read(file: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isHolder(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(file: string, holder: Holder, self: Holder): Promise<boolean> {
  if (holder.host !== self.host) return givesSignsOfLife(file);
  if (holder.pid === self.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (problem) {
    return isError(problem, 'EPERM');
  }
  return (await beginning(String(holder.pid))) === holder.began;
}

async function givesSignsOfLife(file: string): Promise<boolean> {
  const before = await stat(file);
  for (let left = beatsToWatch; left > 0; left--) {
    await new Promise<void>((resolve) => systemTime.after(beat, resolve));
    const now = await stat(file).catch(() => undefined);
    if (!now) return false;
    if (now.mtimeMs !== before.mtimeMs) return true;
  }
  return false;
}

/** The start of a process as Linux tells it; empty where it cannot be known, and then the process id must do. */
async function beginning(pid: string): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Touches the file every two seconds: another machine cannot ask about our process, but sees this. */
function keepBeating(file: string): () => void {
  let callOff = systemTime.after(beat, touch);
  function touch(): void {
    const now = new Date(systemTime.now());
    void utimes(file, now, now).catch(() => undefined);
    callOff = systemTime.after(beat, touch);
  }
  return () => callOff();
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && 'host' in value && 'began' in value;
}

function isError(problem: unknown, code: string): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === code;
}
