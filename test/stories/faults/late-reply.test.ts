import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../../src/phone-network/phone.ts';
import { availableStores } from '../../stores.ts';
import { listed, practiceNumber } from '../a-rota.ts';
import { callerAt, comesTrue, RealStage } from './real-stage.ts';

const [ahmed, brown] = ['+447700900101', '+447700900102'];

/** Picks up at the first ring, and presses 1 before the whisper is over. */
const quickly: Behaviour = (leg) => {
  leg.onHears(/press 1/i, () => leg.press('1'), { upon: 'start' });
  leg.in(0.2, () => leg.answer());
};

describe.each(availableStores())(
  'the carrier answers our request after the call was taken, on $name',
  (kind) => {
    test('the leg is known by what it said meanwhile, and is placed once (pitfalls 2, 6)', async () => {
      const store = await kind.open();
      const { database, prefix, redisUrl } = store;
      const stage = await RealStage.open({
        database,
        prefix,
        redisUrl,
        rotas: listed('ahmed', 'brown'),
        speed: 4,
      });
      const { network } = stage;
      network.faults.slowSeconds = 30;
      network.next('create-call', 'slow');
      network.phone(ahmed).whenRung(quickly);
      callerAt(network, practiceNumber);
      await stage.talks(ahmed);
      const attempts = () =>
        database.pool.query<{ result: string; leg_sid: string; placed_at: Date | null }>(
          'select result, leg_sid, placed_at from attempts',
        );
      expect((await attempts()).rows[0]?.placed_at).toBeNull();
      await comesTrue('the reply came', async () => (await attempts()).rows[0]?.placed_at !== null);
      const sid = network.phone(ahmed).legs[0]?.sid;
      expect((await attempts()).rows).toEqual([
        { result: 'accepted', leg_sid: sid, placed_at: expect.any(Date) },
      ]);
      expect(network.phone(ahmed).leg?.isTalkingTo(network.phone(practiceNumber))).toBe(true);
      expect(network.phone(ahmed).legs).toHaveLength(1);
      expect(network.phone(brown).legs).toEqual([]);
      await stage.close();
      await store.close();
    });
  },
);
