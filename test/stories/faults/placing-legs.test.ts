import { expect, test } from '@jest/globals';
import { failingPhones } from '../../../src/calls/failing-phones.ts';
import { listed, service } from '../a-rota.ts';
import { stories } from '../stories.ts';
import { ahmedRings, beginWalk, endsWell, talkToTheEnd } from './a-walk.ts';

stories('asking the carrier for a leg', (story) => {
  test.each([
    { fault: 'drop-after-acting', says: 'drops its reply' },
    { fault: 'error-after-acting', says: 'answers 500' },
    { fault: 'hang-after-acting', says: 'never answers' },
  ] as const)(
    'a carrier that acts and $says is not asked again, and the leg that it made counts (pitfalls 3, 4)',
    async ({ fault }) => {
      const walk = await beginWalk(story, { giveUpMilliseconds: 1_500 });
      walk.tale.rehearsal.network.next('create-call', fault);
      await walk.caller.presses('1');
      await walk.ahmed.isRung();
      await walk.tale.pass(10);
      walk.ahmed.wasRung(1);
      walk.brown.wasNeverRung();
      await talkToTheEnd(walk, walk.ahmed);
      await endsWell(walk);
      walk.ahmed.wasRung(1);
      expect(await walk.tale.results()).toEqual(['ahmed accepted']);
    },
  );

  test('a leg that was made without a word, whose every callback is lost, is found by asking (pitfalls 3, 8)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.tale.pass(5);
    const [attempt] = (await walk.tale.call()).attempts;
    expect(attempt?.legSid).toBe(walk.ahmed.leg.sid);
    await walk.ahmed.isEngaged();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
  });

  test.each([
    { fault: 'drop', says: 'drops the connection' },
    { fault: 'error', says: 'answers 500' },
    { fault: 'hang', says: 'never answers' },
  ] as const)(
    'a carrier that $says and did nothing costs seconds, and the next clinician is rung (pitfall 3)',
    async ({ fault }) => {
      const walk = await beginWalk(story, { giveUpMilliseconds: 1_500 });
      walk.tale.rehearsal.network.next('create-call', fault);
      await walk.caller.presses('1');
      const chosen = walk.tale.rehearsal.time.now();
      await walk.brown.isRung();
      expect(walk.tale.rehearsal.time.now() - chosen).toBeLessThan(10_000);
      walk.ahmed.wasNeverRung();
      await talkToTheEnd(walk, walk.brown);
      await endsWell(walk);
      expect(await walk.tale.results()).toEqual(['ahmed failed', 'brown accepted']);
    },
  );

  test('429 is asked again, because the carrier surely did not act', async () => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.next('create-call', 'too-many');
    await walk.caller.presses('1');
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
    walk.brown.wasNeverRung();
  });

  test('who texts OFF while the carrier puts their leg off is not rung by it', async () => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.next('create-call', 'too-many');
    await walk.caller.presses('1');
    walk.ahmed.phone.sendsText(service, 'OFF');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
  });

  test('a telephone that is taken from the rota while the carrier puts its leg off is not rung by it', async () => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.next('create-call', 'too-many');
    await walk.caller.presses('1');
    walk.tale.source.current = withPhone(listed('ahmed', 'brown'), 'ahmed', '+447700900177');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
  });

  test('429 three times over, and the next clinician is rung', async () => {
    const walk = await beginWalk(story);
    for (let time = 0; time < 3; time++) walk.tale.rehearsal.network.next('create-call', 'too-many');
    await walk.caller.presses('1');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
    expect(await walk.tale.results()).toEqual(['ahmed failed', 'brown accepted']);
  });

  test('429 for 40 seconds costs a wait, and nobody their turn nor a telephone its name', async () => {
    const walk = await beginWalk(story);
    const { network, time } = walk.tale.rehearsal;
    network.faults.rest = { 'too-many': 1 };
    await walk.caller.presses('1');
    await walk.tale.pass(40);
    walk.ahmed.wasNeverRung();
    walk.brown.wasNeverRung();
    network.faults.rest = {};
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    const [area] = listed('ahmed', 'brown').areas;
    if (!area) throw new Error('no area');
    expect(await failingPhones(walk.tale.store.database.pool, area, time.now())).toEqual([]);
  });

  test('a number that the carrier refuses costs nothing but that clinician', async () => {
    const rotas = withPhone(listed('ahmed', 'brown', 'patel'), 'ahmed', '+4');
    const walk = await beginWalk(story, { rotas });
    await walk.caller.presses('1');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed failed', 'brown accepted']);
  });

  test('a loser whose leg is not known yet is called off as soon as it is (pitfall 2)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    walk.caller.leg.press('1');
    await walk.tale.settle();
    expect((await walk.tale.call()).attempts[0]?.legSid).toBeNull();
    await walk.caller.hangsUp();
    network.faults.lose = 1;
    await walk.tale.pass(10);
    network.faults.lose = 0;
    expect(network.legs.filter((leg) => leg.live)).toEqual([]);
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['abandoned']);
    walk.brown.wasNeverRung();
  });

  test('a loser whose leg is not known is called off by its first callback (pitfall 2)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    for (let time = 0; time < 10; time++) network.next('list-calls', 'error');
    walk.caller.leg.press('1');
    await walk.tale.settle();
    await walk.caller.hangsUp();
    await walk.tale.pass(3);
    expect(network.legs.map((leg) => leg.status)).toEqual(['completed', 'canceled']);
    walk.ahmed.wasNeverRung();
    expect(await walk.tale.results()).toEqual(['ahmed cancelled']);
    await endsWell(walk);
  });

  test('a loser whose leg is not known is told kindly when they pick up (pitfall 2)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    for (let time = 0; time < 30; time++) network.next('list-calls', 'error');
    network.faults.lose = 1;
    walk.caller.leg.press('1');
    await walk.tale.settle();
    network.faults.lose = 0;
    await walk.caller.hangsUp();
    network.faults.lose = 1;
    await walk.ahmed.isRung();
    walk.ahmed.leg.answer();
    await walk.ahmed.hears('The caller has hung up.');
    walk.ahmed.didNotHear('press 1 to take');
    await walk.ahmed.isLetGo();
    await endsWell(walk);
  });

  test('a leg that was cancelled in the queue says nothing, and its clinician is free at once (pitfall 7)', async () => {
    const walk = await beginWalk(story);
    walk.caller.leg.press('1');
    await walk.tale.settle();
    const { network } = walk.tale.rehearsal;
    const [leg] = network.legs.filter((each) => each.options.direction === 'outbound-api');
    expect(leg?.status).toBe('queued');
    await walk.caller.hangsUp();
    expect(leg?.status).toBe('canceled');
    walk.ahmed.wasNeverRung();
    const { rows } = await walk.tale.store.database.pool.query('select key from reservations');
    expect(rows).toEqual([]);
    await endsWell(walk);
  });

  test.each(['error', 'drop', 'too-many', 'drop-after-acting'] as const)(
    'a leg whose calling-off meets "%s" is called off all the same',
    async (fault) => {
      const walk = await ahmedRings(story);
      walk.tale.rehearsal.network.next('update-call', fault);
      await walk.caller.hangsUp();
      await walk.tale.pass(3);
      expect(walk.ahmed.leg.live).toBe(false);
      await endsWell(walk);
    },
  );
});

/** The same rota, in which one clinician has another telephone. */
function withPhone(rotas: ReturnType<typeof listed>, id: string, phone: string): ReturnType<typeof listed> {
  const areas = rotas.areas.map((area) => {
    const person = area.people.get(id);
    return person
      ? { ...area, people: new Map([...area.people, [id, { ...person, phones: [phone] }]]) }
      : area;
  });
  return { ...rotas, areas };
}
