import { expect, test } from '@jest/globals';
import { aLine, aRota, type LineChange } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';
import type { Colleague } from './story.ts';

function line(people: readonly string[], change: LineChange = {}) {
  return aRota([aLine('haematology', '1', people, change)]);
}

stories('the next is rung at once', (story) => {
  const ways: readonly { result: string; ends: (colleague: Colleague) => Promise<void> }[] = [
    { result: 'busy', ends: (colleague) => colleague.isEngaged() },
    { result: 'declined', ends: (colleague) => colleague.presses('2') },
    { result: 'no-answer', ends: (colleague) => colleague.doesNotAnswer() },
    {
      result: 'failed',
      ends: async (colleague) => {
        colleague.leg.fail();
        await colleague.story.settle();
      },
    },
  ];
  test.each(ways)('when the first is $result', async ({ result, ends }) => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(
      story,
      line(['ahmed', 'brown', 'patel']),
    );
    await ahmed.isRung();
    brown.wasNeverRung();
    await ends(ahmed);
    await brown.isRung(2);
    patel.wasNeverRung();
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual([`ahmed ${result}`, 'brown accepted']);
    expect((await tale.call()).offers[0]?.connectedFirst).toBe(false);
    tale.hadNoRefusals();
  });
});

stories('passes', (story) => {
  test('two passes ring everybody twice, in the same order, and then it is over', async () => {
    const { tale, caller } = await callUnderWay(
      story,
      line(['ahmed', 'brown'], { ring: { passes: 2, seconds: 15 } }),
    );
    await caller.hears('I am very sorry. Nobody could take your call.');
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.results()).toEqual([
      'ahmed no-answer',
      'brown no-answer',
      'ahmed no-answer',
      'brown no-answer',
    ]);
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });

  test('the only clinician whose voicemail picked up is rung again in the second', async () => {
    const { tale, caller, ahmed } = await callUnderWay(story, line(['ahmed'], { ring: { passes: 2 } }));
    await ahmed.isRung();
    await ahmed.picksUp();
    await tale.until(() => !ahmed.leg.live, 'the voicemail is hung up on', 60);
    await ahmed.isRung();
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-response', 'ahmed accepted']);
    caller.didNotHear('Nobody could take your call');
    tale.hadNoRefusals();
  });

  test('who pressed 3 is left out of the second', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(
      story,
      line(['ahmed', 'brown'], { ring: { passes: 2 } }),
    );
    await ahmed.isRung();
    await ahmed.presses('3');
    await brown.isRung();
    await brown.doesNotAnswer();
    await caller.isLetGo();
    await tale.isOver();
    ahmed.wasRung(1);
    brown.wasRung(2);
    tale.hadNoRefusals();
  });
});

stories('the total budget', (story) => {
  test('ends the walk with a kind word and the next route, and all ringing with it', async () => {
    const nextRoute = 'Please ring the hospital switchboard and ask for the haematology registrar.';
    const rotas = line(['ahmed', 'brown', 'patel'], { ring: { giveUpAfter: 45, seconds: 30 }, nextRoute });
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(story, rotas);
    const chosen = tale.rehearsal.time.now();
    await ahmed.isRung();
    await ahmed.doesNotAnswer();
    await brown.isRung();
    await caller.hears('I am very sorry. Nobody could take your call.');
    expect(Math.abs(tale.rehearsal.time.now() - chosen - 45_000)).toBeLessThan(2_000);
    await caller.isLetGo();
    expect(caller.leg.heard.slice(-2)).toEqual([nextRoute, 'Goodbye.']);
    await tale.isOver();
    patel.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed no-answer', 'brown cancelled']);
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });

  test('a clinician who hears the whisper when it ends may still take the call', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(
      story,
      line(['ahmed', 'brown'], { ring: { giveUpAfter: 30, seconds: 40 } }),
    );
    await ahmed.isRung();
    await tale.pass(26);
    await ahmed.picksUp();
    await tale.pass(7);
    expect((await tale.call()).journey.at).toBe('hunting');
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['connected']);
    tale.hadNoRefusals();
  });

  test('when that clinician passes it on instead, nobody else is rung', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(
      story,
      line(['ahmed', 'brown'], { ring: { giveUpAfter: 30, seconds: 40 } }),
    );
    await ahmed.isRung();
    await tale.pass(26);
    await ahmed.picksUp();
    await tale.pass(7);
    await ahmed.presses('2');
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });
});

stories('nobody at all', (story) => {
  test.each([
    { people: [], why: 'nobody is on duty' },
    { people: ['nobody'], why: 'whoever is on duty has no telephone' },
  ])('ends with words, said once: $why', async ({ people }) => {
    const rotas = line(people);
    const tale = await story({
      rotas: { ...rotas, areas: rotas.areas.map((area) => ({ ...area, people: new Map() })) },
    });
    const caller = tale.caller();
    await caller.ringsFor('Haematology');
    await caller.isLetGo();
    await tale.isOver();
    expect(caller.timesHeard('I am very sorry. Nobody could take your call.')).toBe(1);
    expect(caller.leg.heard.at(-1)).toBe('Goodbye.');
    expect(await tale.endings()).toEqual(['unanswered']);
    expect(await tale.results()).toEqual([]);
    tale.hadNoRefusals();
  });
});
