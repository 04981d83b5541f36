import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { begun, type EmergencyRecord } from '../../src/emergency/emergency-record.ts';
import { Spool } from '../../src/emergency/spool.ts';
import { fromLine, toLine } from '../../src/emergency/spool-line.ts';
import { createLogger } from '../../src/logger.ts';
import { mondayMorning, practiceNumber } from '../stories/a-rota.ts';
import { legSid } from '../webhooks/switchboard.ts';

let folder: string;
let log: string[];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'rotaline-spool-')), 'spool');
  log = [];
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

function aSpool(id = 'one'): Spool {
  const logger = createLogger('debug', { write: (line) => void log.push(line) });
  return new Spool({ folder, newId: () => id, clock: { now: () => mondayMorning }, logger });
}

function aRecord(n: number): EmergencyRecord {
  return begun({ callerSid: legSid(n), area: 'riverside', practice: 'Z99901', started: mondayMorning });
}

async function replayed(spool: Spool): Promise<string[]> {
  const sids: string[] = [];
  await spool.replay(({ callerSid }) => {
    sids.push(callerSid);
    return Promise.resolve('written');
  });
  return sids;
}

test('a record comes back as it was', () => {
  const record: EmergencyRecord = {
    ...aRecord(1),
    line: 'riverside/haematology',
    chosen: mondayMorning + 1,
    attempts: [
      {
        place: 0,
        line: 'riverside/haematology',
        clinician: 'ahmed',
        began: mondayMorning + 2,
        ended: mondayMorning + 3,
        result: 'accepted',
      },
    ],
    connectedAt: mondayMorning + 3,
    clinician: 'ahmed',
    outcome: 'referral-avoided',
    ended: mondayMorning + 4,
  };
  expect(fromLine(toLine(record))).toEqual(record);
});

test('what a record should not hold does not reach the disk', () => {
  const tooMuch = { ...aRecord(1), from: practiceNumber };
  expect(toLine(tooMuch)).not.toContain(practiceNumber);
});

test('nothing is made on the disk before there is anything to keep', async () => {
  expect(await replayed(aSpool())).toEqual([]);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test('records are replayed once, in the order in which they were kept', async () => {
  const spool = aSpool();
  await Promise.all([1, 2, 3].map((n) => spool.keep(aRecord(n))));
  expect(await replayed(spool)).toEqual([1, 2, 3].map(legSid));
  expect(await replayed(spool)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('what a process that is gone has kept is replayed by the next', async () => {
  await aSpool('one').keep(aRecord(1));
  const next = aSpool('two');
  await next.keep(aRecord(2));
  expect((await replayed(next)).sort()).toEqual([1, 2].map(legSid));
});

test('two processes do not replay the same file at once', async () => {
  await aSpool('one').keep(aRecord(1));
  const seen = await Promise.all([replayed(aSpool('two')), replayed(aSpool('three'))]);
  expect(seen.flat()).toEqual([legSid(1)]);
});

test('what cannot be written now waits for the next time', async () => {
  const spool = aSpool();
  await spool.keep(aRecord(1));
  await spool.keep(aRecord(2));
  const tried: string[] = [];
  const away = spool.replay((record) => {
    tried.push(record.callerSid);
    return tried.length === 1 ? Promise.resolve('written') : Promise.reject(new Error('away'));
  });
  await expect(away).rejects.toThrow('away');
  await spool.keep(aRecord(3));
  expect(await replayed(spool)).toEqual([1, 2, 3].map(legSid));
});

test('a record that is kept during a replay is not lost', async () => {
  const [spool, other] = [aSpool(), aSpool('other')];
  await spool.keep(aRecord(1));
  let late: Promise<void> = Promise.resolve();
  await other.replay((record) => {
    if (record.callerSid === legSid(1)) late = spool.keep(aRecord(2));
    return late.then(() => 'written');
  });
  expect(await replayed(other)).toEqual([legSid(2)]);
});

test.each([
  ['half a line', '{"callerSid":"CA'],
  ['another thing', '{"hello":1}'],
  ['a telephone number for a leg', JSON.stringify({ ...aRecord(9), callerSid: practiceNumber })],
])('%s is kept aside, and the others are replayed', async (_what, line) => {
  const spool = aSpool();
  await spool.keep(aRecord(1));
  const [file = ''] = await readdir(folder);
  const good = await readFile(join(folder, file), 'utf8');
  await writeFile(join(folder, file), `${line}\n${good}`);
  expect(await replayed(spool)).toEqual([legSid(1)]);
  const left = await readdir(folder);
  expect(left).toEqual([file.replace('.jsonl', '.bad')]);
  expect(await readFile(join(folder, left[0] ?? ''), 'utf8')).toBe(`${line}\n`);
  expect(log.join('')).toContain('cannot be replayed and is kept aside');
  expect(log.join('')).not.toContain(practiceNumber);
});

test('a line that was cut short by a crash is kept aside too', async () => {
  const spool = aSpool();
  await spool.keep(aRecord(1));
  const [file = ''] = await readdir(folder);
  await writeFile(join(folder, file), toLine(aRecord(1)) + '{"callerSid":"CA0');
  expect(await replayed(aSpool('next'))).toEqual([legSid(1)]);
  expect(await readdir(folder)).toEqual([file.replace('.jsonl', '.bad')]);
});

test('what the database will never take is kept aside', async () => {
  const spool = aSpool();
  await spool.keep(aRecord(1));
  await spool.replay(() => Promise.resolve('refused'));
  expect(await readdir(folder)).toEqual([expect.stringMatching(/\.bad$/)]);
});

test('a disk that takes nothing is logged, and nobody is kept waiting', async () => {
  await writeFile(folder, 'a file where the folder should be');
  await aSpool().keep(aRecord(1));
  expect(log.join('')).toContain('could not be kept');
});
