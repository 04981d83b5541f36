import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileText } from '../calendars/file-text.ts';

/** More than a thousand lines; anything larger is not a rota folder. */
export const mostBytes = 5 * 1024 * 1024;

/** The folder holds more than rota files ever take. */
export class RotaFolderTooLarge extends Error {
  constructor(dir: string) {
    super(`${dir} holds more than 5 MB of rota files: is it the right folder?`);
  }
}

/** The YAML and CSV files of a rota folder by their path within it ("riverside/service.yaml"), sorted. */
export type RotaTexts = ReadonlyMap<string, string>;

/**
 * Reads a rota folder: the files in it and in its own folders, no deeper. Symbolic links and hidden files are left
 * alone. Notepad's byte order mark and the encodings of older spreadsheets are understood. Throws what the file system throws, and `RotaFolderTooLarge`.
 */
export async function readRotaFolder(dir: string): Promise<RotaTexts> {
  const files = new Map<string, string>();
  let bytes = 0;
  for (const path of await rotaPaths(dir)) {
    const file = join(dir, path);
    bytes += (await lstat(file)).size;
    if (bytes > mostBytes) throw new RotaFolderTooLarge(dir);
    files.set(path, fileText(await readFile(file)));
  }
  return files;
}

/** What changes whenever a file is added, removed, or written: paths, sizes and times. Cheaper than reading. */
export async function rotaFolderStamp(dir: string): Promise<string> {
  const stamps = [];
  for (const path of await rotaPaths(dir)) {
    const { mtimeMs, ctimeMs, size, ino } = await lstat(join(dir, path));
    stamps.push([path, mtimeMs, ctimeMs, size, ino].join(' '));
  }
  return stamps.join('\n');
}

async function rotaPaths(dir: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await visible(dir)) {
    if (entry.isFile()) paths.push(entry.name);
    if (!entry.isDirectory()) continue;
    for (const inner of await visible(join(dir, entry.name))) {
      if (inner.isFile()) paths.push(`${entry.name}/${inner.name}`);
    }
  }
  return paths.filter((path) => /\.(?:ya?ml|csv)$/i.test(path)).sort();
}

async function visible(dir: string): Promise<readonly Dirent[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter(({ name }) => !name.startsWith('.'));
}
