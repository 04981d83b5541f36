import { expect, test } from '@jest/globals';
import type { Clinician, Rotas, Shift } from '../../src/rota/types.ts';
import { aLine, aRota, clinician, listed, mobileCaller, type LineChange } from './a-rota.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

const everyone = ['ahmed', 'brown', 'okafor', 'patel'] as const;

/** Somebody of the story, with what is their own. */
function withOwn(id: (typeof everyone)[number], own: Partial<Clinician>): readonly [string, Clinician] {
  return [id, { ...clinician(id, everyone.indexOf(id)), ...own }];
}

function rotaOf(
  tiers: readonly (readonly string[])[],
  change: LineChange,
  ...own: (readonly [string, Clinician])[]
) {
  const [shift] = aLine('haematology', '1', ['ahmed']).shifts as readonly [Shift];
  const shifts = tiers.map((people, index) => ({ ...shift, people, tier: index + 1 }));
  const people = new Map([...everyone.map((id) => withOwn(id, {})), ...own]);
  return aRota([aLine('haematology', '1', [], { ...change, shifts })], { people });
}

const desk = '+441614960555';
const home = '+441614960556';
const phonesOfAhmed = withOwn('ahmed', { phones: ['+447700900101', desk, home] });

async function calling(tale: Story, number?: string) {
  const caller = tale.caller(number);
  await caller.ringsFor('Haematology');
  return caller;
}

