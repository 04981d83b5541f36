import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Carrier, Placed } from '../../src/carrier/carrier.ts';
import { createTwilioCarrier, type TwilioCarrierOptions } from '../../src/carrier/twilio-carrier.ts';
import { connectTwilio } from '../../src/carrier/twilio-client.ts';
import { StandingTwilio, type Turn } from './standing-twilio.ts';

const account = 'AC00000000000000000000000000000001';
const legSid = 'CA00000000000000000000000000000001';
const calls = `/2010-04-01/Accounts/${account}/Calls.json`;
const oneCall = `/2010-04-01/Accounts/${account}/Calls/${legSid}.json`;
const from = '+441614960000';
const to = '+447700900142';

let twilio: StandingTwilio;
let log: string;
let observed: [verb: string, result: string, seconds: number][];
let carrier: Carrier;

beforeEach(async () => {
  twilio = new StandingTwilio();
  await twilio.start();
  log = '';
  observed = [];
  carrier = carrierWith({});
});
afterEach(() => twilio.stop());

function carrierWith(options: Partial<TwilioCarrierOptions>): Carrier {
  return createTwilioCarrier({
    accountSid: account,
    authToken: 'secret',
    apiUrl: twilio.url,
    publicUrl: 'https://advice.example/',
    logger: pino({ level: 'trace' }, { write: (line) => (log += line) }),
    observe: (...seen) => observed.push(seen),
    ...options,
  });
}

const place = (by = carrier): Promise<Placed> =>
  by.placeLeg({
    from,
    to,
    answerPath: '/webhooks/voice/whisper?attempt=7',
    statusPath: '/webhooks/voice/attempt-status?attempt=7',
    ringSeconds: 20,
    limitSeconds: 3600,
  });

const says = (status: number, code?: number, message = `about ${to}`): Turn => ({
  status,
  body: { code, message, status, more_info: 'https://www.twilio.com/docs/errors' },
});

