import { expect, test } from '@jest/globals';
import type { Rotas, Shift } from '../../src/rota/types.ts';
import { aLine, aRota, listed } from './a-rota.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

const second = '+447700900555';

/** The same rota, with a second phone for one of its people. */
function withSecondPhone(rotas: Rotas, id: string): Rotas {
  const areas = rotas.areas.map((area) => {
    const person = area.people.get(id);
    if (!person) return area;
    const people = new Map(area.people).set(id, { ...person, phones: [...person.phones, second] });
    return { ...area, people };
  });
  return { ...rotas, areas };
}

async function aCallIsMissed(tale: Story, ...ids: string[]): Promise<void> {
  const caller = tale.caller();
  await caller.rings();
  await caller.chooses('Haematology');
  for (const id of ids) {
    await tale.colleague(id).isRung();
    await tale.colleague(id).doesNotAnswer();
  }
  await caller.isLetGo();
  await tale.pass(10);
}

stories('ladders', (story) => {
  test('a second phone is rung when the first is not answered, before the next clinician', async () => {
    const tale = await story({ rotas: withSecondPhone(listed('ahmed', 'brown'), 'ahmed') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    const other = tale.rehearsal.network.phone(second);
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await tale.until(() => other.leg?.status === 'ringing', 'the second phone rings', 10);
    brown.wasNeverRung();
    other.leg?.answer();
    await tale.until(
      () => other.leg?.heard.some((text) => text.includes('press 1 to take')) ?? false,
      'the whisper',
    );
    other.leg?.press('1');
    await tale.until(() => caller.leg.isTalkingTo(other), 'they talk', 30);
    await caller.hangsUp();
    await tale.until(() => !other.engaged, 'all is over', 60);
    await tale.isOver();
    ahmed.wasRung(1);
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'ahmed accepted']);
    tale.hadNoRefusals();
  });

  test('who passes a call on is not rung on their second phone', async () => {
    const tale = await story({ rotas: withSecondPhone(listed('ahmed', 'brown'), 'ahmed') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('2');
    await brown.isRung();
    expect(tale.rehearsal.network.phone(second).legs).toEqual([]);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('tier 2 is rung only after tier 1 did not answer, though two are rung at once', async () => {
    const shift = aLine('haematology', '1', ['ahmed', 'brown']).shifts[0] as Shift;
    const shifts = [
      { ...shift, people: ['ahmed'], tier: 1 },
      { ...shift, people: ['brown'], tier: 2 },
    ];
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', [], { shifts, ring: { atOnce: 2 } })]),
    });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await tale.pass(10);
    brown.wasNeverRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('who missed three rings in a row is told so by text and rung last for 30 minutes, and then first again', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    brown.phone.whenRung((leg) => leg.in(1, (ringing) => ringing.reject()));
    await aCallIsMissed(tale, 'ahmed');
    await aCallIsMissed(tale, 'ahmed');
    expect(ahmed.phone.texts).toEqual([]);
    await aCallIsMissed(tale, 'ahmed');
    expect(ahmed.phone.texts.map(({ body }) => body)).toEqual([
      expect.stringContaining('You missed three rings of advice calls in a row'),
    ]);
    expect(brown.phone.texts).toEqual([]);

    brown.phone.whenRung(() => undefined);
    const rungBefore = ahmed.phone.legs.length;
    const caller = tale.caller();
    await caller.rings();
    await caller.chooses('Haematology');
    await brown.isRung();
    expect(ahmed.phone.legs).toHaveLength(rungBefore);
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await brown.hangsUp();
    await caller.isLetGo();
    const [, , , last] = await tale.calls();
    const notes = await tale.notesOf(last?.id ?? '');
    expect(notes).toContainEqual(
      expect.stringMatching(/^Dr Samira Ahmed: .*rung last until 1[01]:\d\dam after three missed rings$/),
    );

    await tale.pass(31 * 60);
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(10);
    expect(ahmed.phone.texts).toHaveLength(2);
    tale.hadNoRefusals();
  });

  test('three phones that are not answered in one call are one missed ring, and three calls are three', async () => {
    const [desk, home] = ['+441614960555', '+441614960556'];
    const [area] = listed('ahmed', 'brown').areas;
    const person = area?.people.get('ahmed');
    if (!area || !person) throw new Error('nobody there');
    const people = new Map(area.people).set('ahmed', { ...person, phones: [...person.phones, desk, home] });
    const tale = await story({ rotas: { areas: [{ ...area, people }], hash: 'three phones' } });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    brown.phone.whenRung((leg) => leg.in(1, (ringing) => ringing.reject()));
    const told = () => ahmed.phone.texts.filter(({ body }) => body.includes('missed three rings'));
    for (let call = 1; call <= 3; call++) {
      const caller = tale.caller();
      await caller.ringsFor('Haematology');
      await ahmed.isRung(2);
      await tale.until(() => tale.rehearsal.network.phone(home).engaged, 'the third phone rings', 60);
      expect(told()).toEqual([]);
      await caller.isLetGo();
      await tale.pass(10);
      expect(told()).toHaveLength(call < 3 ? 0 : 1);
    }
    brown.phone.whenRung(() => undefined);
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await brown.isRung(2);
    ahmed.wasRung(3);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('after a call a clinician has the seconds that the line gives to write it up', async () => {
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', ['ahmed', 'brown'], { wrapUp: 120 })]),
    });
    const caller = tale.caller();
    const next = tale.caller('+447700900200');
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await ahmed.hangsUp();
    await next.rings();
    await next.chooses('Haematology');
    await brown.isRung();
    ahmed.wasRung(1);
    await next.hangsUp();
    const notes = await tale.notesOf((await tale.calls()).at(-1)?.id ?? '');
    expect(notes).toContain('Dr Samira Ahmed: on another call, or writing one up');

    await tale.pass(125);
    await next.rings();
    await next.chooses('Haematology');
    await ahmed.isRung();
    await next.hangsUp();
    await tale.pass(60);
    tale.hadNoRefusals();
  });

  test('the timeline says in words who was on the ladder and who was passed over, once', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.rings();
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung();
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    const notes = await tale.notesOf((await tale.call()).id);
    expect(notes.filter((note) => note === 'Dr Samira Ahmed: on shift until midnight')).toHaveLength(1);
    expect(notes).toContain('Dr Samira Ahmed: engaged.');
  });
});
