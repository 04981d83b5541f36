import { expect, test } from '@jest/globals';
import { listed } from './a-rota.ts';
import { stories } from './stories.ts';

stories('the ordinary call', (story) => {
  test('the second consultant is rung when the first does not pick up', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown', 'patel') });
    const practice = tale.caller();
    const { ahmed, brown, patel } = tale.colleagues('ahmed', 'brown', 'patel');
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await brown.presses('1');
    await practice.isTalkingTo(brown);
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
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const practice = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await practice.rings();
    await practice.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await practice.isTalkingTo(ahmed);
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
