import { expect, test } from '@jest/globals';
import type { Line } from '../../src/rota/types.ts';
import { aLine, aRota, listed, mondayMorning } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

const afternoons: Line['open'] = [
  { kind: 'weekly', days: ['mon', 'tue'], from: '13:30', to: '17:00', every: 1, starting: undefined },
];
const tuesdays: Line['open'] = [
  { kind: 'weekly', days: ['tue'], from: '09:00', to: '17:00', every: 1, starting: undefined },
];
const three = aRota([
  aLine('haematology', '1', ['ahmed']),
  aLine('endocrinology', '2', ['brown']),
  aLine('gastroenterology', '3', ['patel']),
]);

stories('the menu', (story) => {
  test('names every line with its key, and a key breaks in on it', async () => {
    const tale = await story({ rotas: three });
    const caller = tale.caller();
    await caller.rings();
    const began = tale.rehearsal.time.now();
    await caller.hears(
      'For Haematology, press 1. For Endocrinology, press 2. For Gastroenterology, press 3.',
    );
    await caller.presses('2');
    await tale.colleague('brown').isRung();
    expect(tale.rehearsal.time.now() - began).toBeLessThan(4_000);
    tale.colleague('ahmed').wasNeverRung();
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test.each([
    { words: 'haematology please', id: 'ahmed' },
    { words: 'I need a haematologist', id: 'ahmed' },
    { words: 'hematology', id: 'ahmed' },
    { words: 'Endocrine', id: 'brown' },
    { words: 'gastro', id: 'patel' },
    { words: 'two', id: 'brown' },
  ] as const)('understands "$words"', async ({ words, id }) => {
    const tale = await story({ rotas: three });
    const caller = tale.caller();
    await caller.rings();
    await caller.hears('For Haematology, press 1.');
    await caller.says(words);
    await tale.colleague(id).isRung();
    caller.didNotHear('I did not get that');
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('a wrong key, and words that name no line, replay it; nobody is rung until a line is chosen', async () => {
    const tale = await story({ rotas: three });
    const caller = tale.caller();
    const ahmed = tale.colleague('ahmed');
    await caller.rings();
    await caller.hears('For Haematology');
    await caller.presses('9');
    await caller.hears('I am sorry, I did not get that.');
    await caller.says('somebody about a rash');
    await tale.until(() => caller.timesHeard('I did not get that') === 2, 'the menu is played a third time');
    ahmed.wasNeverRung();
    expect((await tale.call()).offers).toEqual([]);
    await caller.presses('1');
    await ahmed.isRung();
    expect(caller.timesHeard('Welcome to Riverside')).toBe(1);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('silence three times ends with words, and nobody was rung', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller();
    await caller.rings();
    await caller.isLetGo();
    expect(caller.timesHeard('For Haematology, press 1.')).toBe(3);
    expect(caller.leg.heard.at(-1)).toBe(
      'I am sorry, I did not get your choice. Please ring again. Goodbye.',
    );
    tale.colleague('ahmed').wasNeverRung();
    await tale.isOver();
    expect(await tale.endings()).toEqual([]);
    tale.hadNoRefusals();
  });

  test('lines with two digits are chosen by both, and one digit is still enough for a line that has one', async () => {
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', ['ahmed']), aLine('neurology', '12', ['brown'])]),
    });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.ringsFor('Neurology');
    await brown.isRung();
    ahmed.wasNeverRung();
    await caller.hangsUp();
    await caller.ringsFor('Haematology');
    await ahmed.isRung();
    brown.wasRung(1);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});

stories('a closed line', (story) => {
  test.each([
    { open: afternoons, words: 'Haematology is closed now. It opens today at 1:30pm.' },
    { open: tuesdays, words: 'Haematology is closed now. It opens tomorrow at 9am.' },
    { open: [], words: 'Haematology is closed now.' },
  ])('says "$words", and another can be chosen', async ({ open, words }) => {
    const closed = aLine('haematology', '1', ['ahmed'], { open });
    const { tale, caller, ahmed, brown } = await callUnderWay(
      story,
      aRota([closed, aLine('endocrinology', '2', ['brown'])]),
    );
    await caller.hears(words);
    await caller.hears('You can choose another line.');
    await caller.chooses('Endocrinology');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasNeverRung();
    expect(await tale.endings()).toEqual(['closed', 'connected']);
    tale.hadNoRefusals();
  });

  test('is chosen again and again by a caller who then hangs up: nothing was offered', async () => {
    const closed = aLine('haematology', '1', ['ahmed'], { open: tuesdays });
    const { tale, caller } = await callUnderWay(story, aRota([closed]), { start: mondayMorning });
    await caller.hears('is closed now');
    await caller.presses('1');
    await tale.until(() => caller.timesHeard('is closed now') === 2, 'it is said again');
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['closed', 'closed']);
    expect((await tale.call()).journey).toMatchObject({ how: 'no-choice' });
    tale.hadNoRefusals();
  });
});
