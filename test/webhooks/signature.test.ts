import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { webhookPaths } from '../../webhooks/index.ts';
import { practiceNumber } from '../stories/a-rota.ts';
import { availableStores, type Store } from '../stores.ts';
import { leg, legSid, otherToken, publicUrl, Switchboard, token } from './switchboard.ts';

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
});
afterAll(async () => {
  await board.close();
  await store.close();
});

async function refusals(): Promise<number> {
  return Number(/rotaline_webhooks_refused_total (\d+)/.exec(await board.rotaline.metrics.text())?.[1]);
}

test('there are the webhooks that Twilio is told of, and the ones it finds through our documents', () => {
  expect(webhookPaths).toEqual(expect.arrayContaining(['/voice/incoming', '/voice/status', '/sms/incoming']));
  expect(webhookPaths.length).toBeGreaterThan(20);
});

describe.each(webhookPaths)('%s', (path) => {
  const form = leg(legSid(1));

  test('is refused unsigned, signed by another, for another URL, and with a form that was changed', async () => {
    const before = await refusals();
    const stranger = await board.asks(path, form, { token: 'x'.repeat(32) });
    const unsigned = await board.asks(path, form, { token: null });
    const elsewhere = await board.asks(path, form, {
      signedFor: `https://elsewhere.example/webhooks${path}`,
    });
    const otherPath = await board.asks(path, form, { signedFor: `${publicUrl}/webhooks/voice/other` });
    const changed = await board.asks(path, form, { body: `CallSid=${legSid(2)}` });
    const got = await board.asks(path, {}, { method: 'GET', token: null });
    for (const response of [stranger, unsigned, elsewhere, otherPath, changed, got]) {
      expect([response.status, response.text]).toEqual([403, 'Not signed by Twilio for this URL.']);
    }
    expect(await refusals()).toBe(before + 6);
  });

  test('changes nothing when it is refused', async () => {
    await board.asks(path, form, { token: null });
    const { rows } = await store.database.pool.query('select id from calls');
    expect(rows).toEqual([]);
  });

  test('is heard when it is signed with either token', async () => {
    for (const by of [token, otherToken]) {
      const { status } = await board.asks(path, form, { token: by });
      expect([200, 204]).toContain(status);
    }
  });
});

describe('the signature', () => {
  test('is over the public URL, whatever a proxy in between says', async () => {
    const headers = {
      Host: '10.0.0.7:3000',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Port': '8080',
      'X-Forwarded-For': '203.0.113.9',
      'X-Original-URL': '/webhooks/voice/other',
    };
    expect((await board.asks('/voice/incoming', leg(legSid(1)), { headers })).status).toBe(200);
    const signedFor = 'http://evil.example:8080/webhooks/voice/incoming';
    expect((await board.asks('/voice/incoming', leg(legSid(2)), { headers, signedFor })).status).toBe(403);
  });

  test('is over the URL as it was given, with what the fragment asks of Twilio or without', async () => {
    const url = `${publicUrl}/webhooks/voice/incoming`;
    const signed = async (fragment: string): Promise<number> =>
      (await board.asks('/voice/incoming', leg(legSid(4)), { signedFor: `${url}${fragment}` })).status;
    expect(await signed('')).toBe(200);
    expect(await signed('#rc=3&rp=ct,5xx')).toBe(200);
    expect(await signed('#rc=5')).toBe(403);
  });

  test('covers the query', async () => {
    const attempt = '11111111-2222-4333-8444-555555555555';
    const path = `/voice/whisper?attempt=${attempt}`;
    expect((await board.asks(path, leg(legSid(1)))).status).toBe(200);
    const signedFor = `${publicUrl}/webhooks/voice/whisper?attempt=${attempt.replace('1', '2')}`;
    expect((await board.asks(path, leg(legSid(1)), { signedFor })).status).toBe(403);
    expect(
      (await board.asks(path, leg(legSid(1)), { signedFor: `${publicUrl}/webhooks/voice/whisper` })).status,
    ).toBe(403);
  });

  test.each([
    ['spaces at both ends', { CallerName: '  DR  A ' }],
    ['letters beyond ASCII', { SpeechResult: 'Gastroentérologie – 胃 😀' }],
    ['an empty value', { Digits: '' }],
    ['a value said twice', { Extra: ['b', 'a'] }],
    ['the same value said twice', { Extra: ['a', 'a'] }],
    ['a plus, an ampersand and a percent sign', { CallerCity: 'A+B & C%20D' }],
    ['a line break', { Body: 'one\r\ntwo' }],
    ['names like those of an object', { constructor: 'x', toString: 'y', 'a[b]': 'c' }],
  ])('is right for %s', async (_what, fields) => {
    expect((await board.asks('/voice/incoming', { ...leg(legSid(1)), ...fields })).status).toBe(200);
  });

  test.each(['https://rotaline.example:8443', 'http://127.0.0.1:3000', 'https://rotaline.example:443'])(
    'may be made with or without the port of %s',
    async (url) => {
      const ported = new Switchboard({ database: store.database, publicUrl: url });
      const signed = await ported.asks('/voice/incoming', leg(legSid(1)));
      const withoutPort = url.replace(/:\d+$/, '');
      const unported = await ported.asks('/voice/incoming', leg(legSid(1)), {
        signedFor: `${withoutPort}/webhooks/voice/incoming`,
      });
      await ported.close();
      expect([signed.status, unported.status]).toEqual([200, 200]);
    },
  );
});

