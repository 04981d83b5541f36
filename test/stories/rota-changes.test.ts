import { expect, test } from '@jest/globals';
import { aLine, aRota, clinician, listed } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

const people = new Map(['ahmed', 'brown', 'patel'].map((id, place) => [id, clinician(id, place)]));

function onDuty(...ids: string[]) {
  return aRota([aLine('haematology', '1', ids)], { people });
}

stories('a rota that changes in the middle of a walk', (story) => {
  test('counts at the next ring: who was taken off is not rung, who was put on is', async () => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(story, onDuty('ahmed', 'brown'));
    await ahmed.isRung();
    tale.source.current = onDuty('ahmed', 'patel');
    expect(ahmed.phone.engaged).toBe(true);
    await ahmed.doesNotAnswer();
    await patel.isRung(2);
    await patel.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'patel accepted']);
    tale.hadNoRefusals();
  });

  test('who is ringing when they are taken off may still take the call', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, onDuty('ahmed', 'brown'));
    await ahmed.isRung();
    tale.source.current = onDuty('brown');
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    tale.hadNoRefusals();
  });

  test('a line that is taken out of the rota ends with words', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, onDuty('ahmed', 'brown'));
    await ahmed.isRung();
    tale.source.current = aRota([aLine('neurology', '1', ['patel'])], { people });
    await ahmed.doesNotAnswer();
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });

  test('an area that is taken out of the rota ends with words', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    tale.source.current = { areas: [], hash: 'nothing left' };
    await ahmed.doesNotAnswer();
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    tale.hadNoRefusals();
  });

  test('a shift that ends in the middle of a walk is over for whoever was not rung yet', async () => {
    const shift = (id: string, to: string) => ({
      hours: { kind: 'dated', date: '2026-11-23', from: '09:00', to } as const,
      people: [id],
      tier: 1,
    });
    const line = aLine('haematology', '1', ['ahmed', 'brown', 'patel'], {
      shifts: [shift('ahmed', '17:00'), shift('brown', '10:30'), shift('patel', '17:00')],
    });
    const start = Date.parse('2026-11-23T10:29:45Z');
    const rotas = aRota([line], { people });
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(story, rotas, { start });
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await patel.isRung(2);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    tale.hadNoRefusals();
  });
});
