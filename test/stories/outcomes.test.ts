import { expect, test } from '@jest/globals';
import { outcomes } from '../../src/call/call.ts';
import { aLine, aRota, clinician, listed, mobileCaller, practiceNumber, service } from './a-rota.ts';
import { stories, type Telling } from './stories.ts';
import type { Caller, Story } from './story.ts';

/** A call in which the caller and Dr Ahmed talk. */
async function talking(story: Telling, from = practiceNumber, rotas = listed('ahmed', 'brown')) {
  const tale = await story({ rotas });
  const caller = tale.caller(from);
  const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
  await caller.ringsFor('Haematology');
  await ahmed.isRung();
  await ahmed.takesTheCallOf(caller);
  return { tale, caller, ahmed, brown };
}

async function outcomeOf(tale: Story) {
  return (await tale.call()).offers[0]?.outcome;
}

async function counted(tale: Story): Promise<(string | null)[]> {
  const { rows } = await tale.store.database.pool.query<{ outcome: string | null }>(
    'select outcome from offers order by chosen_at',
  );
  return rows.map((row) => row.outcome);
}

stories('the outcome by key', (story) => {
  test.each(outcomes.map((outcome, place) => ({ key: String(place + 1), outcome })))(
    'the caller presses $key: $outcome',
    async ({ key, outcome }) => {
      const { tale, caller, ahmed, brown } = await talking(story);
      await ahmed.hangsUp();
      await caller.hears('referral was avoided, press 1');
      await caller.presses(key);
      await caller.hears('Thank you. That is recorded. Goodbye.');
      await tale.isOver();
      expect(await outcomeOf(tale)).toEqual({ caller: outcome, clinician: null });
      brown.wasNeverRung();
      tale.hadNoRefusals();
    },
  );

  test('a wrong key is asked again once, and then let go without an outcome', async () => {
    const { tale, caller, ahmed } = await talking(story);
    await ahmed.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.presses('8');
    await caller.hears('I am sorry, I did not get that.');
    await caller.presses('0');
    await caller.hears('Goodbye.');
    await caller.isLetGo();
    await tale.isOver();
    expect(caller.timesHeard('referral was avoided, press 1')).toBeLessThanOrEqual(2);
    expect(await outcomeOf(tale)).toEqual({ caller: null, clinician: null });
    expect(await counted(tale)).toEqual([null]);
    tale.hadNoRefusals();
  });

  test("both say: both are kept, and the caller's counts", async () => {
    const { tale, caller, ahmed } = await talking(story, mobileCaller);
    await caller.hangsUp();
    await ahmed.hears('Please say what your advice led to');
    await ahmed.presses('4');
    await ahmed.isLetGo();
    expect(await counted(tale)).toEqual(['referral-made']);
    await tale.until(() => caller.phone.texts.length > 0, 'the caller is asked by text');
    caller.phone.sendsText(service, '1');
    await tale.until(async () => (await outcomeOf(tale))?.caller === 'referral-avoided', 'it is recorded');
    await tale.isOver();
    expect(await outcomeOf(tale)).toEqual({ caller: 'referral-avoided', clinician: 'referral-made' });
    expect(await counted(tale)).toEqual(['referral-avoided']);
    tale.hadNoRefusals();
  });

  test('a clinician who presses nothing is asked twice and let go', async () => {
    const { tale, caller, ahmed } = await talking(story);
    await caller.hangsUp();
    await ahmed.isLetGo();
    expect(ahmed.timesHeard('Please say what your advice led to')).toBe(2);
    expect(ahmed.leg.heard.at(-1)).toBe('Thank you for your advice. Goodbye.');
    await tale.isOver();
    expect(await outcomeOf(tale)).toEqual({ caller: null, clinician: null });
    tale.hadNoRefusals();
  });
});

