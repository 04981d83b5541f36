import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import type { Response } from 'supertest';
import { webhookPaths } from '../../webhooks/index.ts';
import { mobileCaller, practiceNumber, service } from '../stories/a-rota.ts';
import { availableStores, type Store } from '../stores.ts';
import { leg, legSid, Switchboard, type Fields } from './switchboard.ts';

const callbacks = [
  '/voice/status',
  '/voice/leg-status',
  '/voice/phone-check-status',
  '/voice/conference',
  '/voice/recording',
];
const speaking = webhookPaths.filter((path) => path.startsWith('/voice/') && !callbacks.includes(path));
/** What is heard on hold need not be words: it must never end. */
const conversing = speaking.filter((path) => path !== '/voice/hold');

const secret = '9434765919';
const strange: [string, Fields][] = [
  ['no fields at all', {}],
  ['no CallSid', { From: practiceNumber, To: service }],
  ['a CallSid that is none', { ...leg('CA-nonsense') }],
  ['two CallSids', { ...leg(legSid(1)), CallSid: [legSid(1), legSid(2)] }],
  ['everything empty', Object.fromEntries(Object.keys(leg('')).map((name) => [name, '']))],
  ['a withheld number', { ...leg(legSid(3)), From: 'anonymous' }],
  ['a number that is a name', { ...leg(legSid(4)), From: 'client:Robert"); drop table calls;--' }],
  ['a dialled number that no area has', { ...leg(legSid(5)), To: '+441632960999' }],
  ['no dialled number', { CallSid: legSid(6) }],
  ['huge values', { ...leg(legSid(7)), SpeechResult: 'x'.repeat(30_000), Digits: '1'.repeat(20_000) }],
  ['keys that are none', { ...leg(legSid(8)), Digits: `<Dial>${secret}</Dial>` }],
  [
    'a zero byte everywhere',
    Object.fromEntries(
      Object.entries(leg(legSid(9))).map(([k, v]) => [k, k === 'CallSid' ? v : `${v}\u0000`]),
    ),
  ],
  [
    'a zero byte in keys and in the room',
    { ...leg(legSid(10)), Digits: '1\u0000', ConferenceSid: 'CF\u0000' },
  ],
  ['signs that XML knows', { ...leg(legSid(11)), SpeechResult: '😀 ]]>', CallerName: '<>&"\'' }],
  ['a status that Twilio does not have', { ...leg(legSid(12)), CallStatus: 'exploded' }],
];

let store: Store;
let board: Switchboard;

beforeAll(async () => {
  const [embedded] = availableStores();
  if (!embedded) throw new Error('no store');
  store = await embedded.open();
  board = new Switchboard({ database: store.database });
});
beforeEach(async () => {
  await store.database.pool.query('truncate calls, overrides cascade');
  board.log.length = 0;
});
afterAll(async () => {
  await board.close();
  await store.close();
});

function isTwiml(response: Response): void {
  expect(response.status).toBe(200);
  expect(response.type).toBe('text/xml');
  expect(XMLValidator.validate(response.text)).toBe(true);
  expect(response.text).toContain('<Response');
}

describe.each(strange)('a signed form with %s', (_what, fields) => {
  test.each(conversing)('gets polite words from %s', async (path) => {
    const response = await board.asks(path, fields);
    isTwiml(response);
    expect(response.text).toMatch(/<Say[^>]*>[^<]{10,}/);
  });

  test('keeps the hold audio going', async () => {
    const response = await board.asks('/voice/hold', fields);
    isTwiml(response);
    expect(response.text).toContain('webhooks/voice/hold#rc=3&amp;rp=ct,5xx</Redirect>');
    expect(response.text).not.toMatch(/<(Hangup|Gather|Dial)/);
  });

  test.each(callbacks)('is news that %s can do without', async (path) => {
    expect((await board.asks(path, fields)).status).toBe(204);
  });

  test('is no text', async () => {
    const response = await board.asks('/sms/incoming', fields);
    isTwiml(response);
    expect(response.text).not.toContain('<Message');
  });

  test('leaves no personal data in logs and metrics', async () => {
    for (const path of webhookPaths) await board.asks(path, fields);
    const traces = await board.traces();
    for (const number of [practiceNumber, mobileCaller, secret])
      expect(traces).not.toContain(number.slice(1));
    expect(traces).not.toContain('drop table');
  });
});

test('a strange form is logged by the names of its fields', async () => {
  await board.asks('/voice/incoming', { ...leg('CA-nonsense') });
  expect(board.log.join('')).toContain('"fields":["CallSid"]');
  expect(board.log.join('')).not.toContain('nonsense');
});

