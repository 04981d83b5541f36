import { describe, expect, test } from '@jest/globals';
import { missingForCalls, readConfig, type Config, type Environment } from '../src/config.ts';

const sid = `AC${'0123456789abcdef'.repeat(2)}`;
const secret = 'a-secret-of-more-than-thirty-two-characters';

function config(environment: Environment): Config {
  const reading = readConfig(environment);
  if ('faults' in reading) throw new Error(reading.faults.join('\n'));
  return reading.config;
}

function faults(environment: Environment): readonly string[] {
  const reading = readConfig(environment);
  return 'faults' in reading ? reading.faults : [];
}

test('nothing set gives the defaults', () => {
  expect(config({})).toEqual({
    port: 3000,
    publicUrl: undefined,
    databaseUrl: undefined,
    redisUrl: undefined,
    dataDir: './data',
    rotasDir: './rotas',
    twilio: undefined,
    callsPerSecond: 0,
    role: 'all',
    apiKeys: [],
    logLevel: 'info',
  });
});

test('everything set is read', () => {
  const environment = {
    PORT: '8080',
    PUBLIC_URL: 'https://rotaline.example.nhs.uk/',
    DATABASE_URL: 'postgres://rotaline:pass@db/rotaline',
    REDIS_URL: 'rediss://redis:6380/1',
    DATA_DIR: '/var/rotaline',
    ROTAS_DIR: '/etc/rotas',
    TWILIO_ACCOUNT_SID: sid,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_AUTH_TOKEN_SECONDARY: 'next-token',
    TWILIO_API_URL: 'http://127.0.0.1:4010/',
    TWILIO_REGION: 'ie1',
    TWILIO_EDGE: 'dublin',
    TWILIO_CPS: '1.5',
    ROLE: 'worker',
    API_KEYS: `board:manager:${secret}, riverside/ahmed:clinician:${secret}:with:colons`,
    LOG_LEVEL: 'debug',
  };
  expect(config(environment)).toEqual({
    port: 8080,
    publicUrl: 'https://rotaline.example.nhs.uk',
    databaseUrl: 'postgres://rotaline:pass@db/rotaline',
    redisUrl: 'rediss://redis:6380/1',
    dataDir: '/var/rotaline',
    rotasDir: '/etc/rotas',
    twilio: {
      accountSid: sid,
      authToken: 'token',
      authTokenSecondary: 'next-token',
      apiUrl: 'http://127.0.0.1:4010',
      region: 'ie1',
      edge: 'dublin',
    },
    callsPerSecond: 1.5,
    role: 'worker',
    apiKeys: [
      { name: 'board', role: 'manager', secret },
      { name: 'riverside/ahmed', role: 'clinician', secret: `${secret}:with:colons` },
    ],
    logLevel: 'debug',
  });
});

test('an empty variable counts as not set', () => {
  expect(config({ PORT: '', PUBLIC_URL: ' ', TWILIO_ACCOUNT_SID: '', API_KEYS: '', ROLE: '' })).toEqual(
    config({}),
  );
});

describe('what is wrong is said of the variable', () => {
  test.each<[string, string[]]>([
    ['PORT', ['x', '-1', '65536', '80.5', '1e3']],
    [
      'PUBLIC_URL',
      ['rotaline.example', 'http://rotaline.example', 'https://a.example/?b', 'ftp://a.example'],
    ],
    ['DATABASE_URL', ['mysql://db/x', 'db', 'https://db']],
    ['REDIS_URL', ['http://redis', 'redis']],
    ['TWILIO_API_URL', ['127.0.0.1:4010', 'ftp://x']],
    ['TWILIO_CPS', ['-1', 'fast', '1 a second']],
    ['ROLE', ['ALL', 'both']],
    ['LOG_LEVEL', ['loud']],
    ['API_KEYS', ['x', `a:b:${secret}`, 'a:reader:short', `ahmed:clinician:${secret}`]],
  ])('%s', (name, values) => {
    for (const value of values) {
      expect([value, faults({ [name]: value })]).toEqual([
        value,
        [expect.stringMatching(new RegExp(`^${name} .+\\.?$`))],
      ]);
    }
  });
});

test('plain http is enough on this machine', () => {
  expect(config({ PUBLIC_URL: 'http://localhost:3000' }).publicUrl).toBe('http://localhost:3000');
  expect(config({ PUBLIC_URL: 'http://127.0.0.1:3000/' }).publicUrl).toBe('http://127.0.0.1:3000');
});

test('all faults are said at once, those between variables too', () => {
  const said = faults({ PORT: 'x', LOG_LEVEL: 'loud', ROLE: 'web', TWILIO_ACCOUNT_SID: sid, REDIS_URL: 'x' });
  expect(said.map((fault) => fault.split(' ')[0])).toEqual([
    'PORT',
    'REDIS_URL',
    'LOG_LEVEL',
    'TWILIO_AUTH_TOKEN',
    'ROLE',
  ]);
});

test.each(['web', 'worker'])(
  'a %s process of its own needs a database server, and the fault says why',
  (role) => {
    expect(faults({ ROLE: role })).toEqual([
      expect.stringContaining('the embedded store lives inside one process'),
    ]);
    expect(faults({ ROLE: role, DATABASE_URL: 'postgres://db/rotaline' })).toEqual([]);
  },
);

test('Twilio needs its account and its token, or neither', () => {
  expect(faults({ TWILIO_AUTH_TOKEN: 'x' })).toEqual([
    expect.stringMatching(/^TWILIO_ACCOUNT_SID is missing/),
  ]);
  expect(faults({ TWILIO_ACCOUNT_SID: sid })).toEqual([
    expect.stringMatching(/^TWILIO_AUTH_TOKEN is missing/),
  ]);
  expect(faults({ TWILIO_ACCOUNT_SID: 'AC12', TWILIO_AUTH_TOKEN: 'x' })).toHaveLength(1);
});

test('keys must differ in name and in secret', () => {
  const other = `${secret}-2`;
  expect(faults({ API_KEYS: `a:reader:${secret},a:admin:${other}` })).toEqual([
    expect.stringContaining('same name'),
  ]);
  expect(faults({ API_KEYS: `a:reader:${secret},b:admin:${secret}` })).toEqual([
    expect.stringContaining('same secret'),
  ]);
});

test('no fault repeats a secret, wherever in the variable it was put', () => {
  const leak = 'hunter2-hunter2-hunter2';
  const said = faults({
    API_KEYS: `${leak},${leak}:reader:a,a:${leak}:b,a:reader:${leak},${leak}:clinician:${secret}`,
    DATABASE_URL: `mysql://u:${leak}@db`,
    REDIS_URL: `http://:${leak}@redis`,
    TWILIO_ACCOUNT_SID: leak,
    TWILIO_AUTH_TOKEN: leak,
    PUBLIC_URL: `https://u:${leak}@a.example`,
  }).join('\n');
  expect(said).toContain('API_KEYS key 5');
  expect(said).not.toContain('hunter2');
});

test('what calls need and is not set is listed by name', () => {
  expect(missingForCalls(config({}))).toEqual(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL']);
  const set = { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: 'x', PUBLIC_URL: 'https://a.example' };
  expect(missingForCalls(config(set))).toEqual([]);
});

test('and is named beside what is wrong, once', () => {
  const read = readConfig({ PORT: 'x', TWILIO_ACCOUNT_SID: sid });
  expect(read).toMatchObject({ missing: ['PUBLIC_URL'] });
  expect(readConfig({ PORT: 'x', PUBLIC_URL: 'x' })).toMatchObject({
    missing: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  });
});
