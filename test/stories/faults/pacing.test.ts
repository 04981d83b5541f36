import { describe, expect, test } from '@jest/globals';
import { availableStores } from '../../stores.ts';
import { aLine, aRota, practiceNumber, service } from '../a-rota.ts';
import { stories } from '../stories.ts';
import { nobodyWasRungTwiceAtOnce } from './a-walk.ts';
import { callerAt, comesTrue, RealStage } from './real-stage.ts';

const ten = ['ann', 'bea', 'cat', 'dot', 'eve', 'fay', 'gus', 'hal', 'ian', 'jo'];

stories('a carrier that dials one call a second', (story) => {
  test('rings ten telephones in ten seconds, and each for its whole time (pitfall 15)', async () => {
    const rotas = aRota([
      aLine('haematology', '1', ten, { ring: { atOnce: 10, seconds: 20, giveUpAfter: 180 } }),
    ]);
    const tale = await story({ rotas, callsPerSecond: 1 });
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await tale.pass(100);
    const legs = tale.rehearsal.network.legs.filter((leg) => leg.options.direction === 'outbound-api');
    expect(legs).toHaveLength(10);
    const rang = legs.map((leg) => ((leg.endedAt ?? 0) - (leg.ringingAt ?? 0)) / 1000);
    expect(rang).toEqual(ten.map(() => 20));
    expect(legs.map((leg) => leg.status)).toEqual(ten.map(() => 'no-answer'));
    await tale.isOver();
    expect(await tale.endings()).toEqual(['unanswered']);
    nobodyWasRungTwiceAtOnce(tale);
  });

  test('the one that waits longest in the queue can still take the call, with all news lost (pitfalls 8, 15)', async () => {
    const rotas = aRota([aLine('haematology', '1', ten, { ring: { atOnce: 10, seconds: 10 } })]);
    const tale = await story({ rotas, callsPerSecond: 0.5 });
    tale.rehearsal.network.faults.lose = 1;
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    const last = tale.colleague('jo');
    await last.isRung();
    await last.takesTheCallOf(caller);
    await tale.pass(10);
    await caller.hangsUp();
    await tale.pass(120);
    await tale.isOver();
    expect(await tale.endings()).toEqual(['connected']);
    nobodyWasRungTwiceAtOnce(tale);
  });

  test('legs that still wait in its queue when the caller hangs up never ring (pitfall 7)', async () => {
    const rotas = aRota([aLine('haematology', '1', ten, { ring: { atOnce: 10 } })]);
    const tale = await story({ rotas, callsPerSecond: 1 });
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await tale.pass(4);
    const rung = ten.filter((id) => tale.colleague(id).phone.legs.length > 0);
    await caller.hangsUp();
    await tale.pass(30);
    expect(ten.filter((id) => tale.colleague(id).phone.legs.length > 0)).toEqual(rung);
    expect(rung.length).toBeLessThan(6);
    await tale.isOver();
  });

  test('the leg of who texts OFF while it waits in its queue never rings, and the walk goes on', async () => {
    const rotas = aRota([aLine('haematology', '1', ten, { ring: { atOnce: 9 } })]);
    const tale = await story({ rotas, callsPerSecond: 0.5 });
    const [caller, first, waits] = [tale.caller(), tale.colleague('ann'), tale.colleague('ian')];
    await caller.ringsFor('Haematology');
    await first.isRung();
    waits.phone.sendsText(service, 'OFF');
    first.phone.sendsText(service, 'OFF');
    await tale.pass(5);
    expect(first.phone.engaged).toBe(true);
    await tale.colleague('jo').isRung(60);
    await caller.hangsUp();
    await tale.isOver();
    waits.wasNeverRung();
  });
});

describe.each(availableStores())('our own limit of three calls a second, on $name', (kind) => {
  test('asks for ten legs over three seconds, each once, and the sweeper leaves them their turn (pitfall 15)', async () => {
    const store = await kind.open();
    const rotas = aRota([aLine('haematology', '1', ten, { ring: { atOnce: 10 } })]);
    const { database, prefix, redisUrl } = store;
    const stage = await RealStage.open({ database, prefix, redisUrl, rotas, speed: 2, callsPerSecond: 3 });
    const ours = () => stage.network.legs.filter((leg) => leg.options.direction === 'outbound-api');
    callerAt(stage.network, practiceNumber);
    await comesTrue('ten legs were asked for', async () => ours().length >= 10);
    const [first, last] = [ours()[0], ours().at(-1)];
    expect(ours()).toHaveLength(10);
    expect((last?.createdAt ?? 0) - (first?.createdAt ?? 0)).toBeGreaterThanOrEqual(2_500);
    expect(new Set(ours().map((leg) => leg.phone)).size).toBe(10);
    await stage.close();
    await store.close();
  });
});
