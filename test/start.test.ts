import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { start } from '../src/start.ts';
import { openDatabase } from '../src/store/database.ts';

let dataDir: string;
let other: Server;

afterEach(async () => {
  other.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a program whose port is taken says so, and has done nothing', async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rotaline-start-'));
  other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const logger = createLogger('silent');
  const read = readConfig({
    PORT: `${port}`,
    DATA_DIR: dataDir,
    PUBLIC_URL: 'https://rotaline.example',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: '0'.repeat(32),
  });
  if (!('config' in read)) throw new Error(read.faults.join());
  const { config } = read;
  const { twilio, publicUrl } = config;
  if (!twilio || !publicUrl) throw new Error('settings are missing');
  await expect(start({ ...config, twilio, publicUrl }, logger)).rejects.toThrow(
    `port ${port} is in use by another program: stop it, or set PORT to another.`,
  );
  const database = await openDatabase({ dataDir, logger });
  const { rows } = await database.pool.query(
    'select hash from rota_versions union all select hash from rota_processes',
  );
  expect(rows).toEqual([]);
  await database.close();
});
