import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import twilio from 'twilio';
import { systemTime } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { start, type CallsConfig, type Running } from '../src/start.ts';
import { openDatabase } from '../src/store/database.ts';
import { Cable } from './emergency/cut-connection.ts';
import { aRotaFolder } from './rota-files/a-rota-folder.ts';
import { comesTrue } from './stories/faults/real-stage.ts';

const logger = createLogger('silent');
const authToken = '0'.repeat(32);

let dataDir: string;
let running: Running | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rotaline-start-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

function configWith(settings: Readonly<Record<string, string>>): CallsConfig {
  const read = readConfig({
    DATA_DIR: dataDir,
    PUBLIC_URL: 'https://rotaline.example',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: authToken,
    ...settings,
  });
  if (!('config' in read)) throw new Error(read.faults.join());
  const { twilio: account, publicUrl } = read.config;
  if (!account || !publicUrl) throw new Error('settings are missing');
  return { ...read.config, twilio: account, publicUrl };
}

/** One line, open at every hour, with Ahmed and then Brown on it. */
const everyDay = 'days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00"';
const allDay = new Map([
  [
    'riverside/service.yaml',
    `name: Riverside
numbers: ["+441614960000"]
timezone: Europe/London
bankHolidays: england-and-wales
callers: open
`,
  ],
  [
    'riverside/people.yaml',
    `- { id: ahmed, name: Dr Samira Ahmed, phones: ["+447700900101"] }
- { id: brown, name: Dr Peter Brown, phones: ["+447700900102"] }
`,
  ],
  ['riverside/practices.csv', 'ods,name,network,kind,phones\n'],
  [
    'riverside/haematology.yaml',
    `name: Haematology
treatmentFunction: "303"
menu: 1
open: [{ ${everyDay} }]
bankHolidays: open
shifts: [{ ${everyDay}, people: [ahmed, brown] }]
`,
  ],
]);

async function aPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { server, port } = await aPort();
  server.close();
  await once(server, 'close');
  return port;
}

test('a program whose port is taken says so, and has done nothing', async () => {
  const other = await aPort();
  try {
    await expect(start(configWith({ PORT: `${other.port}` }), logger)).rejects.toThrow(
      `port ${other.port} is in use by another program: stop it, or set PORT to another.`,
    );
  } finally {
    other.server.close();
  }
  const database = await openDatabase({ dataDir, logger });
  const { rows } = await database.pool.query(
    'select hash from rota_versions union all select hash from rota_processes',
  );
  expect(rows).toEqual([]);
  await database.close();
});

test('a program that stops waits for what is under way, and not for connections that are kept', async () => {
  const port = await freePort();
  const stopping = await start(configWith({ PORT: `${port}` }), logger);
  const visitor = connect(port, '127.0.0.1');
  const answers: string[] = [];
  visitor.setEncoding('utf8').on('data', (text: string) => void answers.push(text));
  await once(visitor, 'connect');
  // The rest of the request comes when it is stopping already.
  visitor.write('GET /healthz HTTP/1.1\r\nHost: here\r\n');
  await comesTrue('it has begun to read', async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
  const began = systemTime.now();
  const stopped = stopping.stop();
  visitor.write('\r\n');
  await once(visitor, 'close');
  expect(answers.join('')).toContain('{"status":"ok"}');
  expect(systemTime.now() - began).toBeLessThan(8_000);
  await stopped;
});

/** What a caller of Riverside hears first, or upon pressing a key at the menu told from memory. */
async function greeting(
  port: number,
  moment = 'incoming',
  form: Record<string, string> = {},
): Promise<string> {
  const url = `https://rotaline.example/webhooks/voice/${moment}`;
  const posted = {
    AccountSid: `AC${'0'.repeat(32)}`,
    CallSid: `CA${randomUUID().replaceAll('-', '')}`,
    From: '+441614960101',
    To: '+441614960000',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    ...form,
  };
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/voice/${moment}`, {
    method: 'POST',
    body: new URLSearchParams(posted),
    headers: { 'X-Twilio-Signature': twilio.getExpectedTwilioSignature(authToken, url, posted) },
  });
  return response.text();
}

const readiness = async (port: number): Promise<{ status: number; body: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: response.status, body: await response.text() };
};

describe('a program that starts while PostgreSQL is away', () => {
  test('lives, is not ready, and answers callers from memory', async () => {
    const [port, nobody] = [await freePort(), await freePort()];
    running = await start(
      configWith({ PORT: `${port}`, DATABASE_URL: `postgres://postgres@127.0.0.1:${nobody}/rotaline` }),
      logger,
    );
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect(await readiness(port)).toEqual({
      status: 503,
      body: expect.stringContaining('postgres, not answering'),
    });
    expect(await greeting(port)).toContain('We have a technical problem');
  });

  test('rings nobody who was on leave when it was last there, from the first caller on', async () => {
    // It takes connections, says nothing, and ends them.
    const { server, port: silent } = await aPort();
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      systemTime.after(500, () => socket.destroy());
    });
    const port = await freePort();
    const rotas = await aRotaFolder(allDay);
    const [from, to] = [systemTime.now() - 3_600_000, systemTime.now() + 3_600_000];
    const leave = [{ id: 'one', area: 'riverside', kind: 'leave', clinician: 'ahmed', from, to }];
    await writeFile(join(dataDir, 'overrides-known.json'), JSON.stringify(leave));
    try {
      const url = `postgres://postgres@127.0.0.1:${silent}/rotaline`;
      const starting = start(
        configWith({ PORT: `${port}`, DATABASE_URL: url, ROTAS_DIR: rotas.dir }),
        logger,
      );
      let heard = '';
      await comesTrue('it answers', async () => {
        heard = await greeting(port, 'emergency-line', { Digits: '1' });
        return true;
      });
      expect(heard).toContain('+447700900102');
      expect(heard).not.toContain('+447700900101');
      running = await starting;
    } finally {
      server.close();
      await rotas.clear();
    }
  }, 60_000);

  const { DATABASE_URL: serverUrl } = process.env;

  (serverUrl ? test.each(['all', 'web']) : test.skip.each(['all', 'web']))(
    'does everything once that is there, with ROLE=%s',
    async (role) => {
      const name = `rotaline_start_${randomUUID().replaceAll('-', '')}`;
      const server = new pg.Client({ connectionString: serverUrl });
      await server.connect();
      await server.query(`create database ${name}`);
      const cable = new Cable(new URL(serverUrl ?? ''));
      await cable.mend();
      await cable.cut();
      const url = new URL(serverUrl ?? '');
      Object.assign(url, { hostname: '127.0.0.1', port: `${cable.port}`, pathname: `/${name}` });
      const port = await freePort();
      try {
        running = await start(configWith({ PORT: `${port}`, DATABASE_URL: url.href, ROLE: role }), logger);
        expect(await greeting(port)).toContain('We have a technical problem');
        await cable.mend();
        await comesTrue('it is ready', async () => (await readiness(port)).status === 200);
        expect(await greeting(port)).toContain('Welcome to Riverside');
        const { body } = await readiness(port);
        expect(body).toContain(role === 'all' ? 'postgres, 2 workers' : 'postgres, 0 workers');
        await comesTrue('the rota is published', async () => {
          const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
          return metrics.includes('rotaline_rota_versions_served 1');
        });
        await running.stop();
        running = undefined;
      } finally {
        await cable.cut();
        await server.query(`drop database ${name} with (force)`);
        await server.end();
      }
    },
  );
});
