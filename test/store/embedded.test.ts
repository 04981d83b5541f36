import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';

const logger = createLogger('silent');
const root = fileURLToPath(new URL('../..', import.meta.url));
let dataDir: string;

beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'rotaline-test-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function open(): Promise<Database> {
  const database = await openDatabase({ dataDir, logger });
  await migrate(database.pool, logger);
  return database;
}

async function numbers(database: Database): Promise<number[]> {
  const { rows } = await database.pool.query<{ n: number }>('select n from written order by n');
  return rows.map(({ n }) => n);
}

/** Starts the writer, waits until it has said `enough` numbers, and kills it without warning. */
async function killAWriter(enough: number): Promise<number> {
  const args = [
    '--import',
    join(root, 'test/typescript-loader.js'),
    join(root, 'test/store/writer.ts'),
    dataDir,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= enough) child.kill('SIGKILL');
  }
  await exited;
  return last;
}

test('what was written is there after closing and opening', async () => {
  const first = await open();
  await first.pool.query('create table written (n int)');
  await first.pool.query('insert into written values (1)');
  await first.close();
  const second = await open();
  expect(await numbers(second)).toEqual([1]);
  await second.close();
});

test('everything committed outlives a killed process, also when killed again', async () => {
  const last = await killAWriter(20);
  const database = await open();
  const found = await numbers(database);
  expect(found.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  await database.pool.query('truncate written');
  await database.close();
  const again = await killAWriter(10);
  const reopened = await open();
  expect((await numbers(reopened)).length).toBeGreaterThanOrEqual(again);
  await reopened.close();
});

test('a directory is for one at a time, and the error names it and what to do', async () => {
  const database = await open();
  const second = openDatabase({ dataDir, logger });
  await expect(second).rejects.toThrow(`The data directory ${dataDir} is in use by process ${process.pid}`);
  await expect(second).rejects.toThrow('DATABASE_URL');
  await database.close();
  await (await open()).close();
});

test('a directory that another process holds is refused', async () => {
  const holder = { pid: process.ppid, host: hostname(), began: await beginningOf(process.ppid) };
  await writeFile(join(dataDir, 'in-use.json'), JSON.stringify(holder));
  await expect(openDatabase({ dataDir, logger })).rejects.toThrow(`in use by process ${process.ppid}`);
  expect(await readdir(dataDir)).toEqual(['in-use.json']);
});

test.each([
  ['another process that now has its number', { pid: process.ppid, began: 'long ago' }],
  ['an earlier life of this process number', { pid: process.pid, began: 'long ago' }],
  ['nobody', undefined],
])('a lock left by %s is taken over', async (_who, holder) => {
  const text = holder ? JSON.stringify({ ...holder, host: hostname() }) : '{"pid":';
  await writeFile(join(dataDir, 'in-use.json'), text);
  const database = await open();
  expect(await database.ready()).toBe(true);
  await database.close();
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

test('a first start that was interrupted begins again', async () => {
  await (await open()).close();
  await rm(join(dataDir, 'postgres/base'), { recursive: true });
  await writeFile(join(dataDir, 'postgres.unfinished'), '');
  const database = await open();
  expect((await database.pool.query('select count(*) from calls')).rows).toEqual([{ count: 0 }]);
  await database.close();
});

async function beginningOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
