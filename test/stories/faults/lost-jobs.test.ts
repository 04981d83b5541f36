import { expect, test } from '@jest/globals';
import type { CallEvent } from '../../../src/call/event.ts';
import type { EffectJob } from '../../../src/escalation/queues-backend.ts';
import { stories } from '../stories.ts';
import type { Story } from '../story.ts';
import { ahmedRings, beginWalk, endsWell, talkToTheEnd } from './a-walk.ts';

stories('a job', (story) => {
  test('that was lost on its way to the queue is performed by the sweeper', async () => {
    const walk = await beginWalk(story);
    const lost = loseJobs(walk.tale);
    await walk.caller.presses('1');
    lost.enough();
    expect(lost.jobs.map((job) => job.queue)).toContain('legs');
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
    walk.brown.wasNeverRung();
  });

  test('of a queue that takes every one and brings none: the sweeper walks alone, later', async () => {
    const walk = await beginWalk(story);
    loseJobs(walk.tale);
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.doesNotAnswer();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
    walk.patel.wasNeverRung();
  });

  test('that comes so late that its clinician is off duty by then rings the next', async () => {
    const walk = await beginWalk(story);
    const lost = loseJobs(walk.tale);
    await walk.caller.presses('1');
    lost.enough();
    await walk.tale.tellsTheApi('POST', '/areas/riverside/overrides', 201, {
      ...{ kind: 'leave', clinician: 'ahmed', why: 'Ill' },
      ...{ from: '2026-11-23T10:00', to: '2026-11-24T10:00' },
    });
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
    const notes = await walk.tale.notesOf((await walk.tale.call()).id);
    expect(notes).toContain('Dr Samira Ahmed could not be rung: not on duty any more.');
  });

  test('that comes when the caller, unheard, has hung up rings nobody', async () => {
    const walk = await beginWalk(story);
    const lost = loseJobs(walk.tale);
    await walk.caller.presses('1');
    lost.enough();
    walk.tale.rehearsal.network.faults.lose = 1;
    await walk.caller.hangsUp();
    await endsWell(walk);
    walk.ahmed.wasNeverRung();
    walk.brown.wasNeverRung();
    expect(await walk.tale.endings()).toEqual(['abandoned']);
  });

  test('that stalls and runs again and again, at once too, rings once (pitfall 11)', async () => {
    const walk = await beginWalk(story);
    const lost = loseJobs(walk.tale);
    await walk.caller.presses('1');
    lost.enough();
    const { performer } = walk.tale.rehearsal.rotaline;
    await Promise.all(lost.jobs.flatMap(({ id }) => [1, 2, 3, 4].map(() => performer.perform(id))));
    await walk.ahmed.isRung();
    for (const { id } of lost.jobs) await performer.perform(id);
    await walk.tale.pass(5);
    walk.ahmed.wasRung(1);
    expect(walk.tale.rehearsal.network.legs).toHaveLength(2);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
  });

  test('whose worker died before it asked is taken over: nobody is rung blindly, the next is (pitfalls 4, 11)', async () => {
    const walk = await beginWalk(story);
    const lost = loseJobs(walk.tale);
    await walk.caller.presses('1');
    lost.enough();
    const { rotaline, time } = walk.tale.rehearsal;
    for (const { id } of lost.jobs) await rotaline.outbox.claim(id, time.now());
    await walk.brown.isRung();
    walk.ahmed.wasNeverRung();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed failed', 'brown accepted']);
  });

  test('that placed a leg and could not store it does not place it again (pitfall 4)', async () => {
    const walk = await beginWalk(story);
    loseOneChange(walk.tale, 'leg-placed');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.tale.pass(5);
    walk.ahmed.wasRung(1);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
    expect(await walk.tale.results()).toEqual(['ahmed accepted']);
  });

  test('that placed a leg, could not store it, and whose every callback is lost, still moves on (pitfalls 4, 8)', async () => {
    const walk = await beginWalk(story);
    loseOneChange(walk.tale, 'leg-placed');
    walk.tale.rehearsal.network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.doesNotAnswer();
    await walk.brown.isRung();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.ahmed.wasRung(1);
  });

  test('that got no answer and could not store that does not ask again (pitfalls 3, 4)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    loseOneChange(walk.tale, 'leg-unknown');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.tale.pass(5);
    expect(network.legs.filter((leg) => leg.phone === walk.ahmed.phone.number)).toHaveLength(1);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed accepted']);
  });

  test('that comes late does not take the caller out of a talk which has begun (pitfalls 12, 21)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    await walk.caller.hears('We are trying');
    await walk.caller.presses('*');
    await walk.caller.hears('For another line, press 1');
    const lost = loseJobs(walk.tale);
    await walk.ahmed.presses('1');
    await walk.caller.presses('5');
    await walk.caller.isTalkingTo(walk.ahmed);
    await walk.tale.pass(30);
    lost.enough();
    await walk.caller.isTalkingTo(walk.ahmed);
    expect(walk.tale.rehearsal.network.conversations).toHaveLength(1);
    await walk.ahmed.hangsUp();
    await walk.caller.hears('referral was avoided, press 1');
    await walk.caller.hangsUp();
    await endsWell(walk);
  });

  test('that comes for a ringing which is over changes nothing (pitfall 12)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.presses('2');
    await walk.brown.isRung();
    const before = await walk.tale.call();
    const { calls } = walk.tale.rehearsal.rotaline;
    const [first] = before.attempts;
    for (const timer of ['ring', 'whisper', 'look-again', 'give-up'] as const) {
      await calls.change({ id: before.id }, (at) => ({
        kind: 'time-up',
        at,
        timer,
        attempt: first?.id ?? null,
        offer: first?.offer ?? null,
      }));
    }
    expect(await walk.tale.call()).toEqual(before);
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
  });
});

/** Jobs vanish on their way to the queue until it is enough. */
function loseJobs({ rehearsal }: Story): { readonly jobs: EffectJob[]; enough(): void } {
  const { queues } = rehearsal.rotaline;
  const add = queues.add.bind(queues);
  const jobs: EffectJob[] = [];
  queues.add = async (lost) => void jobs.push(...lost.filter((job) => job.delay === 0));
  return { jobs, enough: () => void (queues.add = add) };
}

/** The database fails once, just when it is told this. */
function loseOneChange({ rehearsal }: Story, what: CallEvent['kind']): void {
  const { calls } = rehearsal.rotaline;
  const change = calls.change.bind(calls);
  calls.change = async (key, happening, finishes) => {
    if (happening(0).kind !== what) return change(key, happening, finishes);
    calls.change = change;
    throw new Error('the database went away');
  };
}
