import { expect, test } from '@jest/globals';
import { aLine, aRota, clinician, fictionLane, listed, mobileCaller } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

function atOnce(count: number, ...people: string[]) {
  return aRota([aLine('haematology', '1', people, { ring: { atOnce: count } })]);
}

stories('several at once', (story) => {
  test('two ring together, the first to accept has the call, and the other stops ringing', async () => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(
      story,
      atOnce(2, 'ahmed', 'brown', 'patel'),
    );
    await ahmed.isRung();
    await brown.isRung(1);
    await caller.hears('We are ringing 2 clinicians for Haematology.');
    patel.wasNeverRung();
    await brown.presses('1');
    await tale.until(() => !ahmed.phone.engaged, 'the other stops ringing', 5);
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    patel.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed cancelled', 'brown accepted']);
    tale.hadNoRefusals();
  });

  test('as one stops, the next rings, so that two ring all the time', async () => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(
      story,
      atOnce(2, 'ahmed', 'brown', 'patel'),
    );
    await ahmed.isRung();
    await brown.isRung(1);
    await ahmed.isEngaged();
    await patel.isRung(2);
    expect(brown.phone.engaged).toBe(true);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed busy', 'brown cancelled', 'patel cancelled']);
    tale.hadNoRefusals();
  });

  test('of three at the whisper, those who press 1 a moment later are told kindly', async () => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(
      story,
      atOnce(3, 'ahmed', 'brown', 'patel'),
    );
    for (const colleague of [ahmed, brown, patel]) await colleague.isRung();
    for (const colleague of [ahmed, brown, patel]) await colleague.picksUp();
    await patel.presses('1');
    await ahmed.presses('1');
    await ahmed.hears('Thank you. A colleague has just taken this call. Goodbye.');
    await ahmed.isLetGo();
    await brown.hears('Thank you. A colleague has just taken this call. Goodbye.');
    await caller.isTalkingTo(patel);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed cancelled', 'brown cancelled', 'patel accepted']);
    expect(tale.rehearsal.network.conversations).toHaveLength(1);
    tale.hadNoRefusals();
  });

  test('two who press 1 at the same instant: one has the call, and only one', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, atOnce(2, 'ahmed', 'brown'));
    for (const colleague of [ahmed, brown]) await colleague.isRung();
    for (const colleague of [ahmed, brown]) await colleague.picksUp();
    ahmed.leg.press('1');
    brown.leg.press('1');
    await tale.until(
      () => caller.leg.conference !== undefined && tale.rehearsal.network.conversations.length > 0,
      'they talk',
    );
    await caller.hangsUp();
    await tale.isOver();
    expect((await tale.results()).map((result) => result.split(' ')[1]).sort()).toEqual([
      'accepted',
      'cancelled',
    ]);
    expect(tale.rehearsal.network.conversations.map((talk) => talk.talkers.length)).toEqual([2]);
    tale.hadNoRefusals();
  });

  test('two who share a telephone are rung one after the other', async () => {
    const rotas = atOnce(2, 'ahmed', 'brown');
    const [area] = rotas.areas;
    const shared = ['ahmed', 'brown'].map((id, place) => ({
      ...clinician(id, place),
      phones: ['+447700900101'],
    }));
    const people = new Map(shared.map((person) => [person.id, person]));
    const {
      tale,
      caller,
      ahmed: desk,
    } = await callUnderWay(story, {
      ...rotas,
      areas: area ? [{ ...area, people }] : [],
    });
    await desk.isRung();
    desk.wasRung(1);
    await desk.presses('2');
    await tale.until(() => desk.phone.legs.length === 2, 'the second is rung there', 10);
    await desk.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed declined', 'brown accepted']);
    caller.didNotHear('Everybody on duty');
    tale.hadNoRefusals();
  });

  test("the caller's own telephone is never rung", async () => {
    const ahmeds = clinician('ahmed', 0).phones[0] ?? '';
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const caller = tale.caller(ahmeds);
    const { brown } = tale.colleagues('brown');
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await brown.isEngaged();
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.results()).toEqual(['brown busy']);
    expect(caller.phone.legs).toHaveLength(1);
    expect(await tale.notesOf((await tale.call()).id)).toContain(
      'Dr Samira Ahmed: not rung, as the call comes from their telephone',
    );
    tale.hadNoRefusals();
  });
});

