import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pause } from './pause.ts';
import type { BenchStore } from './stores.ts';

/** Looks as Twilio's, and opens nothing anywhere. */
export const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'bench'.padEnd(32, '0') };
const apiSecret = 'bench'.padEnd(40, '0');

/** The program, in a process of its own. */
export interface Program {
  readonly url: string;
  /** From its start until /readyz said so. */
  readonly secondsToReady: number;
  /** What it logged as a warning or worse, a line each. */
  readonly warnings: readonly string[];
  /** Resident memory in megabytes, as it says itself. */
  memory(): Promise<number>;
  /** Calls that it counts as connected with an outcome. */
  recorded(area: string, from: string, to: string): Promise<number>;
  stop(): Promise<void>;
}

export interface ProgramSettings {
  readonly store: BenchStore;
  readonly rotasDir: string;
  readonly carrierUrl: string;
  /** Its src/main.js; the one of this build unless told. */
  readonly file: string | undefined;
}

const longestStart = 60_000;

/** Starts `dist/src/main.js` and waits until it is ready. @throws Error with its last words when it is not */
export async function startProgram({ store, rotasDir, carrierUrl, file }: ProgramSettings): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [file ?? fileURLToPath(new URL('../src/main.js', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: store.databaseUrl ?? '',
      REDIS_URL: store.redisUrl ?? '',
      DATA_DIR: store.dataDir,
      ROTAS_DIR: rotasDir,
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_URL: carrierUrl,
      API_KEYS: `bench:reader:${apiSecret}`,
      LOG_LEVEL: 'warn',
    },
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => said.push(line));
  await ready(child, url, said);
  return {
    url,
    secondsToReady: (performance.now() - began) / 1000,
    warnings: said,
    memory: async () => megabytes(await textOf(`${url}/metrics`)),
    recorded: (area, from, to) =>
      recorded(`${url}/api/v1/areas/${area}/statistics?from=${from}&to=${to}&by=month`),
    stop: () => stop(child),
  };
}

async function ready(child: ChildProcess, url: string, said: readonly string[]): Promise<void> {
  for (const began = performance.now(); performance.now() - began < longestStart; await pause(5)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
  }
  await stop(child);
  throw new Error(`the program did not become ready:\n${said.slice(-10).join('\n')}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const inTime = await Promise.race([gone.then(() => true), pause(15_000).then(() => false)]);
  if (!inTime) child.kill('SIGKILL');
  await gone;
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${apiSecret}` } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}

function megabytes(metrics: string): number {
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? NaN) / 2 ** 20;
}

async function recorded(url: string): Promise<number> {
  const { total } = JSON.parse(await textOf(url)) as { total: { recorded: number } };
  return total.recorded;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
