import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { availableStores, type Store } from '../stores.ts';
import { listed } from './a-rota.ts';
import { tell, type Story } from './story.ts';

describe.each(availableStores())('on $name', (kind) => {
  let store: Store;
  let story: Story;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterEach(async () => {
    await story.rehearsal.close();
  });
  afterAll(async () => {
    await store.close();
  });

  test('the second consultant is rung when the first does not pick up', async () => {
    story = await tell(store, { rotas: listed('ahmed', 'brown', 'patel') });
    const [practice, ahmed, brown, patel] = [
      story.caller(),
      story.colleague('ahmed'),
      story.colleague('brown'),
      story.colleague('patel'),
    ];
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
    await story.isOver();
    expect(await story.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    expect(await story.endings()).toEqual(['connected']);
    expect((await story.call()).offers[0]?.outcome).toEqual({ caller: 'referral-avoided', clinician: null });
    story.hadNoRefusals();
  });
});