stories('two callers', (story) => {
  test('never share a clinician: the second gets the next on the rota', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const first = tale.caller();
    const second = tale.caller(mobileCaller);
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await first.rings();
    await second.rings();
    await first.chooses('Haematology');
    await second.chooses('Haematology');
    await ahmed.isRung();
    await brown.isRung(5);
    await brown.presses('1');
    await ahmed.takesTheCallOf(first);
    await second.isTalkingTo(brown);
    await first.hangsUp();
    await second.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    brown.wasRung(1);
    tale.hadNoRefusals();
  });

  test('who finds everybody busy waits, is told so, and takes the one who becomes free', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const first = tale.caller();
    const second = tale.caller(mobileCaller);
    const ahmed = tale.colleague('ahmed');
    await first.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.takesTheCallOf(first);
    await second.ringsFor('Haematology');
    await second.hears('Everybody on duty for Haematology is on another call. Please hold on.');
    await tale.pass(30);
    ahmed.wasRung(1);
    await first.hangsUp();
    await tale.until(() => !ahmed.phone.engaged, 'the clinician is free', 60);
    await ahmed.isRung(10);
    await ahmed.takesTheCallOf(second);
    await second.hangsUp();
    await tale.isOver();
    expect((await tale.calls()).flatMap(({ offers }) => offers.map(({ ending }) => ending))).toEqual([
      'connected',
      'connected',
    ]);
    tale.hadNoRefusals();
  });

  test('who finds everybody busy until the budget ends is told so kindly', async () => {
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', ['ahmed'], { ring: { giveUpAfter: 40 } })]),
    });
    const first = tale.caller();
    const second = tale.caller(mobileCaller);
    const ahmed = tale.colleague('ahmed');
    await first.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.takesTheCallOf(first);
    await second.ringsFor('Haematology');
    await second.hears('Nobody could take your call');
    await second.isLetGo();
    await first.isTalkingTo(ahmed);
    await first.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    expect((await tale.calls()).map(({ offers }) => offers[0]?.ending)).toEqual(['connected', 'unanswered']);
    tale.hadNoRefusals();
  });
});

stories('overflow', (story) => {
  const haematology = aLine('haematology', '1', ['ahmed'], { overflow: ['riverside/endocrinology'] });
  const endocrinology = aLine('endocrinology', '2', ['brown']);

  test('goes on to the next line when nobody on the first answers, and says so', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, aRota([haematology, endocrinology]));
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung(2);
    await caller.hears('We are now trying Endocrinology.');
    await brown.picksUp();
    await brown.hears('Endocrinology advice call from Fiction Lane Surgery.');
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    const { offers } = await tale.call();
    expect(offers).toMatchObject([{ line: 'haematology', ending: 'connected', clinician: 'brown' }]);
    tale.hadNoRefusals();
  });

  test('is tried at once when nobody is on duty on the line that was chosen', async () => {
    const { tale, caller, brown } = await callUnderWay(
      story,
      aRota([{ ...haematology, shifts: [] }, endocrinology]),
    );
    await brown.isRung(3);
    await caller.hears('We are now trying Endocrinology.');
    await brown.isEngaged();
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });

  test('does not ring anybody twice who is on both lines, nor a line that is closed', async () => {
    const closed = aLine('neurology', '3', ['patel'], { open: [] });
    const first = { ...haematology, overflow: ['riverside/neurology', 'riverside/endocrinology'] as const };
    const both = aLine('endocrinology', '2', ['ahmed', 'brown']);
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(story, aRota([first, both, closed]));
    await ahmed.isRung();
    await ahmed.isEngaged();
    await brown.isRung(2);
    await brown.isEngaged();
    await caller.isLetGo();
    await tale.isOver();
    ahmed.wasRung(1);
    patel.wasNeverRung();
    expect(await tale.notesOf((await tale.call()).id)).toContain(
      'Dr Samira Ahmed: not rung again for this choice of a line',
    );
    tale.hadNoRefusals();
  });
});

stories('practices beside each other', (story) => {
  test('each whisper names the practice of its own caller', async () => {
    const millbrook = {
      ...fictionLane,
      ods: 'Z99902',
      name: 'Millbrook Practice',
      phones: ['+441614960102'],
    };
    const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'])], {
      practices: [fictionLane, millbrook],
    });
    const tale = await story({ rotas });
    const first = tale.caller();
    const second = tale.caller('+441614960102');
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await first.ringsFor('Haematology');
    await ahmed.isRung();
    await second.ringsFor('Haematology');
    await brown.isRung();
    await ahmed.picksUp();
    await brown.picksUp();
    await ahmed.hears('from Fiction Lane Surgery');
    await brown.hears('from Millbrook Practice');
    ahmed.didNotHear('Millbrook');
    await first.hangsUp();
    await second.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
