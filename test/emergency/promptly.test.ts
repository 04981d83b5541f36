import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseAway, promptly } from '../../src/emergency/promptly.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { availableStores, type Store } from '../stores.ts';
import { leg, legSid, Switchboard } from '../webhooks/switchboard.ts';
import { switchable } from './switchable.ts';

const never = new Promise<never>(() => undefined);

describe('promptly', () => {
  const time = new VirtualTime(0);

  test('gives what the work gives, and leaves no timer behind', async () => {
    await expect(promptly(time)(Promise.resolve('done'))).resolves.toBe('done');
    expect(time.next()).toBeUndefined();
  });

  test('gives up after two and a half seconds', async () => {
    const waiting = promptly(time)(never);
    expect(time.next()).toBe(2_500);
    time.moveTo(2_500);
    await expect(waiting).rejects.toBeInstanceOf(DatabaseAway);
  });

  test.each([
    ['refused', { code: 'ECONNREFUSED' }],
    ['shutting down', { code: '57P01' }],
    ['starting', { code: '57P03' }],
    ['full', { code: '53300' }],
    ['cut', { message: 'Connection terminated unexpectedly' }],
    ['late', { message: 'Query read timeout' }],
  ])(
    'says that a database is away that is %s',
    async (_what, { message = 'x', ...code }: { message?: string; code?: string }) => {
      const work = Promise.reject(Object.assign(new Error(message), code));
      await expect(promptly(time)(work)).rejects.toBeInstanceOf(DatabaseAway);
    },
  );

  test.each([
    new Error('a bug'),
    Object.assign(new Error('syntax error'), { code: '42601' }),
    new TypeError('x'),
  ])('leaves %s what it is', async (bug) => {
    await expect(promptly(time)(Promise.reject(bug))).rejects.toBe(bug);
  });
});

describe('a database that does not answer', () => {
  let store: Store;
  let board: Switchboard;
  beforeAll(async () => {
    const [embedded] = availableStores();
    if (!embedded) throw new Error('no store');
    store = await embedded.open();
    const mains = switchable(store.database, () => never);
    mains.off();
    board = new Switchboard({ database: mains.database });
  });
  afterAll(async () => {
    await board.close();
    await store.close();
  });

  test.each([
    ['/voice/incoming', 200, 'we will ring today'],
    ['/voice/line', 200, 'we will ring today'],
    ['/voice/left-room', 200, 'left-room?tries=1'],
    ['/voice/outcome', 200, 'outcome?tries=1'],
    ['/voice/hold', 200, 'hold#rc=3&amp;rp=ct,5xx</Redirect>'],
    ['/voice/whisper-key?attempt=11111111-2222-4333-8444-555555555555', 200, 'tries=1&amp;digits=1'],
    ['/voice/leg-status?attempt=11111111-2222-4333-8444-555555555555', 503, ''],
    ['/voice/status', 503, ''],
    ['/sms/incoming', 200, 'Please send it again in a few minutes'],
  ])('does not keep %s waiting', async (path, status, words) => {
    const fields = {
      ...leg(legSid(1)),
      Digits: '1',
      ...(path === '/voice/leg-status' || path === '/voice/status' ? { CallStatus: 'completed' } : {}),
    };
    const asking = board.asks(path, fields);
    let answered = false;
    void asking.then(() => (answered = true));
    while (board.time.next() === undefined) await new Promise(setImmediate);
    expect(answered).toBe(false);
    board.time.moveTo(board.time.now() + 2_500);
    const response = await asking;
    expect(response.status).toBe(status);
    expect(response.text).toContain(words);
  });
});
