import { symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadRotas } from '../../src/rota-files/load-rotas.ts';
import { readRotaFolder, RotaFolderTooLarge } from '../../src/rota-files/read-rota-folder.ts';
import { filesWith, people, practices, service } from '../rota/a-rota.ts';
import { aRotaFolder } from './a-rota-folder.ts';
import type { RotaFolder } from './a-rota-folder.ts';

let folder: RotaFolder;
beforeEach(async () => {
  folder = await aRotaFolder(filesWith());
});
afterEach(() => folder.clear());

describe('reading a rota folder', () => {
  test('gives each file by its path within the folder, sorted', async () => {
    const { files } = await readRotaFolder(folder.dir);
    expect([...files.keys()]).toEqual([
      'riverside/haematology.yaml',
      'riverside/people.yaml',
      'riverside/practices.csv',
      'riverside/service.yaml',
    ]);
    expect(files.get('riverside/service.yaml')).toBe(service);
  });

  test('leaves hidden files, links that lead nowhere or out of it, notes, schemas and deeper folders alone', async () => {
    await folder.write('README.md', '# Notes');
    await folder.write('line.schema.json', '{}');
    await folder.write('riverside/line.schema.json', '{}');
    await folder.write('.git/config.yaml', 'a: 1');
    await folder.write('riverside/.hidden.yaml', 'a: 1');
    await folder.write('riverside/old/deep.yaml', 'a: 1');
    await symlink('/etc/passwd', join(folder.dir, 'riverside', 'link.yaml'));
    await symlink(tmpdir(), join(folder.dir, 'linked'));
    await symlink('nowhere', join(folder.dir, 'riverside', 'dangling.yaml'));
    expect((await readRotaFolder(folder.dir)).files.size).toBe(4);
  });

  test('says what looks as if it were meant to be read and is not', async () => {
    await folder.write('.old/deep.yaml', 'a: 1');
    await folder.write('riverside/notes/letter.txt', 'Dear all');
    await folder.write('riverside/old/deep.yaml', 'a: 1');
    await symlink('/etc/passwd', join(folder.dir, 'riverside', 'link.yaml'));
    await symlink('/etc/passwd', join(folder.dir, 'riverside', 'link.txt'));
    await symlink(tmpdir(), join(folder.dir, 'hillside'));
    await symlink('nowhere', join(folder.dir, 'riverside', 'dangling.yaml'));
    const { warnings, rotas } = await loadRotas(folder.dir);
    expect(rotas?.areas).toHaveLength(1);
    expect(warnings.slice(0, 4).map(({ file, line, reason }) => [file, line, reason.split(':')[0]])).toEqual([
      ['rotas/hillside', 1, 'the link leads to nothing, or out of the folder, and is left out'],
      [
        'rotas/riverside/dangling.yaml',
        1,
        'the link leads to nothing, or out of the folder, and is left out',
      ],
      ['rotas/riverside/link.yaml', 1, 'the link leads to nothing, or out of the folder, and is left out'],
      ['rotas/riverside/old', 1, 'files in a folder within an area are left out'],
    ]);
  });

  test('follows links that stay within it', async () => {
    await folder.write('.data/hillside/second.yaml', 'name: Second');
    await symlink('.data/hillside', join(folder.dir, 'hillside'));
    await symlink(
      join('..', '.data', 'hillside', 'second.yaml'),
      join(folder.dir, 'riverside', 'linked.yaml'),
    );
    const { files } = await readRotaFolder(folder.dir);
    expect(files.get('hillside/second.yaml')).toBe('name: Second');
    expect(files.get('riverside/linked.yaml')).toBe('name: Second');
    expect(files.size).toBe(6);
  });

  test('counts what a link leads to against 5 MB', async () => {
    await folder.write('.data/second.yaml', 'x'.repeat(5 * 1024 * 1024));
    await symlink(join('..', '.data', 'second.yaml'), join(folder.dir, 'riverside', 'linked.yaml'));
    await expect(readRotaFolder(folder.dir)).rejects.toThrow(RotaFolderTooLarge);
  });

  test('refuses more than 5 MB', async () => {
    await folder.write('riverside/practices.csv', 'x'.repeat(5 * 1024 * 1024));
    await expect(readRotaFolder(folder.dir)).rejects.toThrow(RotaFolderTooLarge);
  });
});

describe('loading rotas', () => {
  test('gives the rotas, or faults that begin with the name of the folder', async () => {
    expect((await loadRotas(folder.dir)).rotas?.areas.map(({ id }) => id)).toEqual(['riverside']);
    await folder.write('riverside/service.yaml', 'name: Riverside\n');
    expect((await loadRotas(folder.dir)).faults).toEqual([
      {
        file: 'rotas/riverside/service.yaml',
        line: 1,
        reason: '"numbers" is missing: write it like numbers: ["+441614960000"]',
      },
    ]);
  });

  test.each([
    [
      'Notepad’s byte order mark and its line ends',
      (text: string) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`),
    ],
    ['what a spreadsheet saves as Unicode text', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['what an older spreadsheet in Britain saves', (text: string) => Buffer.from(text, 'latin1')],
  ])('reads %s', async (_, written) => {
    const files = {
      'people.yaml': people.trimStart().replace('Dr Ahmed', 'Dr Zoë Ahmed'),
      'practices.csv': practices.replace('Fiction Lane', "Siân's Lane"),
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder.dir, 'riverside', name), written(text));
    }
    const { rotas, faults } = await loadRotas(folder.dir);
    expect(faults).toBeUndefined();
    expect(rotas?.areas[0]?.people.get('ahmed')?.name).toBe('Dr Zoë Ahmed');
    expect(rotas?.areas[0]?.practices[0]?.name).toBe("Siân's Lane Surgery");
  });

  test('a folder that is not there is a fault, with what to do', async () => {
    const missing = join(folder.dir, 'missing');
    expect((await loadRotas(missing)).faults).toEqual([
      {
        file: 'missing',
        line: 1,
        reason: `there is no folder ${missing}: set ROTAS_DIR to where the rota files are`,
      },
    ]);
  });

  test('whatever else keeps it from being read is a fault, too', async () => {
    const name = 'x'.repeat(300);
    expect((await loadRotas(join(folder.dir, name))).faults?.[0]?.reason).toBe(
      `the files in ${join(folder.dir, name)} cannot be read (ENAMETOOLONG)`,
    );
  });

  test('a file in place of the folder is a fault', async () => {
    const file = join(folder.dir, 'riverside', 'service.yaml');
    expect((await loadRotas(file)).faults?.[0]?.reason).toBe(`${file} is not a folder`);
  });
});