describe('placing a leg', () => {
  test('asks for exactly what the leg needs, and for nothing personal', async () => {
    twilio.turn = () => ({ status: 201, body: { sid: legSid, status: 'queued' } });
    expect(await place()).toEqual({ kind: 'placed', sid: legSid });
    expect(twilio.heard).toHaveLength(1);
    const [heard] = twilio.heard;
    expect([heard?.method, heard?.path]).toEqual(['POST', calls]);
    expect(heard?.authorization).toBe(`Basic ${Buffer.from(`${account}:secret`).toString('base64')}`);
    expect([...(heard?.form ?? [])].sort()).toEqual(
      [
        ['From', from],
        ['To', to],
        ['Url', 'https://advice.example/webhooks/voice/whisper?attempt=7#rc=3&rp=ct,5xx'],
        ['Method', 'POST'],
        ['StatusCallback', 'https://advice.example/webhooks/voice/attempt-status?attempt=7#rc=3&rp=ct,5xx'],
        ['StatusCallbackMethod', 'POST'],
        ['StatusCallbackEvent', 'initiated'],
        ['StatusCallbackEvent', 'ringing'],
        ['StatusCallbackEvent', 'answered'],
        ['StatusCallbackEvent', 'completed'],
        ['Timeout', '20'],
        ['TimeLimit', '3600'],
      ].sort(),
    );
  });

  test.each([21211, 21217, 13224, 21214, 21215, 21216, 21210])(
    'is refused with Twilio’s code %i',
    async (code) => {
      twilio.turn = () => says(400, code);
      expect(await place()).toEqual({ kind: 'refused', code, reason: 'about …42' });
    },
  );

  test.each<[string, Turn, unknown]>([
    [
      'refused when the account is wrong',
      says(401, 20003, 'Authenticate'),
      { kind: 'refused', code: 20003, reason: 'Authenticate' },
    ],
    [
      'refused, not gone, when there is no such account',
      says(404, 20404, 'none'),
      { kind: 'refused', code: 20404, reason: 'none' },
    ],
    [
      'refused with the HTTP status when there is no code',
      says(403, undefined, 'no'),
      { kind: 'refused', code: 403, reason: 'no' },
    ],
    [
      'refused when the answer is a problem document',
      { status: 400, body: { type: 'x', title: 'Bad', status: 400, code: 21211 } },
      { kind: 'refused', code: 21211, reason: '[HTTP 400] Bad' },
    ],
    [
      'for later when there are too many requests',
      says(429, 20429, 'slow'),
      { kind: 'later', reason: 'slow' },
    ],
    ['for later by the code alone', says(400, 20429, 'slow'), { kind: 'later', reason: 'slow' }],
    [
      'for later by the status alone',
      { status: 429, body: 'busy' },
      { kind: 'later', reason: '[HTTP 429] Failed to execute request' },
    ],
    ['unknown after a 500', says(500, 20500, 'oh'), { kind: 'unknown', reason: 'oh' }],
    [
      'unknown after a 503 that is not JSON',
      { status: 503, body: '<html>' },
      { kind: 'unknown', reason: '[HTTP 503] Failed to execute request' },
    ],
    [
      'unknown after a 408 from in between',
      { status: 408, body: '' },
      { kind: 'unknown', reason: '[HTTP 408] Failed to execute request' },
    ],
    [
      'unknown when a 201 tells nothing',
      { status: 201, body: {} },
      { kind: 'unknown', reason: "Twilio's reply could not be read" },
    ],
    [
      'unknown when a 201 is no JSON',
      { status: 201, body: 'hello' },
      { kind: 'unknown', reason: expect.stringContaining('JSON') },
    ],
  ])('is %s', async (_what, turn, result) => {
    twilio.turn = () => turn;
    expect(await place()).toEqual(result);
    expect(twilio.heard).toHaveLength(1);
  });

  test('is unknown when the reply is dropped after Twilio has acted, and is not asked again', async () => {
    twilio.turn = () => 'broken line';
    expect(await place()).toMatchObject({ kind: 'unknown' });
    expect(twilio.heard).toHaveLength(1);
  });

  test('is unknown when Twilio keeps silent', async () => {
    twilio.turn = () => 'silence';
    const result = await place(carrierWith({ giveUpMilliseconds: 60 }));
    expect(result).toEqual({ kind: 'unknown', reason: 'no answer from Twilio in time' });
  });

  test('is for later when the connection is refused', async () => {
    const gone = new StandingTwilio();
    await gone.start();
    const apiUrl = gone.url;
    await gone.stop();
    expect(await place(carrierWith({ apiUrl }))).toEqual({
      kind: 'later',
      reason: 'Twilio cannot be reached (ECONNREFUSED)',
    });
  });

  test('is for later when the name of the host is unknown', async () => {
    const result = await place(carrierWith({ apiUrl: 'http://twilio.invalid' }));
    expect(result).toMatchObject({ kind: 'later' });
  });

  test('goes under the path of another base URL', async () => {
    twilio.turn = () => ({ status: 201, body: { sid: legSid } });
    await place(carrierWith({ apiUrl: `${twilio.url}/network/` }));
    expect(twilio.heard[0]?.path).toBe(`/network${calls}`);
  });
});

describe('asking something of a leg', () => {
  const verbs: [string, () => Promise<unknown>, Record<string, string>][] = [
    ['cancelLeg', () => carrier.cancelLeg(legSid), { Status: 'canceled' }],
    ['hangUpLeg', () => carrier.hangUpLeg(legSid), { Status: 'completed' }],
    [
      'redirectLeg',
      () => carrier.redirectLeg(legSid, '/webhooks/voice/outcome?call=1'),
      { Url: 'https://advice.example/webhooks/voice/outcome?call=1#rc=3&rp=ct,5xx', Method: 'POST' },
    ],
  ];

  test.each(verbs)('%s posts to the leg', async (_verb, ask, form) => {
    twilio.turn = () => ({ status: 200, body: { sid: legSid, status: form['Status'] ?? 'in-progress' } });
    expect(await ask()).toEqual({ kind: 'done' });
    expect(twilio.heard.map(({ method, path }) => [method, path])).toEqual([['POST', oneCall]]);
    expect(Object.fromEntries(twilio.heard[0]?.form ?? [])).toEqual(form);
  });

  const replies: [string, Turn, unknown][] = [
    ['gone after 404', says(404, 20404), { kind: 'gone' }],
    ['gone after a bare 404', { status: 404, body: '' }, { kind: 'gone' }],
    ['gone when it is not in progress', says(400, 21220), { kind: 'gone' }],
    ['later after 429', says(429, 20429, 'slow'), { kind: 'later', reason: 'slow' }],
    ['later after a 500', says(500, undefined, 'oh'), { kind: 'later', reason: 'oh' }],
    ['later after a broken line', 'broken line', { kind: 'later', reason: 'socket hang up' }],
    ['refused otherwise', says(400, 21205, 'bad URL'), { kind: 'refused', code: 21205, reason: 'bad URL' }],
  ];
  test.each(
    verbs.flatMap(([verb, ask]) =>
      replies.map(([what, turn, result]) => [verb, what, ask, turn, result] as const),
    ),
  )('%s is %s', async (_verb, _what, ask, turn, result) => {
    twilio.turn = () => turn;
    expect(await ask()).toEqual(result);
  });

  test('is for later when Twilio keeps silent', async () => {
    twilio.turn = () => 'silence';
    expect(await carrierWith({ giveUpMilliseconds: 60 }).hangUpLeg(legSid)).toMatchObject({ kind: 'later' });
  });

  test.each(['in-progress', 'completed', 'busy', 'no-answer', 'failed'])(
    'cancelling one that is %s leaves it alone and says gone',
    async (status) => {
      twilio.turn = () => ({ status: 200, body: { sid: legSid, status } });
      expect(await carrier.cancelLeg(legSid)).toEqual({ kind: 'gone' });
    },
  );
});

