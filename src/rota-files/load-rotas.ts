import { basename, resolve } from 'node:path';
import { inPieces } from '../pieces.ts';
import { parsingRotas, type ParsedRotas, type RotaTexts } from '../rota/parse-rotas.ts';
import { readRotaFolder, RotaFolderTooLarge } from './read-rota-folder.ts';

/** What a folder holds, and what it says. */
export type LoadedRotas = ParsedRotas & { readonly files: RotaTexts };

/** Reads and parses a rota folder. A folder that cannot be read is a fault like any other, never an exception. */
export async function loadRotas(dir: string): Promise<LoadedRotas> {
  const folder = basename(resolve(dir));
  try {
    const { files, leftOut } = await readRotaFolder(dir);
    const parsed = await inPieces(parsingRotas(files, folder));
    const odd = leftOut.map(({ path, reason }) => ({ file: `${folder}/${path}`, line: 1, reason }));
    return { ...parsed, warnings: [...odd, ...parsed.warnings], files };
  } catch (problem) {
    const faults = [{ file: folder, line: 1, reason: reasonOf(dir, problem) }];
    return { faults, warnings: [], files: new Map() };
  }
}

function reasonOf(dir: string, problem: unknown): string {
  if (problem instanceof RotaFolderTooLarge) return problem.message;
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : '';
  if (code === 'ENOENT')
    return `there is no folder ${resolve(dir)}: set ROTAS_DIR to where the rota files are`;
  if (code === 'ENOTDIR') return `${resolve(dir)} is not a folder`;
  if (code === 'EACCES') return `the files in ${resolve(dir)} may not be read: check who owns them`;
  return `the files in ${resolve(dir)} cannot be read (${code || String(problem)})`;
}
