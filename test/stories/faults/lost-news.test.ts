import { expect, test } from '@jest/globals';
import { stories } from '../stories.ts';
import { ahmedRings, beginWalk, endsWell, nobodyWasRungTwiceAtOnce, talkToTheEnd } from './a-walk.ts';

stories('news from the carrier', (story) => {
  test.each([
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'no-answer',
    'participant-join',
    'participant-leave',
  ])('a lost "%s" does not keep the caller from the second clinician (pitfall 8)', async (news) => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.nextCallback(news, 'lose');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.doesNotAnswer();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    expect(await walk.tale.endings()).toEqual(['connected']);
    walk.patel.wasNeverRung();
  });

  test('with every callback lost, the walk goes on and ends in a talk (pitfall 8)', async () => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.faults.lose = 1;
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.isEngaged();
    await talkToTheEnd(walk, walk.brown);
    await walk.tale.pass(120);
    await endsWell(walk);
    expect((await walk.tale.results()).at(-1)).toBe('brown accepted');
    expect(await walk.tale.endings()).toEqual(['connected']);
    expect((await walk.tale.call()).offers[0]?.outcome.caller).toBe('referral-avoided');
    walk.patel.wasNeverRung();
  });

  test('the lost hang-up of a caller is found out, and nobody goes on ringing for nobody (pitfall 8)', async () => {
    const walk = await ahmedRings(story);
    walk.tale.rehearsal.network.nextCallback('completed', 'lose');
    await walk.caller.hangsUp();
    await walk.tale.pass(65);
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['abandoned']);
    expect(walk.tale.rehearsal.network.conversations).toEqual([]);
  });

  test.each([
    { where: 'before the room', seconds: 0 },
    { where: 'in the room', seconds: 10 },
  ])(
    'a clinician who takes the call of a caller lost $where without news is told so in seconds',
    async ({ seconds }) => {
      const walk = await ahmedRings(story);
      await walk.tale.pass(seconds);
      walk.tale.rehearsal.network.nextCallback('completed', 'lose');
      await walk.caller.hangsUp();
      await walk.ahmed.presses('1');
      const pressed = walk.tale.rehearsal.time.now();
      await walk.ahmed.hears('the caller has hung up');
      expect(walk.tale.rehearsal.time.now() - pressed).toBeLessThan(10_000);
      await endsWell(walk);
      expect(await walk.tale.endings()).toEqual(['abandoned']);
      expect(walk.tale.rehearsal.network.conversations).toEqual([]);
      walk.brown.wasNeverRung();
    },
  );

  test('the lost end of a leg that took the call before its request was answered is found out (pitfalls 3, 8)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.next('create-call', 'drop-after-acting');
    walk.ahmed.takesCallsAtOnce();
    await walk.caller.presses('1');
    await walk.tale.until(async () => (await walk.tale.results())[0] === 'ahmed accepted', 'it is taken', 5);
    expect((await walk.tale.call()).attempts[0]?.placedAt).toBeNull();
    await walk.caller.isTalkingTo(walk.ahmed);
    network.nextCallback('completed', 'lose');
    await walk.ahmed.hangsUp();
    await walk.caller.hears('referral was avoided, press 1');
    await walk.caller.hangsUp();
    await endsWell(walk);
  });

  test.each(['double', 'delay', 'reorder'] as const)(
    'callbacks that all %s change nothing (pitfall 6)',
    async (fault) => {
      const walk = await beginWalk(story);
      const { faults } = walk.tale.rehearsal.network;
      faults[fault] = 1;
      await walk.caller.presses('1');
      await walk.ahmed.isRung();
      await walk.ahmed.presses('2');
      await walk.brown.isRung();
      await walk.brown.doesNotAnswer();
      await talkToTheEnd(walk, walk.patel);
      await endsWell(walk);
      expect(await walk.tale.results()).toEqual(['ahmed declined', 'brown no-answer', 'patel accepted']);
      expect(await walk.tale.endings()).toEqual(['connected']);
    },
  );

  test('every webhook posted twice is heard once: keys, declines and outcomes (pitfall 6)', async () => {
    const walk = await beginWalk(story);
    walk.tale.rehearsal.network.faults.repeat = 1;
    await walk.caller.presses('9');
    await walk.tale.until(() => walk.caller.timesHeard('For Haematology') === 2, 'the menu is heard again');
    await walk.caller.presses('9');
    await walk.tale.until(
      () => walk.caller.timesHeard('For Haematology') === 3,
      'the menu is heard a third time',
    );
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.picksUp();
    await walk.ahmed.presses('7');
    await walk.tale.until(() => walk.ahmed.timesHeard('press 1 to take') === 2, 'the whisper is heard again');
    await walk.ahmed.presses('2');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed declined', 'brown accepted']);
    expect((await walk.tale.call()).offers).toHaveLength(1);
    expect((await walk.tale.call()).offers[0]?.outcome.caller).toBe('referral-avoided');
  });

  test('"answered" that comes after "completed" does not bring an attempt back to life (pitfall 6)', async () => {
    const walk = await ahmedRings(story);
    const { network } = walk.tale.rehearsal;
    network.faults.delaySeconds = [5, 5];
    network.nextCallback('in-progress', 'delay');
    await walk.ahmed.picksUp();
    await walk.ahmed.hangsUp();
    await walk.brown.isRung();
    await walk.tale.pass(6);
    const [first] = (await walk.tale.call()).attempts;
    expect([first?.status, first?.result, first?.legOver]).toEqual(['ended', 'no-response', true]);
    nobodyWasRungTwiceAtOnce(walk.tale);
    await walk.caller.hangsUp();
    await endsWell(walk);
    walk.patel.wasNeverRung();
  });

  test('news of a room that the caller has left puts nobody into the next one', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.faults.delaySeconds = [15, 15];
    network.nextCallback('participant-join', 'delay');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.tale.until(() => walk.caller.leg.conference !== undefined, 'the caller waits in the room');
    await walk.tale.pass(2);
    await walk.caller.presses('*');
    await walk.caller.hears('For another line, press 1');
    await walk.tale.pass(14);
    expect((await walk.tale.call()).room.callerIn).toBe(walk.caller.leg.conference !== undefined);
    await walk.caller.hangsUp();
    await endsWell(walk);
  });

  test('a voicemail picks up, speaks and is never talked to (pitfall 9)', async () => {
    const walk = await ahmedRings(story);
    walk.ahmed.leg.answer();
    await walk.tale.pass(1);
    walk.ahmed.leg.say('Please leave a message after the tone.');
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed no-response', 'brown accepted']);
    expect(walk.tale.rehearsal.network.conversations).toHaveLength(1);
  });
});
