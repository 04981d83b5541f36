import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileText } from '../calendars/file-text.ts';

/** More than a thousand lines; anything larger is not a rota folder. */
const mostBytes = 5 * 1024 * 1024;

/** The folder holds more than rota files ever take. */
export class RotaFolderTooLarge extends Error {
  constructor(dir: string) {
    super(`${dir} holds more than 5 MB of rota files: is it the right folder?`);
  }
}

/** The YAML and CSV files of a rota folder by their path within it ("riverside/service.yaml"), sorted. */
export type RotaTexts = ReadonlyMap<string, string>;

/**
 * Reads a rota folder: the files in it and in its own folders, no deeper. Hidden files are left alone, and so are links
 * that lead out of it; those that stay within are followed, for Kubernetes makes every file of a ConfigMap such a link.
 * Notepad's byte order mark and the encodings of older spreadsheets are understood. Throws what the file system throws,
 * and `RotaFolderTooLarge`.
 */
export async function readRotaFolder(dir: string): Promise<RotaTexts> {
  const files = new Map<string, string>();
  let bytes = 0;
  for (const path of await rotaPaths(dir)) {
    const file = join(dir, path);
    bytes += (await stat(file)).size;
    if (bytes > mostBytes) throw new RotaFolderTooLarge(dir);
    files.set(path, fileText(await readFile(file)));
  }
  return files;
}

/** What changes whenever a file is added, removed, or written: paths, sizes and times. Cheaper than reading. */
export async function rotaFolderStamp(dir: string): Promise<string> {
  const stamps = [];
  for (const path of await rotaPaths(dir)) {
    const { mtimeMs, ctimeMs, size, ino } = await stat(join(dir, path));
    stamps.push([path, mtimeMs, ctimeMs, size, ino].join(' '));
  }
  return stamps.join('\n');
}

async function rotaPaths(dir: string): Promise<readonly string[]> {
  const root = await realpath(dir);
  const paths: string[] = [];
  for (const { name, kind } of await visible(dir, root)) {
    if (kind === 'file') paths.push(name);
    if (kind !== 'folder') continue;
    for (const inner of await visible(join(dir, name), root)) {
      if (inner.kind === 'file') paths.push(`${name}/${inner.name}`);
    }
  }
  return paths.filter((path) => /\.(?:ya?ml|csv)$/i.test(path)).sort();
}

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'neither';
}

async function visible(dir: string, root: string): Promise<readonly Entry[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  return Promise.all(
    shown.map(async (entry) => ({
      name: entry.name,
      kind: kindOf(entry.isSymbolicLink() ? await leadsTo(join(dir, entry.name), root) : entry),
    })),
  );
}

/** What a link leads to; `undefined`: to nothing, or out of the folder, from where nothing is to be read. */
async function leadsTo(link: string, root: string): Promise<Stats | undefined> {
  const target = await realpath(link).catch(() => undefined);
  return target?.startsWith(root + sep) ? stat(target) : undefined;
}

function kindOf(entry: Dirent | Stats | undefined): Entry['kind'] {
  if (entry?.isFile()) return 'file';
  return entry?.isDirectory() ? 'folder' : 'neither';
}
