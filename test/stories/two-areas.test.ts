import { expect, test } from '@jest/globals';
import type { Area, Rotas } from '../../src/rota/types.ts';
import { aLine, aRota, clinician, practiceNumber, service } from './a-rota.ts';
import { stories } from './stories.ts';
import { Colleague } from './story.ts';

const [johnsPhone, zedsPhone] = ['+447700900151', '+447700900152'];

/**
 * Riverside's haematology overflows to Hillside's, where "ahmed" is John and not Samira; Zed has two telephones, and the
 * same GMC number as Riverside's Brown.
 */
function twoAreas(riverside: readonly string[], hillside: readonly string[]): Rotas {
  const [first] = aRota([
    aLine('haematology', '1', riverside, { overflow: ['hillside/haematology'], ring: { passes: 1 } }),
  ]).areas;
  const line = aLine('haematology', '1', hillside, { ref: 'hillside/haematology' });
  const people = new Map([
    ['ahmed', { ...clinician('ahmed', 8), name: 'Dr John Ahmed', phones: [johnsPhone] }],
    ['zed', { ...clinician('zed', 1), name: 'Dr Zed', phones: [zedsPhone] }],
  ]);
  if (!first) throw new Error('no area');
  const second: Area = {
    ...first,
    id: 'hillside',
    name: 'Hillside',
    numbers: ['+441614960009'],
    lines: [line],
    people,
  };
  return { areas: [first, second], hash: 'two areas' };
}

stories('the same id in two areas', (story) => {
  test('is two people: the second is rung, and what they did is theirs', async () => {
    const tale = await story({ rotas: twoAreas(['ahmed'], ['ahmed']) });
    const [caller, samira, john] = [
      tale.caller(practiceNumber),
      tale.colleague('ahmed'),
      new Colleague(tale, johnsPhone),
    ];
    await caller.ringsFor('Haematology');
    await samira.isRung();
    await samira.doesNotAnswer();
    await john.isRung();
    await john.takesTheCallOf(caller);
    await tale.pass(20);
    await john.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.presses('1');
    await tale.isOver();
    const call = await tale.call();
    expect(await tale.asksTheApi(`/calls/${call.id}`)).toMatchObject({
      area: 'riverside',
      offers: [
        { connectedFirst: false, clinician: { id: 'ahmed', area: 'hillside', name: 'Dr John Ahmed' } },
      ],
      attempts: [
        { clinician: { id: 'ahmed', area: 'riverside', name: 'Dr Samira Ahmed' }, result: 'no-answer' },
        { clinician: { id: 'ahmed', area: 'hillside', name: 'Dr John Ahmed' }, result: 'accepted' },
      ],
    });
    const days = 'from=2026-11-23&to=2026-11-24';
    expect(await tale.asksTheApi(`/areas/riverside/statistics?${days}&by=clinician`)).toMatchObject({
      rows: [
        { key: 'hillside/ahmed', label: 'Dr John Ahmed (Hillside)', connected: 1, attempts: 1 },
        { key: 'ahmed', label: 'Dr Samira Ahmed', connected: 0, attempts: 1 },
      ],
      total: { connected: 1, attempts: 2 },
    });
    expect(await tale.asksTheApi(`/areas/riverside/fairness?${days}`)).toMatchObject({
      rows: [{ clinician: { name: 'Dr Samira Ahmed' }, rung: 1, taken: 0, missed: 1 }],
    });
    expect(await tale.asksTheApi(`/areas/hillside/fairness?${days}`)).toMatchObject({
      rows: [
        { clinician: { name: 'Dr John Ahmed' }, rung: 1, taken: 1, missed: 0 },
        { clinician: { name: 'Dr Zed' }, rung: 0 },
      ],
    });
  });

  test('does not make the one rung last for what the other missed', async () => {
    const tale = await story({ rotas: twoAreas(['ahmed'], ['ahmed', 'zed']) });
    const [caller, samira, john] = [
      tale.caller(practiceNumber),
      tale.colleague('ahmed'),
      new Colleague(tale, johnsPhone),
    ];
    for (let time = 0; time < 3; time++) {
      await caller.ringsFor('Haematology');
      await samira.isRung();
      await samira.doesNotAnswer();
      await john.isRung(5);
      await caller.hangsUp();
      await tale.isOver();
    }
    await tale.pass(5);
    expect(samira.phone.texts.map(({ body }) => body)).toEqual([
      expect.stringContaining('three rings of advice calls in a row'),
    ]);
    expect(john.phone.texts).toEqual([]);
  });

  test('with one GMC number is one person, who presses 3 once and is rung by neither', async () => {
    const tale = await story({ rotas: twoAreas(['brown', 'ahmed'], ['zed']) });
    tale.colleague('ahmed').phone.whenRung((leg) => leg.in(1, (ringing) => ringing.reject()));
    const [caller, brown, zed] = [
      tale.caller(practiceNumber),
      tale.colleague('brown'),
      new Colleague(tale, zedsPhone),
    ];
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await brown.presses('3');
    await caller.isLetGo();
    await tale.pass(20);
    await caller.ringsFor('Haematology');
    await caller.isLetGo();
    await tale.isOver();
    zed.wasNeverRung();
    brown.wasRung(1);
    const { rows } = await tale.store.database.pool.query(
      "select area, clinician, made_by from overrides where kind = 'pause' order by area",
    );
    expect(rows).toEqual([
      { area: 'hillside', clinician: 'zed', made_by: 'clinician zed' },
      { area: 'riverside', clinician: 'brown', made_by: 'clinician brown' },
    ]);
    brown.phone.sendsText(service, 'ON');
    await tale.pass(5);
    expect(brown.phone.texts.map(({ body }) => body)).toEqual([
      expect.stringContaining('You can be rung again'),
    ]);
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await brown.presses('2');
    await caller.isLetGo();
    await tale.isOver();
    const { rows: held } = await tale.store.database.pool.query(
      'select area from overrides where removed_at is null',
    );
    expect(held).toEqual([]);
  });

  test('with one GMC number is one person, who is not rung again by the overflow', async () => {
    const tale = await story({ rotas: twoAreas(['ahmed', 'brown'], ['zed']) });
    const [caller, zed] = [tale.caller(practiceNumber), new Colleague(tale, zedsPhone)];
    await caller.ringsFor('Haematology');
    await tale.colleague('ahmed').isRung();
    await tale.colleague('ahmed').doesNotAnswer();
    await tale.colleague('brown').isRung();
    await tale.colleague('brown').doesNotAnswer();
    await caller.isLetGo();
    await tale.isOver();
    zed.wasNeverRung();
    expect(await tale.notesOf((await tale.call()).id)).toContain(
      'Dr Zed: not rung again for this choice of a line',
    );
  });
});
