import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorSchemas, type EditorSchema } from '../rota/editor-schemas.ts';
import { rotasFolder, type CommandContext, type ExitCode } from './command-context.ts';

/** `rota schema [dir]`: writes the schemas by which editors check rota files into the rota folder. */
export async function rotaSchema(dir: string | undefined, context: CommandContext): Promise<ExitCode> {
  const folder = dir ?? rotasFolder(context);
  try {
    for (const schema of editorSchemas()) {
      const path = join(folder, schema.name);
      context.print(`${path}: ${(await written(folder, schema)) ? 'written' : 'as it should be already'}`);
    }
  } catch (error) {
    context.complain(
      `The schemas were not written: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 1;
  }
  context.print('Editors find them by the first line of a rota file, such as');
  context.print('# yaml-language-server: $schema=../line.schema.json');
  return 0;
}

/** Whether there was anything to write. An editor that reads meanwhile finds the old file or the new one. */
async function written(folder: string, { name, text }: EditorSchema): Promise<boolean> {
  const path = join(folder, name);
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return false;
  const draft = join(folder, `.${name}.part`);
  await writeFile(draft, text);
  await rename(draft, path);
  return true;
}
