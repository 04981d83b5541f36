import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileText } from '../calendars/file-text.ts';
import type { RotaTexts } from '../rota/parse-rotas.ts';

/** More than a thousand lines; anything larger is not a rota folder. */
const mostBytes = 5 * 1024 * 1024;

/** The folder holds more than rota files ever take. */
export class RotaFolderTooLarge extends Error {
  constructor(dir: string) {
    super(`${dir} holds more than 5 MB of rota files: is it the right folder?`);
  }
}

/** What a rota folder holds. */
export interface RotaFolder {
  readonly files: RotaTexts;
  /** What looks as if it were meant to be read and is not, by its path within the folder. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

const leadsNowhere =
  'the link leads to nothing, or out of the folder, and is left out: put what it leads to in its place';
const tooDeep = 'files in a folder within an area are left out: move them up into the area';

/**
 * Reads the YAML and CSV files of a rota folder, those in it and in its own folders, no deeper. Hidden files are left
 * alone, and so are links that lead out of it; those that stay within are followed, for Kubernetes makes every file of a
 * ConfigMap such a link. Notepad's byte order mark and the encodings of older spreadsheets are understood. Throws what
 * the file system throws, and `RotaFolderTooLarge`.
 */
export async function readRotaFolder(dir: string): Promise<RotaFolder> {
  const files = new Map<string, string>();
  let bytes = 0;
  const { paths, leftOut } = await found(dir);
  for (const path of paths) {
    const file = join(dir, path);
    bytes += (await stat(file)).size;
    if (bytes > mostBytes) throw new RotaFolderTooLarge(dir);
    files.set(path, fileText(await readFile(file)));
  }
  return { files, leftOut };
}

/** What changes whenever a file is added, removed, or written: paths, sizes and times. Cheaper than reading. */
export async function rotaFolderStamp(dir: string): Promise<string> {
  const stamps = [];
  for (const path of (await found(dir)).paths) {
    const { mtimeMs, ctimeMs, size, ino } = await stat(join(dir, path));
    stamps.push([path, mtimeMs, ctimeMs, size, ino].join(' '));
  }
  return stamps.join('\n');
}

interface Found {
  readonly paths: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

async function found(dir: string): Promise<Found> {
  const root = await realpath(dir);
  const paths: string[] = [];
  const leftOut: LeftOut[] = [];
  const note = ({ name, kind }: Entry, folder = ''): void => {
    const path = `${folder}${name}`;
    if (kind === 'file' && isRotaFile(name)) paths.push(path);
    if (kind === 'lost link' && (isRotaFile(name) || !name.includes('.')))
      leftOut.push({ path, reason: leadsNowhere });
  };
  for (const entry of await visible(dir, root)) {
    note(entry);
    if (entry.kind !== 'folder') continue;
    for (const inner of await visible(join(dir, entry.name), root)) {
      note(inner, `${entry.name}/`);
      if (inner.kind !== 'folder') continue;
      const path = `${entry.name}/${inner.name}`;
      if ((await readdir(join(dir, path))).some(isRotaFile)) leftOut.push({ path, reason: tooDeep });
    }
  }
  return { paths: paths.sort(), leftOut };
}

function isRotaFile(name: string): boolean {
  return /\.(?:ya?ml|csv)$/i.test(name);
}

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'lost link' | 'neither';
}

async function visible(dir: string, root: string): Promise<readonly Entry[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  return Promise.all(
    shown.map(async (entry) => ({ name: entry.name, kind: await kindOf(entry, dir, root) })),
  );
}

async function kindOf(entry: Dirent, dir: string, root: string): Promise<Entry['kind']> {
  if (!entry.isSymbolicLink()) return plainKind(entry);
  const link = join(dir, entry.name);
  const target = await realpath(link).catch(() => undefined);
  return target?.startsWith(root + sep) ? plainKind(await stat(link)) : 'lost link';
}

function plainKind(entry: Dirent | Stats): Entry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'neither';
}
