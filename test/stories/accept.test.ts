import { expect, test } from '@jest/globals';
import { listed } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

stories('the ordinary call', (story) => {
  test('the second consultant is rung when the first does not pick up', async () => {
    const {
      tale,
      caller: practice,
      ahmed,
      brown,
      patel,
    } = await callUnderWay(story, listed('ahmed', 'brown', 'patel'));
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await brown.takesTheCallOf(practice);
    patel.wasNeverRung();
    await brown.hangsUp();
    await practice.hears('referral was avoided, press 1');
    await practice.presses('1');
    await practice.isLetGo();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    expect(await tale.endings()).toEqual(['connected']);
    expect((await tale.call()).offers[0]?.outcome).toEqual({ caller: 'referral-avoided', clinician: null });
    tale.hadNoRefusals();
  });

  test('the first consultant takes it, and nobody else is troubled', async () => {
    const { tale, caller: practice, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.takesTheCallOf(practice);
    await tale.pass(200);
    await practice.isTalkingTo(ahmed);
    await ahmed.hangsUp();
    await practice.hears('referral was avoided, press 1');
    await practice.presses('4');
    await practice.hears('That is recorded. Goodbye.');
    await tale.isOver();
    brown.wasNeverRung();
    const { offers } = await tale.call();
    expect(offers).toMatchObject([{ ending: 'connected', connectedFirst: true, clinician: 'ahmed' }]);
    tale.hadNoRefusals();
  });
});
