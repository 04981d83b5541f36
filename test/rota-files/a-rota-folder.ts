import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A rota folder on disk, named "rotas", that a test may write to. */
export interface RotaFolder {
  readonly dir: string;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Takes the folder away. */
  clear(): Promise<void>;
}

export async function aRotaFolder(files: ReadonlyMap<string, string>): Promise<RotaFolder> {
  const around = await mkdtemp(join(tmpdir(), 'rotaline-'));
  const dir = join(around, 'rotas');
  await mkdir(dir);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  for (const [path, text] of files) await write(path, text);
  return {
    dir,
    write,
    remove: (path) => rm(join(dir, path), { recursive: true }),
    clear: () => rm(around, { recursive: true, force: true }),
  };
}