stories('ring seconds', (story) => {
  test('a person’s own count for them, and the line’s for everybody else', async () => {
    const rotas = rotaOf(
      [['ahmed', 'brown']],
      { ring: { seconds: 15 } },
      withOwn('ahmed', { ringSeconds: 40 }),
    );
    const tale = await story({ rotas });
    const caller = await calling(tale);
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    const lasted = async (colleague: typeof ahmed): Promise<number> => {
      await colleague.isRung();
      const began = tale.rehearsal.time.now();
      await colleague.doesNotAnswer();
      return (tale.rehearsal.time.now() - began) / 1000;
    };
    expect(Math.abs((await lasted(ahmed)) - 40)).toBeLessThan(6);
    expect(Math.abs((await lasted(brown)) - 15)).toBeLessThan(6);
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});

stories('several phones', (story) => {
  test('are rung one after the other, in order and never together, though three are rung at once', async () => {
    const tale = await story({ rotas: rotaOf([['ahmed', 'brown']], { ring: { atOnce: 3 } }, phonesOfAhmed) });
    const caller = await calling(tale);
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    const [second, third] = [tale.rehearsal.network.phone(desk), tale.rehearsal.network.phone(home)];
    await ahmed.isRung();
    await brown.isRung(1);
    await tale.pass(5);
    expect([...second.legs, ...third.legs]).toEqual([]);
    await ahmed.isEngaged();
    await tale.until(() => second.leg?.status === 'ringing', 'the second phone rings', 3);
    expect(third.legs).toEqual([]);
    second.leg?.reject();
    await tale.until(() => third.leg?.status === 'ringing', 'the third phone rings', 3);
    brown.wasRung(1);
    third.leg?.reject();
    await brown.presses('1');
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    expect((await tale.results()).toSorted()).toEqual([
      'ahmed busy',
      'ahmed busy',
      'ahmed busy',
      'brown accepted',
    ]);
    tale.hadNoRefusals();
  });

  test('all of them come before the next tier, and again in the next pass', async () => {
    const two = withOwn('ahmed', { phones: ['+447700900101', desk] });
    const tale = await story({ rotas: rotaOf([['ahmed'], ['brown']], { ring: { passes: 2 } }, two) });
    const caller = await calling(tale);
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    const second = tale.rehearsal.network.phone(desk);
    for (const pass of [1, 2]) {
      await ahmed.isRung(5);
      expect(second.legs).toHaveLength(pass - 1);
      await ahmed.isEngaged();
      await tale.until(() => second.leg?.status === 'ringing', 'the second phone rings', 5);
      brown.wasRung(pass - 1);
      second.leg?.reject();
      await brown.isRung(5);
      await brown.isEngaged();
    }
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    ahmed.wasRung(2);
    expect(second.legs).toHaveLength(2);
    brown.wasRung(2);
    tale.hadNoRefusals();
  });
});

stories('tiers', (story) => {
  test('the next is rung only when nobody of the one before is left, and the last not at all when one accepts', async () => {
    const tale = await story({
      rotas: rotaOf([['ahmed', 'brown'], ['patel'], ['okafor']], { ring: { atOnce: 2 } }),
    });
    const caller = await calling(tale);
    const { ahmed, brown, okafor, patel } = tale.colleagues('ahmed', 'brown', 'okafor', 'patel');
    await ahmed.isRung();
    await brown.isRung(1);
    await ahmed.isEngaged();
    await tale.pass(10);
    patel.wasNeverRung();
    await brown.presses('2');
    await patel.isRung(3);
    await tale.pass(5);
    okafor.wasNeverRung();
    await patel.presses('1');
    await caller.isTalkingTo(patel);
    await caller.hangsUp();
    await tale.isOver();
    okafor.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed busy', 'brown declined', 'patel accepted']);
    tale.hadNoRefusals();
  });

  test('the second is rung at once when everybody of the first is on another call', async () => {
    const tale = await story({ rotas: rotaOf([['ahmed'], ['brown']], {}) });
    const first = await calling(tale);
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await ahmed.isRung();
    await ahmed.presses('1');
    await first.isTalkingTo(ahmed);
    const second = await calling(tale, mobileCaller);
    await brown.isRung(3);
    await brown.presses('1');
    await second.isTalkingTo(brown);
    ahmed.wasRung(1);
    await first.hangsUp();
    await second.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});

stories('back-off', (story) => {
  /** A call that ends by itself when nobody takes it. */
  const missedBy = async (tale: Story, id: string): Promise<void> => {
    const caller = await calling(tale);
    await tale.colleague(id).isRung();
    await tale.colleague(id).doesNotAnswer();
    await caller.isLetGo();
    await tale.pass(10);
  };
  const takenBy = async (tale: Story, id: string): Promise<void> => {
    const caller = await calling(tale);
    const colleague = tale.colleague(id);
    await colleague.isRung();
    await colleague.presses('1');
    await caller.isTalkingTo(colleague);
    await caller.hangsUp();
    await tale.until(() => !colleague.phone.engaged, 'they have rung off', 60);
    await tale.pass(10);
  };
  const isEngagedAlways = (tale: Story, id: string) =>
    tale.colleague(id).phone.whenRung((leg) => leg.in(1, (ringing) => ringing.reject()));

  test('comes neither of engaged nor of 2, and a call that is taken forgets what was missed', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    isEngagedAlways(tale, 'brown');
    await missedBy(tale, 'ahmed');
    await missedBy(tale, 'ahmed');
    await takenBy(tale, 'ahmed');
    await missedBy(tale, 'ahmed');
    await missedBy(tale, 'ahmed');
    const caller = await calling(tale);
    await ahmed.isRung(2);
    await ahmed.presses('2');
    await caller.isLetGo();
    await tale.pass(10);
    brown.phone.whenRung(() => undefined);
    const last = await calling(tale);
    await ahmed.isRung(2);
    expect(brown.phone.engaged).toBe(false);
    await last.hangsUp();
    await tale.isOver();
    const texts = [...ahmed.phone.texts, ...brown.phone.texts].map(({ body }) => body);
    expect(texts.filter((body) => body.includes('missed'))).toEqual([]);
    tale.hadNoRefusals();
  });

  test('leaves nobody unrung: last, after every tier and not beside others, but rung', async () => {
    const rotas: Rotas = rotaOf([['ahmed'], ['brown']], { ring: { atOnce: 2 } });
    const tale = await story({ rotas });
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    isEngagedAlways(tale, 'brown');
    for (let call = 0; call < 3; call++) await missedBy(tale, 'ahmed');
    brown.phone.whenRung(() => undefined);
    const rung = ahmed.phone.legs.length;
    const caller = await calling(tale);
    await brown.isRung(2);
    await tale.pass(10);
    ahmed.wasRung(rung);
    await brown.isEngaged();
    await ahmed.isRung(2);
    await ahmed.presses('1');
    await caller.isTalkingTo(ahmed);
    await caller.hangsUp();
    await tale.isOver();
    expect(ahmed.phone.texts.filter(({ body }) => body.includes('missed three rings'))).toHaveLength(1);
    tale.hadNoRefusals();
  });

  test('of the only one on duty changes nothing but the text', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const { ahmed } = tale.colleagues('ahmed');
    for (let call = 0; call < 4; call++) await missedBy(tale, 'ahmed');
    ahmed.wasRung(4);
    expect(ahmed.phone.texts.map(({ body }) => body)).toEqual([
      expect.stringContaining('missed three rings'),
    ]);
    await takenBy(tale, 'ahmed');
    await tale.isOver();
    tale.hadNoRefusals();
  });
});

stories('wrap-up', (story) => {
  const lines = () => {
    const ring = { giveUpAfter: 300 };
    return aRota([
      aLine('haematology', '1', ['ahmed'], { wrapUp: 60, ring }),
      aLine('endocrinology', '2', ['ahmed'], { ring }),
    ]);
  };

  test('of the only one on duty keeps the next caller waiting, told so, on any line, and no longer than it lasts', async () => {
    const tale = await story({ rotas: lines() });
    const first = await calling(tale);
    const { ahmed } = tale.colleagues('ahmed');
    await ahmed.isRung();
    await ahmed.presses('1');
    await first.isTalkingTo(ahmed);
    await ahmed.hangsUp();
    const over = tale.rehearsal.time.now();
    const second = tale.caller(mobileCaller);
    await second.rings();
    await second.chooses('Endocrinology');
    await second.hears('Everybody on duty for Endocrinology is on another call. Please hold on.');
    await tale.pass(20);
    ahmed.wasRung(1);
    await ahmed.isRung();
    const waited = (tale.rehearsal.time.now() - over) / 1000;
    expect([waited >= 60, waited < 75]).toEqual([true, true]);
    await ahmed.presses('1');
    await second.isTalkingTo(ahmed);
    await second.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('comes of a talk alone: who was rung and did not take it is rung again at once', async () => {
    const tale = await story({ rotas: lines() });
    const first = await calling(tale);
    const { ahmed } = tale.colleagues('ahmed');
    await ahmed.isRung();
    await ahmed.isEngaged();
    await first.isLetGo();
    const second = await calling(tale, mobileCaller);
    await ahmed.isRung(3);
    await second.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});
