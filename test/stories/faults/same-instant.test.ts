import { expect, test } from '@jest/globals';
import { aLine, aRota, mobileCaller } from '../a-rota.ts';
import { stories } from '../stories.ts';
import type { Caller, Colleague, Story } from '../story.ts';
import { theBooksAreRight } from './the-books.ts';

interface Stage {
  readonly tale: Story;
  readonly caller: Caller;
  readonly ahmed: Colleague;
}

type Scene = (stage: Stage) => Promise<void>;

const chooses: Scene = async ({ caller }) => caller.ringsFor('Haematology');
const keysTheNumber: Scene = async (stage) => {
  await chooses(stage);
  await stage.caller.hears('NHS number');
  await stage.caller.presses('9434765919');
  await stage.caller.hears('If that is right, press 1');
};
const isRung: Scene = async (stage) => {
  await keysTheNumber(stage);
  await stage.caller.presses('1');
  await stage.ahmed.isRung();
};
const waits: Scene = async (stage) => {
  await isRung(stage);
  await stage.tale.until(() => stage.caller.leg.conference !== undefined, 'the caller waits');
};
const isAtTheChoices: Scene = async (stage) => {
  await waits(stage);
  await stage.caller.presses('*');
  await stage.caller.hears('To stop, press 2');
};
const hearsTheWhisper =
  (before: Scene): Scene =>
  async (stage) => {
    await before(stage);
    await stage.ahmed.picksUp();
  };
const isPutThrough: Scene = async (stage) => {
  await hearsTheWhisper(waits)(stage);
  stage.ahmed.leg.press('1');
  await stage.tale.until(async () => (await stage.tale.call()).journey.at === 'joining', 'it is taken');
};
const talks: Scene = async (stage) => {
  await hearsTheWhisper(waits)(stage);
  await stage.ahmed.takesTheCallOf(stage.caller);
  await stage.tale.pass(20);
};
const isAsked: Scene = async (stage) => {
  await talks(stage);
  stage.caller.leg.press('*');
  await stage.caller.hears('referral was avoided, press 1');
};
const isRungAgain: Scene = async (stage) => {
  await isAsked(stage);
  await stage.caller.presses('9');
};

const scenes: Readonly<Record<string, Scene>> = {
  'at the NHS number': keysTheNumber,
  'as the telephone begins to ring': isRung,
  'while it rings': waits,
  'at the choices, while it rings': isAtTheChoices,
  'during the whisper': hearsTheWhisper(waits),
  'during the whisper, at the choices': hearsTheWhisper(isAtTheChoices),
  'between the 1 and the room': isPutThrough,
  'in the talk': talks,
  'when both are asked': isAsked,
  'after the 9': isRungAgain,
};
/** What the clinician does in the instant in which the caller hangs up. */
const acts: Readonly<Record<string, (leg: Colleague['leg']) => void>> = {
  'hangs up': (leg) => leg.hangUp(),
  'presses 1': (leg) => leg.press('1'),
};

stories('a caller hangs up in the instant in which the clinician', (story) => {
  const all = Object.keys(acts).flatMap((act) => Object.keys(scenes).map((scene) => ({ act, scene })));

  test.each(all)(
    '$act, $scene: everybody is let go, is free, and is asked what there is to ask',
    async (now) => {
      const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { ring: { passes: 2 } })], {
        askNhsNumber: true,
      });
      const tale = await story({ rotas });
      const caller = tale.caller(mobileCaller);
      const { ahmed } = tale.colleagues('ahmed');
      await scenes[now.scene]?.({ tale, caller, ahmed });
      caller.leg.hangUp();
      if (ahmed.phone.legs.length > 0) acts[now.act]?.(ahmed.leg);
      await tale.pass(3);
      expect(tale.rehearsal.network.legs.filter(({ status }) => status === 'ringing')).toEqual([]);
      await tale.pass(400);
      await theBooksAreRight(tale);
      const [offer] = (await tale.call()).offers;
      expect(caller.phone.texts).toHaveLength(offer?.ending === 'connected' ? 1 : 0);
      expect(offer?.ending).toBe(tale.rehearsal.network.conversations.length > 0 ? 'connected' : 'abandoned');
    },
  );
});