describe('sending a text', () => {
  const send = () => carrier.sendText({ from, to, body: 'What was the outcome? Reply 1 to 6.' });

  test('posts From, To and Body', async () => {
    twilio.turn = () => ({ status: 201, body: { sid: 'SM1', status: 'queued' } });
    expect(await send()).toEqual({ kind: 'done' });
    expect(twilio.heard[0]?.path).toBe(`/2010-04-01/Accounts/${account}/Messages.json`);
    expect(Object.fromEntries(twilio.heard[0]?.form ?? [])).toEqual({
      From: from,
      To: to,
      Body: 'What was the outcome? Reply 1 to 6.',
    });
  });

  test('is refused to who has said STOP, is refused by a 404, and is unknown after a 500', async () => {
    twilio.turn = () => says(400, 21610, 'unsubscribed');
    expect(await send()).toEqual({ kind: 'refused', code: 21610, reason: 'unsubscribed' });
    twilio.turn = () => says(404, 20404, 'none');
    expect(await send()).toEqual({ kind: 'refused', code: 20404, reason: 'none' });
    twilio.turn = () => says(500, undefined, 'oh');
    expect(await send()).toEqual({ kind: 'unknown', reason: 'oh' });
    twilio.turn = () => says(429, 20429, 'slow');
    expect(await send()).toEqual({ kind: 'later', reason: 'slow' });
  });

  test('never shows the words of the text in the log', async () => {
    twilio.turn = () => says(500);
    await send();
    expect(log).not.toContain('outcome?');
  });
});

describe('asking where a leg stands', () => {
  test('gives its status, undefined when Twilio does not know it, and unreachable otherwise', async () => {
    twilio.turn = () => ({ status: 200, body: { sid: legSid, status: 'ringing' } });
    expect(await carrier.legStatus(legSid)).toBe('ringing');
    expect(twilio.heard[0]).toMatchObject({ method: 'GET', path: oneCall });
    twilio.turn = () => says(404, 20404);
    expect(await carrier.legStatus(legSid)).toBeUndefined();
    for (const turn of [
      says(500),
      says(429, 20429),
      says(401, 20003),
      'broken line',
      { status: 200, body: '{}' },
    ] as Turn[]) {
      twilio.turn = () => turn;
      expect(await carrier.legStatus(legSid)).toBe('unreachable');
    }
  });
});

describe('finding legs', () => {
  const since = Date.UTC(2026, 10, 23, 9, 0, 0) + 400;
  const leg = (sid: string, created: string, status: string, direction = 'outbound-api') => ({
    sid,
    status,
    direction,
    date_created: `Mon, 23 Nov 2026 ${created} +0000`,
  });
  const find = () => carrier.findLegs({ from, to, since });

  test('searches the queue and then what has begun, by both numbers', async () => {
    twilio.turn = () => ({ status: 200, body: { calls: [] } });
    expect(await find()).toEqual([]);
    expect(twilio.heard.map(({ path, query }) => [path, Object.fromEntries(query)])).toEqual([
      [calls, { From: from, To: to, PageSize: '50', Status: 'queued' }],
      [calls, { From: from, To: to, PageSize: '50', 'StartTime>': '2026-11-23T09:00:00Z' }],
    ]);
  });

  test('gives each once, newest first, without older ones and legs of a Dial', async () => {
    const begun = [
      leg('CA4', '08:59:59', 'completed'),
      leg('CA3', '09:00:00', 'ringing'),
      leg('CA2', '09:00:07', 'in-progress', 'outbound-dial'),
      leg('CA1', '09:00:09', 'initiated'),
    ];
    const queued = [leg('CA1', '09:00:09', 'queued'), leg('CA0', '09:00:05', 'queued')];
    twilio.turn = ({ query }) => ({ status: 200, body: { calls: query.has('Status') ? queued : begun } });
    expect(await find()).toEqual([
      { sid: 'CA1', status: 'initiated' },
      { sid: 'CA0', status: 'queued' },
      { sid: 'CA3', status: 'ringing' },
    ]);
  });

  test('is unreachable when Twilio cannot be asked', async () => {
    for (const turn of [says(500), says(429, 20429), says(404, 20404), 'broken line'] as Turn[]) {
      twilio.turn = () => turn;
      expect(await find()).toBe('unreachable');
    }
  });
});