test('a caller whose call nobody knows hears so, at every moment', async () => {
  for (const path of [
    '/voice/line',
    '/voice/hold',
    '/voice/left-room',
    '/voice/outcome',
    '/voice/resume',
    '/voice/choice',
  ]) {
    const response = await board.asks(path, leg(legSid(20)));
    isTwiml(response);
    expect(response.text).toMatch(/Please (hang up, and )?ring again/);
  }
});

test.each(['', '?attempt=', '?attempt=nonsense', '?attempt=%27%3Bdrop', '?attempt=a&attempt=b'])(
  'a clinician whose attempt nobody knows (%s) hears polite words',
  async (query) => {
    for (const moment of ['whisper', 'whisper-key', 'clinician-left', 'clinician-outcome']) {
      const response = await board.asks(`/voice/${moment}${query}`, leg(legSid(21)));
      isTwiml(response);
      expect(response.text).toMatch(/<Say[^>]*>[^<]{10,}/);
    }
  },
);

test.each([
  '',
  '?line=x',
  '?line=riverside/haematology&chosen=x&place=0',
  '?line=nowhere/none&chosen=1&place=9999',
])('a walk from memory whose place was lost (%s) goes on with words', async (query) => {
  for (const moment of ['emergency-next', 'emergency-screen', 'emergency-screen-key', 'emergency-outcome']) {
    const response = await board.asks(`/voice/${moment}${query}`, leg(legSid(22)));
    isTwiml(response);
    expect(response.text).toMatch(/<Say[^>]*>[^<]{10,}/);
  }
});

describe('a handler that throws', () => {
  test.each([
    '/voice/incoming',
    '/voice/line',
    '/voice/whisper?attempt=11111111-2222-4333-8444-555555555555',
  ])('still gives polite words at %s', async (path) => {
    const broken = jest.spyOn(board.rotaline.calls, path === '/voice/incoming' ? 'arrive' : 'change');
    broken.mockRejectedValue(new Error(`a bug with ${practiceNumber}`));
    const response = await board.asks(path, leg(legSid(30)));
    broken.mockRestore();
    isTwiml(response);
    expect(response.text).toContain('something went wrong');
    expect(board.log.join('')).toContain('a webhook failed');
    expect(await board.traces()).not.toContain(practiceNumber.slice(1));
  });

  test('does not end the hold audio', async () => {
    const broken = jest.spyOn(board.rotaline.calls, 'find').mockRejectedValue(new Error('a bug'));
    const response = await board.asks('/voice/hold', leg(legSid(31)));
    broken.mockRestore();
    expect(response.text).toContain('webhooks/voice/hold#rc=3&amp;rp=ct,5xx</Redirect>');
    expect(response.text).not.toContain('<Hangup');
  });

  test('does not speak to a text', async () => {
    const broken = jest.spyOn(store.database.pool, 'query').mockImplementation(() => {
      throw new Error('a bug');
    });
    const response = await board.asks('/sms/incoming', { From: mobileCaller, To: service, Body: '1' });
    broken.mockRestore();
    isTwiml(response);
    expect(response.text).not.toContain('<Say');
  });
});

describe('an old webhook that is sent again', () => {
  test('begins no second call, and says what is true now', async () => {
    const first = await board.arrives(legSid(40));
    await board.asks('/voice/line', { ...leg(legSid(40)), Digits: '1' });
    const again = await board.arrives(legSid(40));
    expect(first.text).toContain('For Haematology, press 1.');
    expect(again.text).toContain('<Conference');
    await board.asks('/voice/status', { ...leg(legSid(40)), CallStatus: 'completed' });
    const { rows: before } = await store.database.pool.query('select state from calls');
    for (const [path, digits] of [
      ['/voice/incoming', ''],
      ['/voice/line', '1'],
      ['/voice/left-room', ''],
      ['/voice/choice', '1'],
      ['/voice/outcome', '1'],
      ['/voice/hold', ''],
      ['/voice/resume', ''],
    ] as const) {
      isTwiml(await board.asks(path, { ...leg(legSid(40)), Digits: digits }));
    }
    await board.asks('/voice/status', { ...leg(legSid(40)), CallStatus: 'completed' });
    const { rows: after } = await store.database.pool.query('select state from calls');
    expect(after).toEqual(before);
    expect(after).toHaveLength(1);
  });
});

test('a whole menu leaves no number in logs and metrics', async () => {
  await board.arrives(legSid(50));
  await board.asks('/voice/line', { ...leg(legSid(50)), Digits: '1' });
  await board.asks('/voice/hold', { ...leg(legSid(50)), ConferenceSid: `CF${'1'.repeat(32)}` });
  await board.asks('/sms/incoming', { From: mobileCaller, To: service, Body: `my number is ${secret}` });
  const traces = await board.traces();
  for (const number of [practiceNumber, mobileCaller, service, secret])
    expect(traces).not.toContain(number.slice(-9));
});
