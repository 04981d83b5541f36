import { expect, test } from '@jest/globals';
import type { RingOrder } from '../../src/rota/types.ts';
import { aLine, aRota } from './a-rota.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

const people = ['ahmed', 'brown', 'patel'] as const;

function ordered(order: RingOrder) {
  return aRota([aLine('haematology', '1', people, { ring: { order } })]);
}

/** One call that the first to be rung takes; returns who that was. */
async function taken(tale: Story): Promise<string> {
  const caller = tale.caller();
  await caller.rings();
  await caller.chooses('Haematology');
  const rung = () => people.find((id) => tale.colleague(id).phone.engaged);
  await tale.until(() => rung() !== undefined, 'somebody is rung');
  const id = rung() ?? '';
  const colleague = tale.colleague(id);
  await colleague.presses('1');
  await caller.isTalkingTo(colleague);
  await caller.hangsUp();
  await tale.until(() => !colleague.phone.engaged, 'the clinician has rung off', 60);
  return id;
}

stories('the order of ringing', (story) => {
  test.each([
    { order: 'listed', rung: ['ahmed', 'ahmed', 'ahmed', 'ahmed'] },
    { order: 'rotate', rung: ['ahmed', 'brown', 'patel', 'ahmed'] },
    { order: 'longest-idle', rung: ['ahmed', 'brown', 'patel', 'ahmed'] },
    { order: 'fewest-calls', rung: ['ahmed', 'brown', 'patel', 'ahmed'] },
  ] as const)('$order, over four calls', async ({ order, rung }) => {
    const tale = await story({ rotas: ordered(order) });
    const who = [];
    for (let call = 0; call < rung.length; call++) who.push(await taken(tale));
    expect(who).toEqual(rung);
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('rotate goes on after whoever was rung last, though they did not take it', async () => {
    const tale = await story({ rotas: ordered('rotate') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung();
    await caller.hangsUp();
    await tale.pass(5);
    expect(await taken(tale)).toBe('patel');
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
