import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const file = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
const uncommented = (text: string) => text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));

const Service = z.object({
  image: z.string(),
  build: z.string().optional(),
  restart: z.literal('unless-stopped'),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

describe('docker-compose.yml', () => {
  const compose = async () => Compose.parse(parse(await file('docker-compose.yml'), { merge: true }));

  test('runs a web process, a worker, PostgreSQL and Redis', async () => {
    const { services } = await compose();
    expect(Object.keys(services)).toEqual(['app', 'worker', 'postgres', 'redis']);
    expect(services['app']?.environment?.['ROLE']).toBe('web');
    expect(services['worker']?.environment?.['ROLE']).toBe('worker');
    expect(services['postgres']?.image).toMatch(/^postgres:17/);
    expect(services['redis']?.image).toMatch(/^redis:[78]/);
  });

  test('starts what is ours when both stores are healthy, with the rotas for reading only', async () => {
    const { services } = await compose();
    for (const name of ['app', 'worker']) {
      const ours = services[name];
      expect(ours?.depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
      expect(ours?.env_file).toBe('.env');
      expect(ours?.volumes).toContain('./rotas:/app/rotas:ro');
    }
    for (const name of ['postgres', 'redis']) expect(services[name]?.healthcheck).toBeDefined();
  });

  test('has Redis keep a file and never drop a job', async () => {
    const command = (await compose()).services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  test('names every volume it mounts, and publishes no store', async () => {
    const { services, volumes } = await compose();
    const mounted = Object.values(services).flatMap((each) =>
      each.volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    const named = mounted.filter((name) => !name.startsWith('.'));
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
    for (const name of ['postgres', 'redis']) expect(services[name]?.ports).toBeUndefined();
  });

  test('holds no secret: each comes from .env', async () => {
    const { services } = await compose();
    for (const [name, value] of Object.values(services).flatMap((each) =>
      Object.entries(each.environment ?? {}),
    )) {
      if (/TOKEN|SECRET|KEY|SID/.test(name)) throw new Error(`${name} stands in docker-compose.yml`);
      if (/PASSWORD/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
      if (value.includes('://'))
        expect(value).toMatch(/^\w+:\/\/(\w+:\$\{\w+:\?[^}]+\}@)?\w+(:\d+)?(\/\w+)?$/);
    }
  });
});

describe('Dockerfile', () => {
  test('runs node itself as a plain user, with a health check, and takes in no secret', async () => {
    const lines = uncommented(await file('Dockerfile'));
    const last = lines.lastIndexOf(lines.filter((line) => line.startsWith('FROM')).at(-1) ?? '');
    const final = lines.slice(last);
    expect(final).toContain('USER node');
    expect(final.at(-1)).toBe('CMD ["node", "dist/src/main.js"]');
    expect(final.join('\n')).toMatch(/HEALTHCHECK[^]*\/healthz/);
    expect(lines.join('\n')).not.toMatch(/^(ARG|ENV) .*(TOKEN|SECRET|KEY|PASSWORD)/m);
    expect(lines.filter((line) => /^COPY (\.|\*)/.test(line))).toEqual([]);
  });

  test('copies only what .dockerignore lets in, which is never .env or data', async () => {
    const allowed = uncommented(await file('.dockerignore'));
    expect(allowed[0]).toBe('*');
    const names = allowed.slice(1).map((line) => line.slice(1));
    expect(names).not.toEqual(expect.arrayContaining(['.env']));
    expect(names).not.toEqual(expect.arrayContaining(['data']));
    const copied = uncommented(await file('Dockerfile'))
      .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const name of copied) expect(names).toContain(name);
  });
});

describe('.env.example', () => {
  const contract = [
    ...['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'REDIS_URL', 'DATA_DIR', 'ROTAS_DIR'],
    ...['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_AUTH_TOKEN_SECONDARY', 'TWILIO_API_URL'],
    ...['TWILIO_REGION', 'TWILIO_EDGE', 'TWILIO_CPS', 'ROLE', 'API_KEYS', 'LOG_LEVEL'],
  ];
  const settings = async () =>
    new Map(
      uncommented(await file('.env.example')).map((line): [string, string] => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
    );

  test('has every setting of the contract, and those that the compose file asks for', async () => {
    const compose = uncommented(await file('docker-compose.yml')).join('\n');
    const asked = [...compose.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
    expect([...(await settings()).keys()].sort()).toEqual([...new Set([...contract, ...asked])].sort());
  });

  test('has every setting that the program reads', async () => {
    const names = new Set<string>();
    for (const name of await readdir(new URL('../../src', import.meta.url), { recursive: true })) {
      if (!name.endsWith('.ts')) continue;
      const text = await file(`src/${name}`);
      const asKeys = /(^|\/)config(-[\w-]+)?\.ts$/.test(name)
        ? [...text.matchAll(/^\s+([A-Z][A-Z0-9_]{3,}):/gm)]
        : [];
      const read = [...text.matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]{3,})\b/g), ...asKeys];
      read.forEach((match) => names.add(match[1] ?? ''));
    }
    expect(names).toContain('TWILIO_AUTH_TOKEN');
    expect([...(await settings()).keys()]).toEqual(expect.arrayContaining([...names]));
  });

  test('explains each setting', async () => {
    const paragraphs = (await file('.env.example')).split(/\n\n+/).filter((text) => text.includes('='));
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^# /);
  });

  test('holds no secret', async () => {
    for (const [name, value] of await settings()) {
      if (/TOKEN|KEYS|PASSWORD|SID/.test(name)) expect([name, value]).toEqual([name, '']);
    }
  });
});

describe('package-lock.json', () => {
  const Lock = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

  test('sends nobody to another registry than npm’s own', async () => {
    const { packages } = Lock.parse(JSON.parse(await file('package-lock.json')));
    const hosts = Object.values(packages).flatMap(({ resolved }) =>
      resolved ? [new URL(resolved).host] : [],
    );
    expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
  });
});