describe('what cannot be read is refused, since nobody can tell who sent it', () => {
  test.each([
    ['a body over 64 kB', { SpeechResult: 'x'.repeat(65 * 1024) }, {}],
    ['a thousand fields', Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, 'x'])), {}],
    ['a strange character set', {}, { type: 'application/x-www-form-urlencoded; charset=utf-32' }],
    ['a body packed in an unknown way', {}, { headers: { 'Content-Encoding': 'rot13' } }],
  ])('%s', async (_what, fields, asking) => {
    const response = await board.asks('/voice/incoming', { ...leg(legSid(1)), ...fields }, asking);
    expect([response.status, response.text]).toEqual([403, 'Not signed by Twilio for this URL.']);
  });

  test('a body just under 64 kB is read', async () => {
    const fields = { ...leg(legSid(1)), SpeechResult: 'x'.repeat(63 * 1024) };
    expect((await board.asks('/voice/incoming', fields)).status).toBe(200);
  });
});

test('a JSON body is not read: signed for its URL, it gets polite words', async () => {
  const asking = { type: 'application/json', body: JSON.stringify(leg(legSid(1))) };
  const response = await board.asks('/voice/incoming', {}, asking);
  expect(response.status).toBe(200);
  expect(response.text).toContain('<Say');
  expect((await board.asks('/voice/incoming', {}, { ...asking, token: null })).status).toBe(403);
});

test('a moment that does not exist is refused unsigned, and gets polite words signed', async () => {
  expect((await board.asks('/voice/nothing', leg(legSid(1)), { token: null })).status).toBe(403);
  const signed = await board.asks('/voice/nothing', leg(legSid(1)));
  expect(signed.status).toBe(200);
  expect(signed.text).toContain('something went wrong');
  expect((await board.asks('/elsewhere', leg(legSid(1)))).status).toBe(404);
});

test('a number that was set to GET by mistake gets polite words, and the log says so', async () => {
  const query = new URLSearchParams(leg(legSid(1))).toString();
  const response = await board.asks(`/voice/incoming?${query}`, {}, { method: 'GET' });
  expect(response.status).toBe(200);
  expect(response.text).toContain('something went wrong');
  expect(board.log.join('')).toContain('"method":"GET"');
  expect(await board.traces()).not.toContain(practiceNumber.slice(1));
});

test('the hold audio is served without a signature, and may be kept for a day', async () => {
  const response = await request(board.rotaline.app).get('/webhooks/audio/hold.wav');
  expect(response.status).toBe(200);
  expect(response.type).toMatch(/^audio\/(x-)?wav$/);
  expect(response.get('Cache-Control')).toBe('public, max-age=86400');
  expect((await request(board.rotaline.app).post('/webhooks/audio/hold.wav')).status).toBe(403);
});
