import { expect, test } from '@jest/globals';
import { changedBody } from '../../src/api/schemas/overrides.ts';
import { aLine, aRota, clinician, mobileCaller } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';

const ids = ['ahmed', 'brown', 'patel'];
const people = new Map(ids.map((id, place) => [id, clinician(id, place)]));
const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'])], { people });
const twice = { ring: { passes: 2 } };
const path = '/areas/riverside/overrides';
const leave = {
  kind: 'leave',
  clinician: 'brown',
  from: '2026-11-23T08:00',
  to: '2026-12-04',
  why: 'Annual leave',
};

/** A caller for Haematology, while Dr Ahmed's telephone rings. */
async function whileAhmedIsRung(story: Telling) {
  const tale = await story({ rotas });
  const caller = tale.caller();
  const colleagues = tale.colleagues('ahmed', 'brown', 'patel');
  await caller.rings();
  await caller.chooses('Haematology');
  await colleagues.ahmed.isRung();
  return { tale, caller, ...colleagues };
}

stories('an override made while a call is under way', (story) => {
  test('counts at the next ring: leave is not rung, and on-call says until when', async () => {
    const { tale, caller, ahmed, brown } = await whileAhmedIsRung(story);
    const made = changedBody.parse(await tale.tellsTheApi('POST', path, 201, leave));
    expect(made.effect.words.some((words) => words.startsWith('Haematology has only Dr Samira Ahmed'))).toBe(
      true,
    );
    expect(await tale.asksTheApi('/areas/riverside/lines/haematology/on-call')).toMatchObject({
      ladder: [{ id: 'ahmed' }],
      why: expect.arrayContaining(['Dr Peter Brown: on leave until 4 December']),
    });
    expect(ahmed.phone.engaged).toBe(true);
    await ahmed.doesNotAnswer();
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed no-answer']);
    tale.hadNoRefusals();
  });

  test('puts the stand-in in the place, who takes the call', async () => {
    const { tale, caller, ahmed, brown, patel } = await whileAhmedIsRung(story);
    await tale.tellsTheApi('POST', path, 201, { ...leave, kind: 'swap', with: 'patel', why: 'Clinic' });
    await ahmed.doesNotAnswer();
    await patel.isRung(2);
    await patel.presses('1');
    await caller.isTalkingTo(patel);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'patel accepted']);
  });

  test.each(['leave', 'pause'])(
    'a %s of whoever is ringing lets that ring be taken, and is no ring in the next round',
    async (kind) => {
      const tale = await story({ rotas: aRota([aLine('haematology', '1', ['ahmed', 'brown'], twice)]) });
      const [caller, next] = [tale.caller(), tale.caller(mobileCaller)];
      const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
      await caller.ringsFor('Haematology');
      await ahmed.isRung();
      await tale.tellsTheApi('POST', path, 201, { ...leave, kind, clinician: 'ahmed' });
      await ahmed.takesTheCallOf(caller);
      await caller.hangsUp();
      await ahmed.isLetGo();
      await next.ringsFor('Haematology');
      await next.isLetGo();
      await tale.isOver();
      ahmed.wasRung(1);
      brown.wasRung(2);
      const notes = await tale.notesOf((await tale.calls())[1]?.id ?? '');
      expect(
        notes.filter((note) => /^Dr Samira Ahmed: (on leave|paused|not to be rung)/.test(note)),
      ).toHaveLength(1);
    },
  );

  test('of whoever did not answer leaves the others to the next round', async () => {
    const tale = await story({ rotas: aRota([aLine('haematology', '1', ['ahmed', 'brown'], twice)]) });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await tale.tellsTheApi('POST', path, 201, { ...leave, clinician: 'ahmed' });
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'brown no-answer', 'brown no-answer']);
  });

  test('an extra is rung after the others', async () => {
    const { tale, caller, ahmed, brown, patel } = await whileAhmedIsRung(story);
    await tale.tellsTheApi('POST', path, 201, {
      ...leave,
      kind: 'extra',
      line: 'haematology',
      clinician: 'patel',
    });
    await ahmed.isEngaged();
    await brown.isRung(2);
    await brown.isEngaged();
    await patel.isRung(2);
    await patel.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed busy', 'brown busy', 'patel accepted']);
  });

  test('only shown, changes nothing', async () => {
    const { tale, caller, ahmed, brown } = await whileAhmedIsRung(story);
    await tale.tellsTheApi('POST', `${path}?dryRun=true`, 200, leave);
    await ahmed.doesNotAnswer();
    await brown.isRung(2);
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
  });

  test('and removed again, leaves the walk as the rota has it', async () => {
    const { tale, caller, ahmed, brown } = await whileAhmedIsRung(story);
    const { overrides } = changedBody.parse(await tale.tellsTheApi('POST', path, 201, leave));
    await tale.tellsTheApi('DELETE', `${path}/${overrides[0]?.id}`, 200);
    await ahmed.doesNotAnswer();
    await brown.isRung(2);
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'brown accepted']);
    tale.hadNoRefusals();
  });
});

stories('the key of a request', (story) => {
  test('is forgotten after three days, by who looks ahead each hour', async () => {
    const tale = await story({ rotas });
    const { pool } = tale.store.database;
    const keys = async () => (await pool.query('select key from override_requests')).rows;
    await pool.query(
      `insert into override_requests (made_by, key, digest, overrides, made_at) values ('key a', 'k', '', '{}', $1)`,
      [new Date(tale.rehearsal.time.now())],
    );
    await tale.pass(72 * 3600);
    expect(await keys()).toEqual([{ key: 'k' }]);
    await tale.pass(2 * 3600);
    expect(await keys()).toEqual([]);
  });
});