stories('the outcome by text', (story) => {
  /** A call after which nobody said anything by key. */
  async function unsaid(from = mobileCaller) {
    const { tale, caller, ahmed } = await talking(story, from);
    await ahmed.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.hangsUp();
    await tale.isOver();
    return { tale, caller, ahmed };
  }

  async function isAsked(tale: Story, { phone }: Pick<Caller, 'phone'>): Promise<void> {
    await tale.until(() => phone.texts.length > 0, 'it is asked by text', 180);
  }

  test('is asked of both two minutes after the talk, once, in fewer than 160 characters', async () => {
    const { tale, caller, ahmed } = await unsaid();
    await tale.pass(100);
    expect([...caller.phone.texts, ...ahmed.phone.texts]).toEqual([]);
    await isAsked(tale, caller);
    await isAsked(tale, ahmed);
    const [text] = caller.phone.texts;
    expect(text?.body).toContain(
      'Haematology advice call, 10:30am. What did it lead to? Reply 1 referral avoided',
    );
    expect(text?.body.length).toBeLessThan(160);
    await tale.pass(3600);
    expect(caller.phone.texts).toHaveLength(1);
    expect(ahmed.phone.texts).toHaveLength(1);
    tale.hadNoRefusals();
  });

  test('is never asked of a landline', async () => {
    const { tale, caller, ahmed } = await unsaid(practiceNumber);
    await isAsked(tale, ahmed);
    await tale.pass(600);
    expect(caller.phone.texts).toEqual([]);
    expect(tale.rehearsal.network.texts.map(({ to }) => to)).toEqual([ahmed.phone.number]);
    tale.hadNoRefusals();
  });

  test('is not asked of whoever has said it by key', async () => {
    const { tale, caller, ahmed } = await talking(story, mobileCaller);
    await ahmed.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.presses('2');
    await tale.isOver();
    await isAsked(tale, ahmed);
    await tale.pass(600);
    expect(caller.phone.texts).toEqual([]);
    tale.hadNoRefusals();
  });

  test.each([
    { body: '3', outcome: 'investigation-arranged' },
    { body: ' 2. ', outcome: 'admission-avoided' },
    { body: '6\n', outcome: 'other' },
  ])('"$body" is understood: $outcome', async ({ body, outcome }) => {
    const { tale, caller } = await unsaid();
    await isAsked(tale, caller);
    caller.phone.sendsText(service, body);
    await tale.until(() => caller.phone.texts.length === 2, 'it is thanked for');
    expect(caller.phone.texts[1]?.body).toMatch(/^Thank you\. Recorded: /);
    expect(await outcomeOf(tale)).toEqual({ caller: outcome, clinician: null });
    tale.hadNoRefusals();
  });

  test.each(['no idea, sorry', '7', '12', '1 or 2', ''])(
    '"%s" is not, and the question stays open',
    async (body) => {
      const { tale, caller } = await unsaid();
      await isAsked(tale, caller);
      caller.phone.sendsText(service, body);
      await tale.until(() => caller.phone.texts.length === 2, 'the caller is told how to answer');
      expect(caller.phone.texts[1]?.body).toContain('Please reply with one digit');
      expect(await outcomeOf(tale)).toEqual({ caller: null, clinician: null });
      caller.phone.sendsText(service, '5');
      await tale.until(async () => (await outcomeOf(tale))?.caller === 'admitted', 'the second is recorded');
      tale.hadNoRefusals();
    },
  );

  test('a text from a stranger changes nothing and gets no reply', async () => {
    const { tale, caller, ahmed } = await unsaid();
    await isAsked(tale, ahmed);
    const stranger = tale.rehearsal.network.phone('+447700900999');
    stranger.sendsText(service, '1');
    await tale.pass(60);
    expect(stranger.texts).toEqual([]);
    expect(await outcomeOf(tale)).toEqual({ caller: null, clinician: null });
    expect(caller.phone.texts).toHaveLength(1);
    tale.hadNoRefusals();
  });

  test('the clinician answers for the clinician, and a second text changes nothing', async () => {
    const { tale, ahmed } = await unsaid();
    await isAsked(tale, ahmed);
    ahmed.phone.sendsText(service, '1');
    await tale.until(async () => (await outcomeOf(tale))?.clinician !== null, 'it is recorded');
    ahmed.phone.sendsText(service, '5');
    await tale.pass(10);
    expect(await outcomeOf(tale)).toEqual({ caller: null, clinician: 'referral-avoided' });
    tale.hadNoRefusals();
  });
});

stories('a caller who was cut off', (story) => {
  test('presses 9, and talks with the next clinician in another room', async () => {
    const { tale, caller, ahmed, brown } = await talking(story);
    await tale.pass(20);
    await ahmed.hangsUp();
    await caller.hears('If you were cut off, press 9');
    await caller.presses('9');
    await caller.hears('We are sorry that you were cut off. We are ringing the next clinician.');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    await tale.pass(60);
    await brown.hangsUp();
    await caller.hears('referral was avoided, press 1');
    await caller.presses('1');
    await tale.isOver();
    ahmed.wasRung(1);
    const rooms = tale.rehearsal.network.conversations.map(({ conference }) => conference);
    expect(new Set(rooms).size).toBe(2);
    expect(rooms).toHaveLength(2);
    expect(await tale.endings()).toEqual(['connected']);
    expect((await tale.call()).offers[0]).toMatchObject({
      clinician: 'brown',
      outcome: { caller: 'referral-avoided', clinician: null },
    });
    tale.hadNoRefusals();
  });

  test('is asked nothing by text in the middle of the second talk, but after it', async () => {
    const { tale, caller, ahmed, brown } = await talking(story, mobileCaller);
    await ahmed.hangsUp();
    await caller.hears('press 9');
    await caller.presses('9');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    await tale.pass(300);
    expect(caller.phone.texts).toEqual([]);
    await caller.hangsUp();
    await brown.hears('Please say what your advice led to');
    await brown.presses('1');
    await tale.isOver();
    await tale.until(() => caller.phone.texts.length > 0, 'the caller is asked by text');
    await tale.pass(600);
    expect(caller.phone.texts).toHaveLength(1);
    expect([...ahmed.phone.texts, ...brown.phone.texts]).toEqual([]);
    tale.hadNoRefusals();
  });

  test('while the first clinician is still asked what it led to: they do not meet again', async () => {
    const { tale, caller, ahmed, brown } = await talking(story);
    await caller.presses('*');
    await caller.hears('press 9');
    await ahmed.hears('Please say what your advice led to');
    await caller.presses('9');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    expect(caller.leg.isTalkingTo(ahmed.phone)).toBe(false);
    await ahmed.isLetGo();
    await caller.isTalkingTo(brown);
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    tale.hadNoRefusals();
  });

  test('and for whom nobody is left is told so, and stays counted as connected', async () => {
    const rotas = aRota([aLine('haematology', '1', ['ahmed'])], {
      people: new Map(['ahmed', 'brown'].map((id, place) => [id, clinician(id, place)])),
    });
    const { tale, caller, ahmed, brown } = await talking(story, practiceNumber, rotas);
    await ahmed.hangsUp();
    await caller.hears('press 9');
    await caller.presses('9');
    await caller.hears('Nobody could take your call');
    await caller.isLetGo();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.endings()).toEqual(['connected']);
    tale.hadNoRefusals();
  });
});
