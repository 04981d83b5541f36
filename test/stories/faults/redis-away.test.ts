import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersAndPresses, ignores } from '../../../src/phone-network/behaviours.ts';
import { availableStores, type Store } from '../../stores.ts';
import { aLine, aRota, practiceNumber } from '../a-rota.ts';
import { callerAt, comesTrue, RealStage } from './real-stage.ts';

const canRunRedis = process.env['REDIS_URL'] && spawnSync('redis-server', ['--version']).status === 0;
const [ahmed, brown, patel] = ['+447700900101', '+447700900102', '+447700900103'];

/** A Redis of our own, which can be killed and started again on the same port and files. */
class OwnRedis {
  readonly port: number;
  readonly #dir: string;
  #process: ChildProcess | undefined;

  constructor(port: number, dir: string) {
    this.port = port;
    this.#dir = dir;
  }

  async start(): Promise<void> {
    const asked = [
      '--port',
      `${this.port}`,
      '--dir',
      this.#dir,
      '--bind',
      '127.0.0.1',
      '--appendonly',
      'yes',
    ];
    const started = spawn('redis-server', [...asked, '--maxmemory-policy', 'noeviction'], { stdio: 'pipe' });
    this.#process = started;
    for await (const line of started.stdout) if (String(line).includes('Ready to accept connections')) break;
  }

  wipe(): void {
    const wiped = spawnSync('redis-cli', ['-p', `${this.port}`, 'flushall']);
    expect(String(wiped.stdout).trim()).toBe('OK');
  }

  async kill(): Promise<void> {
    const killed = this.#process;
    this.#process = undefined;
    if (!killed) return;
    const gone = once(killed, 'exit');
    killed.kill('SIGKILL');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

(canRunRedis ? describe : describe.skip)('Redis goes away in the middle of a walk (pitfall 13)', () => {
  let redis: OwnRedis;
  let dir: string;
  let store: Store;
  let stage: RealStage;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rotaline-redis-'));
    redis = new OwnRedis(await freePort(), dir);
    await redis.start();
    const kind = availableStores().find(({ name }) => name === 'postgres') ?? availableStores()[0];
    if (!kind) throw new Error('there is no store');
    store = await kind.open();
    stage = await RealStage.open({
      database: store.database,
      rotas: aRota([aLine('haematology', '1', ['ahmed', 'brown', 'patel'], { ring: { seconds: 5 } })]),
      prefix: store.prefix,
      redisUrl: `redis://127.0.0.1:${redis.port}`,
      speed: 8,
    });
    await comesTrue('the queue is up', async () => (await stage.readiness('queue'))?.ok === true);
  });
  afterEach(async () => {
    await stage.close();
    await store.close();
    await redis.kill();
    await rm(dir, { recursive: true, force: true });
  });

  test('the sweeper walks on, /readyz says so, and it comes back by itself', async () => {
    const { network } = stage;
    network.phone(ahmed).whenRung(ignores());
    network.phone(brown).whenRung(ignores());
    network.phone(patel).whenRung(answersAndPresses('1'));
    callerAt(network, practiceNumber);
    await stage.rings(ahmed);
    await redis.kill();
    await stage.rings(brown);
    expect(await stage.readiness('queue')).toEqual({
      ok: false,
      detail: expect.stringContaining('the sweeper'),
    });
    expect((await stage.readiness('database'))?.ok).toBe(true);
    await redis.start();
    await stage.talks(patel);
    await comesTrue('the queue is up again', async () => (await stage.readiness('queue'))?.ok === true);
    network.phone(patel).leg?.hangUp();
    await stage.hears(practiceNumber, 'That is recorded.');
    for (const phone of [ahmed, brown, patel]) expect(network.phone(phone).legs).toHaveLength(1);
    const { rows } = await store.database.pool.query<{ clinician: string; result: string }>(
      'select clinician, result from attempts order by number',
    );
    expect(rows.map((row) => `${row.clinician} ${row.result}`)).toEqual([
      'ahmed no-answer',
      'brown no-answer',
      'patel accepted',
    ]);
  });

  test('a call that begins while it is away is answered and connected', async () => {
    await redis.kill();
    stage.network.phone(ahmed).whenRung(answersAndPresses('1'));
    callerAt(stage.network, practiceNumber);
    await stage.talks(ahmed);
    stage.network.phone(practiceNumber).leg?.hangUp();
    await stage.hears(ahmed, 'The caller has left.');
    expect(stage.network.phone(ahmed).legs).toHaveLength(1);
  });

  test('a Redis that forgot everything loses no deadline', async () => {
    const { network } = stage;
    // Twilio's own news of the ringing is lost, so that only our deadline can end it.
    network.faults.lose = 1;
    network.phone(ahmed).whenRung(ignores());
    network.phone(brown).whenRung(answersAndPresses('1'));
    callerAt(network, practiceNumber);
    await stage.rings(ahmed);
    redis.wipe();
    await stage.talks(brown);
    for (const phone of [ahmed, brown]) expect(network.phone(phone).legs).toHaveLength(1);
    expect(network.phone(patel).legs).toEqual([]);
  });
});
