import { expect, test } from '@jest/globals';
import { aLine, aRota, listed } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

stories('a caller who hangs up', (story) => {
  test('at the menu: nothing was offered and nobody is rung', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller();
    await caller.rings();
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(60);
    tale.colleague('ahmed').wasNeverRung();
    expect(await tale.endings()).toEqual([]);
    tale.hadNoRefusals();
  });

  test('while keying the NHS number: the choice was abandoned, and nobody is rung', async () => {
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', ['ahmed'])], { askNhsNumber: true }),
    });
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await caller.hears('NHS number');
    await caller.presses('943');
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(60);
    tale.colleague('ahmed').wasNeverRung();
    expect(await tale.endings()).toEqual(['abandoned']);
    tale.hadNoRefusals();
  });

  test('while clinicians ring: all ringing is cancelled, and nobody else is rung', async () => {
    const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown', 'patel'], { ring: { atOnce: 2 } })]);
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(story, rotas);
    await ahmed.isRung();
    await brown.isRung();
    await tale.pass(5);
    await caller.hangsUp();
    await tale.until(() => !ahmed.phone.engaged && !brown.phone.engaged, 'the ringing stops', 3);
    await tale.isOver();
    await tale.pass(60);
    patel.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed cancelled', 'brown cancelled']);
    expect(await tale.endings()).toEqual(['abandoned']);
    tale.hadNoRefusals();
  });

  test('in the very moment of the choice: whoever was about to be rung does not go on ringing', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.hears('For Haematology');
    caller.leg.press('1');
    await tale.until(async () => (await tale.call()).attempts.length > 0, 'a clinician is about to be rung');
    await caller.hangsUp();
    await tale.isOver();
    expect(ahmed.phone.engaged).toBe(false);
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed cancelled']);
    tale.hadNoRefusals();
  });

  test('while a clinician hears the whisper: pressing 1 then tells them so', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.picksUp();
    await caller.hangsUp();
    await ahmed.presses('1');
    await ahmed.hears('Thank you. The caller has hung up. Goodbye.');
    await ahmed.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed cancelled']);
    expect(await tale.endings()).toEqual(['abandoned']);
    expect(tale.rehearsal.network.conversations).toEqual([]);
    tale.hadNoRefusals();
  });

  test('between the 1 and the room: the clinician hears so and is let go', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.picksUp();
    ahmed.leg.press('1');
    await tale.until(async () => (await tale.call()).journey.at === 'joining', 'the call is accepted');
    await caller.hangsUp();
    await ahmed.hears('the caller has hung up');
    await ahmed.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    ahmed.didNotHear('Please say what your advice led to');
    expect(await tale.endings()).toEqual(['abandoned']);
    await tale.pass(150);
    expect(ahmed.phone.texts).toEqual([]);
    tale.hadNoRefusals();
  });

  test('while talking: the clinician is asked by key what the advice led to', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.takesTheCallOf(caller);
    await tale.pass(90);
    await caller.hangsUp();
    await ahmed.hears('The caller has left. Please say what your advice led to.');
    await ahmed.hears('referral was avoided, press 1');
    await ahmed.presses('3');
    await ahmed.hears('Thank you for your advice. Goodbye.');
    await ahmed.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect((await tale.call()).offers[0]).toMatchObject({
      ending: 'connected',
      outcome: { caller: null, clinician: 'investigation-arranged' },
    });
    tale.hadNoRefusals();
  });
});