describe('who is in a conference', () => {
  const conference = 'CF00000000000000000000000000000001';

  test('gives the legs that are in it now', async () => {
    const participants = [
      { call_sid: 'CA1', status: 'connected' },
      { call_sid: 'CA2', status: 'complete' },
      { call_sid: 'CA3', status: 'failed' },
    ];
    twilio.turn = () => ({ status: 200, body: { participants } });
    expect(await carrier.conferenceMembers(conference)).toEqual(['CA1']);
    expect(twilio.heard[0]?.path).toBe(
      `/2010-04-01/Accounts/${account}/Conferences/${conference}/Participants.json`,
    );
  });

  test('is nobody when the conference is over, and unreachable when Twilio cannot be asked', async () => {
    twilio.turn = () => says(404, 20404);
    expect(await carrier.conferenceMembers(conference)).toEqual([]);
    twilio.turn = () => says(500);
    expect(await carrier.conferenceMembers(conference)).toBe('unreachable');
  });
});

describe('deleting a recording', () => {
  test('is done, gone or for later', async () => {
    twilio.turn = () => ({ status: 204 });
    expect(await carrier.deleteRecording('RE1')).toEqual({ kind: 'done' });
    expect(twilio.heard[0]).toMatchObject({
      method: 'DELETE',
      path: `/2010-04-01/Accounts/${account}/Recordings/RE1.json`,
    });
    twilio.turn = () => says(404, 20404);
    expect(await carrier.deleteRecording('RE1')).toEqual({ kind: 'gone' });
    twilio.turn = () => says(503);
    expect(await carrier.deleteRecording('RE1')).toMatchObject({ kind: 'later' });
  });
});

describe('what is told of a request', () => {
  test('is its verb, its result and its seconds', async () => {
    let now = 0;
    const clock = { now: () => (now += 1_500) };
    twilio.turn = () => ({ status: 201, body: { sid: legSid } });
    await place(carrierWith({ clock }));
    twilio.turn = () => says(404, 20404);
    await carrierWith({ clock }).legStatus(legSid);
    twilio.turn = () => says(500);
    await carrierWith({ clock }).legStatus(legSid);
    expect(observed).toEqual([
      ['placeLeg', 'placed', 1.5],
      ['legStatus', 'gone', 1.5],
      ['legStatus', 'unreachable', 1.5],
    ]);
  });

  test('never has a whole telephone number in the log', async () => {
    const messages = [`The number ${to} is wrong`, 'The number 07700 900142 is wrong', `${to}`];
    for (const message of messages) {
      twilio.turn = () => says(400, 21211, message);
      await place();
    }
    twilio.turn = () => 'broken line';
    await place();
    await carrier.findLegs({ from, to, since: 0 });
    await carrier.sendText({ from, to, body: 'hello' });
    expect(log.split('\n').length).toBeGreaterThan(6);
    expect(log).toContain('…42');
    expect(log).not.toMatch(/900 ?142|496 ?0000/);
    expect(log).not.toContain('secret');
  });
});

describe('Twilio’s settings in the environment', () => {
  const names = ['TWILIO_REGION', 'TWILIO_EDGE', 'TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID'];
  afterEach(() => names.forEach((name) => delete process.env[name]));

  test('do not count: only ours do', () => {
    for (const name of names) process.env[name] = 'sydney';
    const bare = connectTwilio({ accountSid: account, authToken: 'secret' });
    expect([bare.region, bare.edge, bare.username, bare.password]).toEqual(['', '', account, 'secret']);
    const dublin = connectTwilio({ accountSid: account, authToken: 'secret', region: 'ie1', edge: 'dublin' });
    expect(dublin.getHostname('api.twilio.com', dublin.edge, dublin.region)).toBe(
      'api.dublin.ie1.twilio.com',
    );
    expect(bare.getHostname('api.twilio.com', bare.edge, bare.region)).toBe('api.twilio.com');
  });
});
