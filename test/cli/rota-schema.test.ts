import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { editorSchemas } from '../../src/rota/editor-schemas.ts';
import { commandRun } from './command-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotaline-schema-'));
});
afterEach(() => rm(folder, { recursive: true }));

const names = ['line.schema.json', 'people.schema.json', 'service.schema.json'];

test('rota schema writes the schemas into the rota folder, and nothing else', async () => {
  const { code, complained } = await commandRun(['rota', 'schema'], { env: { ROTAS_DIR: folder } });
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  expect((await readdir(folder)).sort()).toEqual(names);
  for (const { name, text } of editorSchemas()) {
    expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  }
});

test('rota schema says which were stale', async () => {
  await commandRun(['rota', 'schema', folder]);
  await writeFile(join(folder, 'line.schema.json'), '{}');
  const { printed } = await commandRun(['rota', 'schema', folder]);
  expect(printed).toContain('line.schema.json: written');
  expect(printed).toContain('people.schema.json: as it should be already');
  expect((await readdir(folder)).sort()).toEqual(names);
});

test('rota schema into a folder that is not there fails with the reason', async () => {
  const { code, complained } = await commandRun(['rota', 'schema', join(folder, 'missing')]);
  expect(code).toBe(1);
  expect(complained).toMatch(/^The schemas were not written: .*ENOENT/);
});
