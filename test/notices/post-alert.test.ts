import { describe, expect, test } from '@jest/globals';
import { alertBody, postAlertWith } from '../../src/notices/post-alert.ts';
import { listed } from '../stories/a-rota.ts';

const body = {
  area: 'riverside',
  at: '2026-11-23T10:00:00.000Z',
  kind: 'uncovered-hours' as const,
  spans: [],
};

/** Posts to an address that behaves like this, and tells how it was asked. */
async function post(answer: () => Promise<Response>, url = 'https://alerts.example/rota') {
  const asked: RequestInit[] = [];
  const result = await postAlertWith(async (_url, init = {}) => {
    asked.push(init);
    return answer();
  })(url, body);
  return { result, asked };
}

describe('an alert', () => {
  test('is posted as JSON, follows no redirect, and is waited for a limited time', async () => {
    const { result, asked } = await post(async () => new Response('ok'));
    expect(result).toBe('taken');
    expect(asked).toEqual([
      expect.objectContaining({ method: 'POST', redirect: 'manual', body: JSON.stringify(body) }),
    ]);
    expect(asked[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  test.each([
    ['answers 500', async () => new Response(null, { status: 500 }), 'the address answered 500'],
    ['redirects', async () => new Response(null, { status: 302 }), 'the address answered 302'],
    ['is not there', () => Promise.reject(new TypeError('fetch failed')), 'the address cannot be reached'],
    ['is silent', () => Promise.reject(new DOMException('late', 'TimeoutError')), 'no answer in 5 s'],
  ])('at an address that %s is not taken', async (_name, answer, why) => {
    expect((await post(answer)).result).toBe(why);
  });

  test('is never sent over plain http', async () => {
    const { result, asked } = await post(async () => new Response('ok'), 'http://alerts.example/rota');
    expect([result, asked]).toEqual(['the address is not https', []]);
  });

  test('holds nobody’s name or number', () => {
    const [area] = listed('ahmed', 'brown').areas;
    if (!area) throw new Error('no area');
    const spans = [{ line: 'haematology', from: 0, to: 3_600_000 }];
    const text = JSON.stringify([
      alertBody(area, { about: 'uncovered', spans }, undefined, 0),
      alertBody(area, { about: 'week', monday: 20_000 }, undefined, 0),
    ]);
    expect(text).not.toMatch(/ahmed|brown|\+44|Dr /i);
    expect(text).toContain('"line":"haematology"');
  });
});
