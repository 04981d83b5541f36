import { expect, test } from '@jest/globals';
import type { RingOrder } from '../../src/rota/types.ts';
import { aLine, aRota } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

const people = ['ahmed', 'brown', 'patel'] as const;

function ordered(order: RingOrder) {
  return aRota([aLine('haematology', '1', people, { ring: { order } })]);
}

/** One call that the first to be rung takes; returns who that was. */
async function taken(tale: Story, line = 'Haematology'): Promise<string> {
  const caller = tale.caller();
  await caller.rings();
  await caller.chooses(line);
  const onDuty = people.filter((id) => tale.rotas.areas[0]?.people.has(id));
  const rung = () => onDuty.find((id) => tale.colleague(id).phone.engaged);
  await tale.until(() => rung() !== undefined, 'somebody is rung');
  const id = rung() ?? '';
  const colleague = tale.colleague(id);
  await colleague.takesTheCallOf(caller);
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
    const { tale, caller, ahmed, brown } = await callUnderWay(story, ordered('rotate'));
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung();
    await caller.hangsUp();
    await tale.pass(5);
    expect(await taken(tale)).toBe('patel');
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('rotate rings the second phone of whoever was just rung, and then the next', async () => {
    const rotas = ordered('rotate');
    const desk = '+441614960555';
    const [area] = rotas.areas;
    const ahmed = area?.people.get('ahmed');
    if (!area || !ahmed) throw new Error('nobody there');
    const people = new Map(area.people).set('ahmed', { ...ahmed, phones: [...ahmed.phones, desk] });
    const { tale, caller } = await callUnderWay(story, { ...rotas, areas: [{ ...area, people }] });
    await tale.colleague('ahmed').isRung();
    await tale.colleague('ahmed').isEngaged();
    const second = tale.rehearsal.network.phone(desk);
    await tale.until(() => second.leg?.status === 'ringing', 'the second phone rings', 3);
    second.leg?.reject();
    await tale.colleague('brown').isRung(3);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed busy', 'ahmed busy', 'brown cancelled']);
    tale.hadNoRefusals();
  });

  test.each([
    { order: 'fewest-calls', rung: ['brown', 'ahmed'], tomorrow: 'ahmed', why: 'forgets them at midnight' },
    { order: 'longest-idle', rung: ['brown', 'ahmed'], tomorrow: 'brown', why: 'goes on at midnight' },
  ] as const)('$order counts calls of every line, and $why', async ({ order, rung, tomorrow }) => {
    const rotas = aRota([
      aLine('haematology', '1', ['ahmed', 'brown'], { ring: { order } }),
      aLine('endocrinology', '2', ['ahmed']),
    ]);
    const tale = await story({ rotas, start: Date.parse('2026-11-23T23:50:00Z') });
    expect(await taken(tale, 'Endocrinology')).toBe('ahmed');
    const who = [await taken(tale), await taken(tale)];
    expect(who).toEqual(rung);
    await tale.pass(10 * 60);
    expect(await taken(tale)).toBe(tomorrow);
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
