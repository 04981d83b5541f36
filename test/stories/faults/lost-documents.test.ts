import { expect, test } from '@jest/globals';
import { stories } from '../stories.ts';
import { ahmedRings, beginWalk, endsWell, talkToTheEnd } from './a-walk.ts';

stories('a hold document that fails', (story) => {
  test('takes the caller out of the room, to the choices, and back; the ringing goes on meanwhile', async () => {
    const walk = await ahmedRings(story);
    await walk.caller.hears('We are trying the first of three');
    walk.tale.rehearsal.network.nextDocument('/webhooks/voice/hold');
    await walk.caller.hears('We are still ringing for you.');
    expect(walk.caller.leg.conference).toBeUndefined();
    await walk.brown.isRung();
    await walk.tale.until(() => walk.caller.leg.conference !== undefined, 'the caller waits again', 30);
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed no-answer', 'brown accepted']);
  });

  test('and whose caller hears the choices when the call is taken: they are put through', async () => {
    const walk = await ahmedRings(story);
    await walk.caller.hears('We are trying the first of three');
    walk.tale.rehearsal.network.nextDocument('/webhooks/voice/hold');
    await walk.caller.hears('We are still ringing for you.');
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    walk.brown.wasNeverRung();
  });

  test('to the clinician who waits for the caller sends them back to the room, where they meet', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    walk.ahmed.takesCallsAtOnce();
    await walk.caller.presses('1');
    await walk.tale.until(async () => (await walk.tale.results())[0] === 'ahmed accepted', 'it is taken', 5);
    network.nextDocument('/webhooks/voice/hold');
    await walk.caller.isTalkingTo(walk.ahmed);
    await walk.tale.pass(30);
    await walk.caller.isTalkingTo(walk.ahmed);
    expect(network.refusals.map(({ kind }) => kind)).toContain('wait');
    await walk.caller.hangsUp();
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['connected']);
    walk.brown.wasNeverRung();
  });
});

/** Everything that a leg is given to do next, from the menu to the outcome, but the greeting. */
const moments = ['line', 'hold', 'whisper', 'whisper-key', 'left-room', 'outcome'] as const;

stories('the answer to a request of Twilio that gets lost on its way', (story) => {
  test.each(moments)('at the moment %s is asked for again, and nobody notices', async (moment) => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    network.nextDocument(`/webhooks/voice/${moment}`, 'lose-answer');
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.ahmed.doesNotAnswer();
    await talkToTheEnd(walk, walk.brown);
    await endsWell(walk);
    walk.tale.hadNoRefusals();
    expect(await walk.tale.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    expect((await walk.tale.call()).offers).toMatchObject([
      { ending: 'connected', outcome: { caller: 'referral-avoided' } },
    ]);
  });
});
