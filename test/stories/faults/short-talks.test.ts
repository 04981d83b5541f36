import { expect, test } from '@jest/globals';
import { stories } from '../stories.ts';
import { beginWalk, endsWell } from './a-walk.ts';

stories('a talk of which little is heard', (story) => {
  test.each([
    { known: 'the beginning of the conference', lost: ['participant-join', 'participant-join'] },
    { known: 'who joined', lost: ['conference-start'] },
  ])('is known by $known, though nobody can be asked who is in the room', async ({ lost }) => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    for (const news of lost) network.nextCallback(news, 'lose');
    for (let time = 0; time < 20; time++) network.next('list-participants', 'error');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.tale.until(() => walk.caller.leg.conference !== undefined, 'the caller waits in the room');
    await walk.ahmed.presses('1');
    await walk.caller.isTalkingTo(walk.ahmed);
    await walk.tale.pass(1);
    await walk.ahmed.hangsUp();
    await walk.caller.hears('referral was avoided, press 1');
    await walk.caller.hangsUp();
    await endsWell(walk);
    walk.brown.wasNeverRung();
    expect(await walk.tale.endings()).toEqual(['connected']);
  });

  test('with every callback lost, and the clinician first in the room, is left alone', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.faults.lose = 1;
    walk.ahmed.takesCallsAtOnce();
    await walk.caller.presses('1');
    await walk.caller.isTalkingTo(walk.ahmed);
    await walk.tale.pass(60);
    await walk.caller.isTalkingTo(walk.ahmed);
    expect((await walk.tale.call()).journey.at).toBe('talking');
    walk.brown.wasNeverRung();
    await walk.ahmed.hangsUp();
    await walk.caller.hears('referral was avoided, press 1');
    await walk.caller.hangsUp();
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['connected']);
    expect(network.conversations).toHaveLength(1);
  });
});
