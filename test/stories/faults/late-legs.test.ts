import { expect, test } from '@jest/globals';
import { aLine, aRota, mobileCaller } from '../a-rota.ts';
import { stories } from '../stories.ts';
import type { Story } from '../story.ts';
import { beginWalk, endsWell, talkToTheEnd, type Walk } from './a-walk.ts';

const kind = 'this call could not be put through to you in time. Thank you. Goodbye.';

stories('a leg that the carrier makes when the walk has gone on without it', (story) => {
  test('is called off at its first news, and its clinician was kept free of other calls till then', async () => {
    const walk = await beginWalk(story);
    asksInVain(walk.tale, 12);
    await walk.caller.presses('1');
    await walk.brown.isRung(8);
    const second = await anotherCaller(walk);
    await walk.patel.isRung(3);
    walk.ahmed.wasNeverRung();
    await walk.tale.pass(15);
    expect(legsTo(walk.ahmed.phone.number, walk.tale).map(({ status }) => status)).toEqual(['canceled']);
    walk.ahmed.wasNeverRung();
    await walk.patel.takesTheCallOf(second);
    await walk.brown.takesTheCallOf(walk.caller);
    await walk.caller.hangsUp();
    await second.hangsUp();
    await endsWell(walk);
    expect(await resultsOf(walk.tale)).toEqual(['ahmed failed', 'brown accepted', 'patel accepted']);
  });

  test('and of which nothing is told is found while it rings, and called off', async () => {
    const walk = await beginWalk(story);
    asksInVain(walk.tale, 11);
    walk.tale.rehearsal.network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung(15);
    const second = await anotherCaller(walk);
    await walk.tale.until(() => !walk.ahmed.phone.engaged, 'it stops ringing', 8);
    await walk.patel.isRung();
    walk.ahmed.wasRung(1);
    await walk.caller.hangsUp();
    await second.hangsUp();
    await endsWell(walk);
  });

  test('and which is picked up before it is found is told kindly, and connected to nobody', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    asksInVain(walk.tale, 11);
    network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung(15);
    walk.ahmed.leg.answer();
    await walk.ahmed.hears(kind);
    walk.ahmed.didNotHear('press 1 to take');
    await walk.ahmed.isLetGo();
    expect(network.conversations).toEqual([]);
    await talkToTheEnd(walk, walk.brown);
    walk.ahmed.wasRung(1);
    await endsWell(walk);
  });

  test('much later than any leg should be made is called off at its first news', async () => {
    const walk = await beginWalk(story);
    asksInVain(walk.tale, 60);
    await walk.caller.presses('1');
    await walk.brown.isRung();
    await walk.caller.hangsUp();
    await walk.tale.pass(50);
    const { rows } = await walk.tale.store.database.pool.query('select key from reservations');
    expect(rows).toEqual([]);
    await walk.tale.pass(10);
    expect(legsTo(walk.ahmed.phone.number, walk.tale).map(({ status }) => status)).toEqual(['canceled']);
    walk.ahmed.wasNeverRung();
    await endsWell(walk);
  });

  test('much later than any leg should be made, and is picked up: they are told kindly, and nobody is put through', async () => {
    const walk = await beginWalk(story, { rotas: only({ giveUpAfter: 120, passes: 1 }) });
    asksInVain(walk.tale, 60);
    walk.tale.rehearsal.network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    walk.ahmed.leg.answer();
    await walk.ahmed.hears(kind);
    await walk.ahmed.isLetGo();
    expect(walk.tale.rehearsal.network.conversations).toEqual([]);
    await endsWell(walk);
  });
});

stories('the only clinician, for whom the carrier was asked in vain', (story) => {
  test('is rung in the second round as soon as that is safe', async () => {
    const walk = await beginWalk(story, { rotas: only({ passes: 2 }) });
    const { network, time } = walk.tale.rehearsal;
    network.next('create-call', 'drop');
    await walk.caller.presses('1');
    const chosen = time.now();
    await walk.caller.hears('We are still trying to reach Haematology. Please hold on.');
    await walk.ahmed.isRung(60);
    walk.caller.didNotHear('Everybody on duty');
    expect(time.now() - chosen).toBeGreaterThan(30_000);
    walk.ahmed.wasRung(1);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed failed', 'ahmed accepted']);
  });

  test('in the only round: the caller is told the next route within seconds', async () => {
    const walk = await beginWalk(story, { rotas: only({ passes: 1 }) });
    walk.tale.rehearsal.network.next('create-call', 'drop');
    await walk.caller.presses('1');
    const chosen = walk.tale.rehearsal.time.now();
    await walk.caller.hears('Nobody could take your call.');
    expect(walk.tale.rehearsal.time.now() - chosen).toBeLessThan(15_000);
    await walk.caller.hears('Please use your usual route');
    await walk.caller.isLetGo();
    await endsWell(walk);
  });

  test('and the budget ends first: the caller is told the next route, and nobody is rung after that', async () => {
    const walk = await beginWalk(story, { rotas: only({ passes: 2, giveUpAfter: 30 }) });
    walk.tale.rehearsal.network.next('create-call', 'drop');
    await walk.caller.presses('1');
    const chosen = walk.tale.rehearsal.time.now();
    await walk.caller.hears('Please use your usual route');
    expect(Math.abs(walk.tale.rehearsal.time.now() - chosen - 30_000)).toBeLessThan(5_000);
    await walk.caller.isLetGo();
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
  });
});

function only(ring: { readonly passes: number; readonly giveUpAfter?: number }) {
  return aRota([aLine('haematology', '1', ['ahmed'], { ring }), aLine('other', '2', ['brown', 'patel'])]);
}

/** The next request for a leg gets no answer, and is acted upon so many seconds later. */
function asksInVain({ rehearsal: { network } }: Story, seconds: number): void {
  network.faults.slowSeconds = seconds;
  network.next('create-call', 'drop-before-acting');
}

async function anotherCaller({ tale }: Walk) {
  const caller = tale.caller(mobileCaller);
  await caller.ringsFor('Haematology');
  return caller;
}

function legsTo(number: string, { rehearsal: { network } }: Story) {
  return network.legs.filter((leg) => leg.phone === number);
}

async function resultsOf(tale: Story): Promise<string[]> {
  const attempts = (await tale.calls()).flatMap((call) => call.attempts);
  return attempts.map(({ clinician, result }) => `${clinician} ${result ?? 'still trying'}`);
}
