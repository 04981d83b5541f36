import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answers } from '../../src/phone-network/behaviours.ts';
import { seededRandom } from '../../src/phone-network/seeded-random.ts';
import { Stage } from './stage.ts';

const ahmed = '+447700900101';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
  stage.answers['/answer'] = '<Pause length="30"/>';
  stage.network.phone(ahmed).whenRung(answers(2));
});
afterEach(() => stage.end());

const told = () => stage.to('/status').map(({ form }) => form['CallStatus']);
const all = ['initiated', 'ringing', 'in-progress', 'completed'];

describe('callbacks', () => {
  const whole = async (): Promise<void> => {
    await stage.place(ahmed);
    await stage.pass(120);
  };

  test('are lost, and documents are not', async () => {
    stage.network.faults.lose = 1;
    await whole();
    expect([told(), stage.to('/answer').length]).toEqual([[], 1]);
  });

  test('come twice, with the same token', async () => {
    stage.network.faults.double = 1;
    await whole();
    expect(told()).toEqual(all.flatMap((status) => [status, status]));
    expect(new Set(stage.to('/status').map(({ token }) => token)).size).toBe(4);
  });

  test('come late, within the range', async () => {
    stage.network.faults.delay = 1;
    stage.network.faults.delaySeconds = [5, 10];
    await whole();
    expect([...told()].sort()).toEqual([...all].sort());
    const initiated = stage.to('/status').find(({ form }) => form['CallStatus'] === 'initiated')?.at ?? 0;
    expect(initiated).toBeGreaterThanOrEqual(5);
    expect(initiated).toBeLessThanOrEqual(10);
  });

  test('change places', async () => {
    stage.network.nextCallback('ringing', 'reorder');
    await whole();
    expect(told()).toEqual(['initiated', 'in-progress', 'ringing', 'completed']);
    expect(stage.to('/status').map(({ form }) => form['SequenceNumber'])).toEqual(['0', '2', '1', '3']);
  });

  test('the last one is held back 5 s at most', async () => {
    stage.network.nextCallback('completed', 'reorder');
    await whole();
    expect(told()).toEqual(all);
    expect(stage.to('/status').at(-1)?.at).toBe(38);
  });

  test('one that was named is lost, once', async () => {
    stage.network.nextCallback('completed', 'lose');
    await whole();
    await whole();
    expect(told()).toEqual([...all.slice(0, 3), ...all]);
  });
});

test('any request may be repeated, a document too, and is run once', async () => {
  stage.network.faults.repeat = 1;
  stage.answers['/answer'] = '<Say>Hello.</Say>';
  await stage.place(ahmed);
  await stage.pass(60);
  expect(stage.to('/answer')).toHaveLength(2);
  expect(new Set(stage.to('/answer').map(({ token }) => token)).size).toBe(1);
  expect(stage.network.phone(ahmed).legs[0]?.heard).toEqual(['Hello.']);
});

describe('the REST API', () => {
  test('answers 429 and 500 without acting', async () => {
    stage.network.next('create-call', 'too-many');
    stage.network.next('create-call', 'error');
    await expect(stage.place(ahmed)).rejects.toThrow('20429');
    await expect(stage.place(ahmed)).rejects.toThrow('20500');
    expect(stage.network.legs).toEqual([]);
    await stage.place(ahmed);
    expect(stage.network.legs).toHaveLength(1);
  });

  test('answers 500 after acting', async () => {
    stage.network.next('create-call', 'error-after-acting');
    await expect(stage.place(ahmed)).rejects.toThrow('20500');
    await stage.pass(5);
    expect(stage.network.phone(ahmed).leg?.status).toBe('in-progress');
  });

  test('drops the reply, with and without having acted', async () => {
    stage.network.next('create-call', 'drop');
    await expect(stage.place(ahmed)).rejects.toThrow('fetch failed');
    expect(stage.network.legs).toEqual([]);
    stage.network.next('create-call', 'drop-after-acting');
    await expect(stage.place(ahmed)).rejects.toThrow('fetch failed');
    expect(stage.network.legs).toHaveLength(1);
  });

  test('hangs, is not busy with it, and lets go when it stops', async () => {
    stage.network.next('create-call', 'hang-after-acting');
    const placed = stage.place(ahmed).catch(() => 'let go');
    const first = await Promise.race([placed, rung()]);
    expect(first).toBe('rung');
    expect(stage.network.busy).toBe(false);
    await stage.network.stop();
    expect(await placed).toBe('let go');
    await stage.network.start();
  });

  /** Real requests arrive when they arrive: the clock may only be moved once this one has. */
  async function rung(): Promise<string> {
    while (stage.network.legs.length === 0) await new Promise(setImmediate);
    await stage.pass(2);
    return stage.network.phone(ahmed).leg ? 'rung' : 'not rung';
  }

  test('is slow, so that callbacks come before the reply', async () => {
    stage.network.next('create-call', 'slow');
    const order: string[] = [];
    stage.answers['/status'] = () => {
      order.push('callback');
      return 204;
    };
    const placed = stage.place(ahmed).then(() => order.push('reply'));
    await rung();
    await stage.pass(2);
    await placed;
    expect(order.slice(0, 2)).toEqual(['callback', 'callback']);
    expect(order).toContain('reply');
  });

  test('goes wrong only where it was told to', async () => {
    stage.network.next('update-call', 'error');
    const sid = await stage.place(ahmed);
    expect((await stage.rest('GET', `Calls/${sid}.json`)).status).toBe(200);
    expect((await stage.rest('POST', `Calls/${sid}.json`, { Status: 'canceled' })).status).toBe(500);
    expect(stage.network.legs[0]?.live).toBe(true);
  });
});

test('the same seed brings the same faults', async () => {
  const run = async (seed: number): Promise<unknown[]> => {
    const other = await new Stage({ random: seededRandom(seed) }).begin();
    Object.assign(other.network.faults, { lose: 0.2, double: 0.2, delay: 0.2, reorder: 0.2 });
    other.answers['/answer'] = '<Pause length="30"/>';
    other.network.phone(ahmed).whenRung(answers(2));
    for (let calls = 0; calls < 3; calls++) {
      await other.place(ahmed);
      await other.pass(100);
    }
    const seen = other.to('/status').map(({ form, at }) => [form['CallSid'], form['CallStatus'], at]);
    await other.end();
    return seen;
  };
  const first = await run(5);
  expect(await run(5)).toEqual(first);
  expect(await run(6)).not.toEqual(first);
});

test('a random number is at least 0 and below 1, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seededRandom(seed);
      const drawn = Array.from({ length: 50 }, random);
      expect(drawn.every((each) => each >= 0 && each < 1)).toBe(true);
      expect(new Set(drawn).size).toBeGreaterThan(45);
    }),
  );
});
