import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { override } from '../rota/a-rota.ts';
import { areaFiles, commandRun, type RunSetting } from './command-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fallback-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (more: string[] = [], setting: RunSetting = {}) =>
  commandRun(
    ['fallback', '--out', join(folder, 'x'), '--base-url', 'https://static.example/x', ...more],
    setting,
  );
const read = (name: string) => readFile(join(folder, 'x', name), 'utf8');

test('fallback writes the files, tells the URL of each area, and says to keep it secret', async () => {
  const { code, printed, complained } = await write();
  expect([code, complained]).toEqual([0, expect.stringMatching(/^By the files alone: leave, swaps/)]);
  expect((await readdir(join(folder, 'x'))).sort()).toEqual([
    'accept.xml',
    'riverside-haematology.xml',
    'riverside.xml',
    'screen.xml',
    'thanks.xml',
  ]);
  expect(printed).toContain('riverside: https://static.example/x/riverside.xml');
  expect(printed).toContain('secret');
  expect(printed).not.toContain('900101');
  expect(await read('riverside-haematology.xml')).toContain('+447700900101');
});

test('fallback leaves out who is on leave, and says when it does not know', async () => {
  const { code, complained } = await write([], {
    keptRota: async () => new Map([['riverside', { overrides: [override('leave', 'ahmed')], failing: [] }]]),
  });
  expect([code, complained]).toEqual([0, '']);
  expect(await read('riverside-haematology.xml')).not.toContain('+447700900101');
  const away = await write([], { keptRota: () => Promise.reject(new Error('connect ECONNREFUSED')) });
  expect([away.code, away.complained]).toEqual([0, expect.stringContaining('ECONNREFUSED')]);
  expect(await read('riverside-haematology.xml')).toContain('+447700900101');
});

test('fallback writes over what it wrote before', async () => {
  await write();
  await writeFile(join(folder, 'x', 'riverside.xml'), 'old');
  await write();
  expect(await read('riverside.xml')).toContain('press any key now');
});

test('fallback says whose duty it wrote, by the clocks of the area, and to write it anew', async () => {
  const { printed } = await write(['--at', '2026-07-06T09:00:00Z']);
  expect(printed.split('\n').slice(1)).toEqual([
    'riverside: https://static.example/x/riverside.xml',
    '  rings whoever is on duty at 10am on Monday 6 July 2026',
    'The files know of no other moment: write them anew every quarter of an hour, for example by cron.',
    'Keep these URLs secret.',
  ]);
});

test('fallback writes the duty of another instant, and names the lines that are closed then', async () => {
  const { code, printed } = await write(['--at', '2026-11-28T10:00:00Z']);
  expect(code).toBe(0);
  expect(printed).toContain('on duty at 10am on Saturday 28 November 2026; closed then: Haematology\n');
  expect(await read('riverside.xml')).toContain('no line is open now');
});

test.each([
  [['--at', '2026-11-28'], '--at'],
  [['--at', '2026-11-28T10:00'], '--at'],
  [['--at', 'yesterday'], '--at'],
  [['--base-url', 'http://static.example/'], '--base-url'],
  [['--base-url', 'https://static.example/?a=1'], '--base-url'],
  [['--base-url', 'static'], '--base-url'],
  [['--colour', 'red'], '--colour'],
])('fallback %j is not how it is used: exit 2, and nothing is written', async (more, named) => {
  const { code, complained } = await write(more);
  expect([code, complained]).toEqual([2, expect.stringContaining(named)]);
  expect(await readdir(folder)).toEqual([]);
});

test('fallback without its options is exit 2', async () => {
  expect((await commandRun(['fallback'])).code).toBe(2);
});

test('fallback tells the faults of the rota files, exit 1, and nothing is written', async () => {
  const files = areaFiles('riverside', '+441614960000').filter(([path]) => !path.endsWith('people.yaml'));
  const { code, complained } = await write([], { files });
  expect([code, complained]).toEqual([1, expect.stringContaining('rotas/riverside/')]);
  expect(await readdir(folder)).toEqual([]);
});

test('fallback into a place that cannot be written is exit 1', async () => {
  await writeFile(join(folder, 'x'), 'a file, not a folder');
  const { code, complained } = await write();
  expect([code, complained]).toEqual([1, expect.stringContaining('EEXIST')]);
});
