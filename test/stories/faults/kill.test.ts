import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { answersAndPresses, ignores } from '../../../src/phone-network/behaviours.ts';
import type { PhoneNetwork } from '../../../src/phone-network/phone-network.ts';
import { practiceNumber, service } from '../a-rota.ts';
import { buildIfStale, FrontDoor, Program, writeRotas, type Settings } from './a-program.ts';
import { account, callerAt, comesTrue, happens, hastyNetwork } from './real-stage.ts';

const [ahmed, brown] = ['+447700900101', '+447700900102'];

const secret = 'only-for-this-story'.padEnd(40, '0');

/** Whether the only call there is stands so, as the API tells it. */
function bookSays(url: string, status: string): () => Promise<boolean> {
  return async () => {
    const headers = { Authorization: `Bearer ${secret}` };
    const response = await fetch(`${url}/api/v1/areas/riverside/calls`, { headers });
    return (await response.text()).includes(`"${status}"`);
  };
}

interface Place {
  readonly name: string;
  /** Settings of a store that is new, and what forgets it. */
  readonly open: (
    dir: string,
  ) => Promise<{ readonly settings: Settings; readonly forget: () => Promise<void> }>;
}

const embedded: Place = {
  name: 'the embedded store',
  open: async (dir) => ({ settings: { DATA_DIR: join(dir, 'data') }, forget: async () => undefined }),
};

function servers(databaseUrl: string, redisUrl: string): Place {
  return {
    name: 'PostgreSQL and Redis',
    open: async () => {
      const name = `rotaline_killed_${randomUUID().replaceAll('-', '')}`;
      const ask = async (statement: string): Promise<void> => {
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        await client.query(statement);
        await client.end();
      };
      await ask(`create database ${name}`);
      const [database, redis] = [new URL(databaseUrl), new URL(redisUrl)];
      database.pathname = `/${name}`;
      redis.pathname = '/11'; // A Redis database that nobody else's queues are in.
      const forget = async (): Promise<void> => {
        await ask(`drop database ${name} with (force)`);
        const client = new Redis(redis.href);
        await client.flushdb();
        await client.quit();
      };
      return { settings: { DATABASE_URL: database.href, REDIS_URL: redis.href }, forget };
    },
  };
}

const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
const places = databaseUrl && redisUrl ? [embedded, servers(databaseUrl, redisUrl)] : [embedded];

beforeAll(() => buildIfStale());

describe.each(places)('kill -9, on $name', ({ open }) => {
  let dir: string;
  let network: PhoneNetwork;
  let stopNetwork: () => Promise<void>;
  let door: FrontDoor;
  let program: Program;
  let forget: () => Promise<void>;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rotaline-kill-'));
    await writeRotas(join(dir, 'rotas'));
    ({ network, stop: stopNetwork } = hastyNetwork(8));
    await network.start();
    door = await FrontDoor.open();
    const place = await open(dir);
    forget = place.forget;
    program = new Program({
      ...place.settings,
      PORT: `${door.backPort}`,
      PUBLIC_URL: door.url,
      ROTAS_DIR: join(dir, 'rotas'),
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_URL: network.url,
      API_KEYS: `story:reader:${secret}`,
    });
    network.number(service, {
      voiceUrl: `${door.url}/webhooks/voice/incoming`,
      statusCallback: `${door.url}/webhooks/voice/status`,
    });
    await program.start();
  });
  afterEach(async () => {
    await program.stop();
    await stopNetwork();
    door.close();
    await forget();
    await rm(dir, { recursive: true, force: true });
  });

  const event = (phone: string, kind: string): Promise<void> =>
    happens(network, `${phone} ${kind}`, (each) => each.phone === phone && each.kind === kind);
  const hears = (phone: string, words: string): Promise<void> =>
    happens(
      network,
      `${phone} hears "${words}"`,
      (each) => each.kind === 'hears' && each.phone === phone && each.text.includes(words),
    );

  test('while a clinician rings: started again, the same caller is connected to the next', async () => {
    network.phone(ahmed).whenRung(ignores());
    network.phone(brown).whenRung(answersAndPresses('1'));
    callerAt(network, practiceNumber);
    await event(ahmed, 'rings');
    await program.kill();
    expect(network.phone(practiceNumber).leg?.live).toBe(true);
    expect(network.phone(brown).legs).toEqual([]);
    await program.start();
    await event(brown, 'talks');
    await comesTrue('the book says that they talk', bookSays(door.url, 'talking'));
    network.phone(brown).leg?.hangUp();
    await hears(practiceNumber, 'That is recorded.');
    expect(network.phone(practiceNumber).legs).toHaveLength(1);
    expect(network.phone(ahmed).legs).toHaveLength(1);
    expect(network.phone(brown).legs).toHaveLength(1);
  }, 120_000);

  test('while they talk: they talk on, and the caller is asked for the outcome by the program that came after', async () => {
    network.phone(ahmed).whenRung(answersAndPresses('1'));
    callerAt(network, practiceNumber);
    await event(ahmed, 'talks');
    await comesTrue('the book says that they talk', bookSays(door.url, 'talking'));
    await program.kill();
    expect(network.phone(ahmed).leg?.isTalkingTo(network.phone(practiceNumber))).toBe(true);
    await program.start();
    network.phone(ahmed).leg?.hangUp();
    await hears(practiceNumber, 'That is recorded.');
    expect(network.conversations).toHaveLength(1);
    expect(network.phone(brown).legs).toEqual([]);
  });
});
