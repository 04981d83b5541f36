import { expect, test } from '@jest/globals';
import { aLine, aRota, fictionLane, listed, mobileCaller, practiceNumber } from './a-rota.ts';
import { stories } from './stories.ts';

const stranger = '+441632960123';
const lines = [aLine('haematology', '1', ['ahmed'])];

stories('who may ring', (story) => {
  test('anybody may, where the area is open to all; the whisper then names no practice', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller(stranger);
    const ahmed = tale.colleague('ahmed');
    await caller.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.picksUp();
    await ahmed.hears('Haematology advice call. Please press 1 to take');
    ahmed.didNotHear('Fiction Lane');
    await ahmed.presses('2');
    await caller.isLetGo();
    await tale.isOver();
    expect((await tale.call()).practice).toBeNull();
    tale.hadNoRefusals();
  });

  test('a practice is known by its number, and the whisper names it', async () => {
    const tale = await story({ rotas: aRota(lines, { callers: 'known' }) });
    const caller = tale.caller(mobileCaller);
    const ahmed = tale.colleague('ahmed');
    await caller.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.picksUp();
    await ahmed.hears('Haematology advice call from Fiction Lane Surgery. Please press 1 to take');
    await ahmed.presses('2');
    await caller.isLetGo();
    await tale.isOver();
    expect((await tale.call()).practice).toBe('Z99901');
    tale.hadNoRefusals();
  });

  test.each([{ from: stranger }, { from: 'anonymous' }])(
    'a caller from $from is refused kindly where only known practices may ring',
    async ({ from }) => {
      const tale = await story({ rotas: aRota(lines, { callers: 'known' }) });
      const caller = tale.caller(stranger);
      await caller.rings({ from });
      await caller.hears('registered');
      await caller.isLetGo();
      await tale.isOver();
      caller.didNotHear('press 1');
      tale.colleague('ahmed').wasNeverRung();
      const call = await tale.call();
      expect(call.journey).toEqual({ at: 'over', how: 'refused', offer: null });
      expect(call.offers).toEqual([]);
      tale.hadNoRefusals();
    },
  );

  test('a withheld number may ring an open area, and is asked nothing by text afterwards', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller(mobileCaller);
    const ahmed = tale.colleague('ahmed');
    await caller.rings({ from: 'anonymous' });
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.takesTheCallOf(caller);
    await ahmed.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.hangsUp();
    await tale.isOver();
    await tale.pass(150);
    expect(caller.phone.texts).toEqual([]);
    expect(await tale.call()).toMatchObject({ callerNumber: null, practice: null });
    tale.hadNoRefusals();
  });

  test('a number that no area has says so and hangs up, and there is no call in the book', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller();
    await caller.rings();
    await caller.hangsUp();
    tale.source.current = aRota(lines, { numbers: ['+441614960009'] });
    await caller.rings();
    await caller.hears('not in use for advice calls');
    await caller.isLetGo();
    await tale.isOver();
    expect(await tale.calls()).toHaveLength(1);
    tale.hadNoRefusals();
  });
});

const withPins = aRota(lines, {
  callers: 'pin',
  pin: '2468',
  practices: [{ ...fictionLane, pin: '135790' }],
});

stories('the PIN', (story) => {
  test('the area PIN lets an unknown caller in, and names no practice', async () => {
    const tale = await story({ rotas: withPins });
    const caller = tale.caller(stranger);
    await caller.rings();
    await caller.hears('Please key your PIN');
    await caller.presses('2468#');
    await caller.hears('For Haematology, press 1.');
    await caller.hangsUp();
    await tale.isOver();
    expect((await tale.call()).practice).toBeNull();
    tale.hadNoRefusals();
  });

  test('a practice PIN says which practice it is, and the whisper names it', async () => {
    const tale = await story({ rotas: withPins });
    const caller = tale.caller(stranger);
    const ahmed = tale.colleague('ahmed');
    await caller.rings();
    await caller.hears('Please key your PIN');
    await caller.presses('999999#');
    await caller.hears('that was not right');
    await caller.presses('135790#');
    await caller.chooses('Haematology');
    await ahmed.isRung();
    await ahmed.picksUp();
    await ahmed.hears('from Fiction Lane Surgery');
    await ahmed.presses('2');
    await caller.isLetGo();
    await tale.isOver();
    expect((await tale.call()).practice).toBe('Z99901');
    tale.hadNoRefusals();
  });

  test('three wrong PINs, or none at all, end kindly and never reach the menu', async () => {
    const tale = await story({ rotas: withPins });
    const caller = tale.caller(stranger);
    await caller.rings();
    await caller.hears('Please key your PIN');
    await caller.presses('1111#');
    await caller.hears('that was not right');
    await caller.presses('2222#');
    await caller.isLetGo();
    await tale.isOver();
    expect(caller.timesHeard('Please key your PIN')).toBe(3);
    expect(caller.leg.heard.at(-1)).toContain('Goodbye.');
    caller.didNotHear('For Haematology');
    expect((await tale.call()).journey).toMatchObject({ how: 'refused' });
    tale.hadNoRefusals();
  });

  test('a practice that is known by its number is not asked for a PIN', async () => {
    const tale = await story({ rotas: withPins });
    const caller = tale.caller(practiceNumber);
    await caller.rings();
    await caller.hears('For Haematology, press 1.');
    caller.didNotHear('PIN');
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
