import { expect, test } from '@jest/globals';
import { aLine, aRota } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories, type Telling } from './stories.ts';

const rotas = aRota([
  aLine('haematology', '1', ['ahmed', 'brown'], { ring: { seconds: 60 } }),
  aLine('endocrinology', '2', ['patel']),
]);
const offered = 'For another line, press 1. To stop, press 2. To go on waiting, hold on.';

/** A caller who waits for Dr Ahmed to pick up, pressed the star key, and hears the choices. */
async function atTheChoices(story: Telling) {
  const call = await callUnderWay(story, rotas);
  const { caller, ahmed } = call;
  await ahmed.isRung();
  await caller.hears('We are trying the first of two for Haematology.');
  await caller.presses('*');
  await caller.hears(offered);
  return call;
}

stories('the star key while waiting', (story) => {
  test('and then nothing: the ringing goes on, and so does the waiting', async () => {
    const { tale, caller, ahmed, brown } = await atTheChoices(story);
    expect(ahmed.phone.engaged).toBe(true);
    await tale.until(() => caller.leg.conference !== undefined, 'the caller waits again');
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['connected']);
    tale.hadNoRefusals();
  });

  test('1 chooses another line: the first is abandoned and its ringing ends', async () => {
    const { tale, caller, ahmed, brown, patel } = await atTheChoices(story);
    await caller.presses('1');
    await tale.until(() => !ahmed.phone.engaged, 'the first stops ringing', 3);
    await tale.until(
      () => caller.timesHeard('For Endocrinology, press 2.') === 2,
      'the menu is played again',
    );
    await caller.presses('2');
    await patel.isRung();
    await patel.takesTheCallOf(caller);
    await tale.pass(200);
    await caller.isTalkingTo(patel);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['abandoned', 'connected']);
    expect(await tale.results()).toEqual(['ahmed cancelled', 'patel accepted']);
    tale.hadNoRefusals();
  });

  test('2 stops: all ringing ends, with a word of thanks', async () => {
    const { tale, caller, ahmed, brown } = await atTheChoices(story);
    await caller.presses('2');
    await caller.hears('Thank you for calling. Goodbye.');
    await caller.isLetGo();
    expect(ahmed.phone.engaged).toBe(false);
    await tale.isOver();
    await tale.pass(60);
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['abandoned']);
    expect((await tale.call()).journey).toMatchObject({ how: 'stopped' });
    tale.hadNoRefusals();
  });

  test('a clinician at the whisper whose caller went to another line is told so', async () => {
    const { tale, caller, ahmed, patel } = await atTheChoices(story);
    await ahmed.picksUp();
    await caller.presses('1');
    await ahmed.presses('1');
    await ahmed.hears('Thank you. The caller is no longer waiting. Goodbye.');
    await tale.until(
      () => caller.timesHeard('For Endocrinology, press 2.') === 2,
      'the menu is played again',
    );
    await caller.presses('2');
    await patel.isRung();
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['abandoned', 'abandoned']);
    tale.hadNoRefusals();
  });

  test('an accept while the caller hears the choices fetches them', async () => {
    const { tale, caller, ahmed } = await atTheChoices(story);
    expect(caller.leg.conference).toBeUndefined();
    await ahmed.takesTheCallOf(caller);
    await tale.pass(30);
    await caller.isTalkingTo(ahmed);
    expect((await tale.call()).journey.at).toBe('talking');
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['connected']);
    tale.hadNoRefusals();
  });

  test('the budget that ends while the caller hears the choices ends the call kindly', async () => {
    const short = aRota([aLine('haematology', '1', ['ahmed'], { ring: { seconds: 60, giveUpAfter: 32 } })]);
    const { tale, caller, ahmed } = await callUnderWay(story, short);
    await ahmed.isRung();
    await tale.pass(24);
    await caller.presses('*');
    await caller.hears(offered);
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['unanswered']);
    tale.hadNoRefusals();
  });

  test('a caller who hangs up at the choices ends all ringing', async () => {
    const { tale, caller, ahmed, brown } = await atTheChoices(story);
    await caller.hangsUp();
    await tale.until(() => !ahmed.phone.engaged, 'it stops ringing', 3);
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['abandoned']);
    tale.hadNoRefusals();
  });

  test('the wait goes on through star and back as often as one likes', async () => {
    const { tale, caller, ahmed } = await atTheChoices(story);
    await tale.until(() => caller.leg.conference !== undefined, 'the caller waits again');
    await caller.presses('*');
    await tale.until(() => caller.timesHeard(offered) === 2, 'the choices are offered again');
    await caller.presses('5');
    await tale.until(() => caller.leg.conference !== undefined, 'the caller waits again');
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
