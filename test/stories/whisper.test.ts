import { expect, test } from '@jest/globals';
import { aLine, aRota, listed } from './a-rota.ts';
import { callUnderWay } from './call-under-way.ts';
import { stories } from './stories.ts';

stories('what a waiting caller hears', (story) => {
  test('how far the walk is, in words, and hold audio between them', async () => {
    const { tale, caller, ahmed, brown, patel } = await callUnderWay(
      story,
      listed('ahmed', 'brown', 'patel'),
    );
    await caller.hears(
      'Thank you. We are ringing Haematology now. Press star at any time for other choices.',
    );
    await ahmed.isRung();
    await caller.hears('We are trying the first of three for Haematology.');
    await ahmed.doesNotAnswer();
    await caller.hears('We are trying the second of three for Haematology.');
    await brown.doesNotAnswer();
    await caller.hears('We are trying the third of three for Haematology.');
    await patel.isRung();
    const { log } = tale.rehearsal.network;
    const music = log.filter((event) => event.kind === 'plays' && event.phone === caller.phone.number);
    expect(music.length).toBeGreaterThan(3);
    caller.didNotHear('Dr');
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });

  test('that the only clinician on duty is tried, where there is one', async () => {
    const { tale, caller } = await callUnderWay(story, listed('ahmed'));
    await caller.hears('We are trying the only clinician on duty for Haematology.');
    await caller.hangsUp();
    await tale.isOver();
    tale.hadNoRefusals();
  });
});

stories('the whisper', (story) => {
  test('2 passes the call on, at once and with thanks', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.presses('2');
    await brown.isRung(2);
    await ahmed.hears('Thank you. We will ring somebody else. Goodbye.');
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed declined', 'brown accepted']);
    ahmed.wasRung(1);
    tale.hadNoRefusals();
  });

  test('3 passes it on, and they are not rung again before their shift ends', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.presses('3');
    await ahmed.hears('You will not be rung again before your shift ends at midnight.');
    await ahmed.hears('To be rung again sooner, text ON');
    await brown.isRung();
    await caller.hangsUp();
    await tale.until(() => !brown.phone.engaged, 'the second is let go');
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    const { rows } = await tale.store.database.pool.query<{ ends_at: Date }>(
      'select area, line, kind, clinician, ends_at from overrides',
    );
    expect(rows).toMatchObject([{ area: 'riverside', line: null, kind: 'pause', clinician: 'ahmed' }]);
    expect(rows[0]?.ends_at.toISOString()).toBe('2026-11-24T00:00:00.000Z');
    expect((await tale.calls()).at(-1)?.attempts[0]).toMatchObject({ clinician: 'brown', of: 1 });
    tale.hadNoRefusals();
  });

  test('3 that comes when a colleague has taken the call counts all the same, and is said to', async () => {
    const rotas = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { ring: { atOnce: 2 } })]);
    const { tale, caller, ahmed, brown } = await callUnderWay(story, rotas);
    await ahmed.isRung();
    await ahmed.picksUp();
    await brown.takesTheCallOf(caller);
    await ahmed.presses('3');
    await ahmed.hears('You will not be rung again before your shift ends at midnight.');
    await caller.hangsUp();
    await tale.isOver();
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    const [first] = await tale.calls();
    expect(first?.attempts.map(({ result }) => result)).toEqual(['cancelled', 'accepted']);
    tale.hadNoRefusals();
  });

  test('another key plays it again once, and then 1 still takes the call', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.presses('7');
    await tale.until(() => ahmed.timesHeard('press 1 to take') === 2, 'the whisper is played again');
    brown.wasNeverRung();
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    expect(await tale.results()).toEqual(['ahmed accepted']);
    tale.hadNoRefusals();
  });

  test('another key at its very end leaves the time to hear it again to its end', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.picksUp();
    await tale.pass(16);
    await ahmed.presses('7');
    await tale.pass(16);
    await ahmed.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    brown.wasNeverRung();
    tale.hadNoRefusals();
  });

  test('no key is no response: a voicemail never gets the call', async () => {
    const tale = await story({ rotas: listed('ahmed', 'brown') });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    ahmed.phone.whenRung((leg) =>
      leg.in(4, (here) => {
        here.answer();
        here.say('You have reached the voicemail of a consultant. Please leave a message.');
      }),
    );
    await caller.ringsFor('Haematology');
    await brown.isRung();
    await brown.takesTheCallOf(caller);
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-response', 'brown accepted']);
    const talks = tale.rehearsal.network.conversations.flatMap((talk) =>
      talk.talkers.map(({ phone }) => phone),
    );
    expect(talks).not.toContain(ahmed.phone.number);
    tale.hadNoRefusals();
  });

  test('a clinician who hangs up on it is no response either', async () => {
    const { tale, caller, ahmed, brown } = await callUnderWay(story, listed('ahmed', 'brown'));
    await ahmed.isRung();
    await ahmed.picksUp();
    await ahmed.hangsUp();
    await brown.isRung();
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.results()).toEqual(['ahmed no-response', 'brown cancelled']);
    tale.hadNoRefusals();
  });

  test('it is heard by a clinician who picks up at once: they wait in the room for the caller', async () => {
    const tale = await story({ rotas: listed('ahmed') });
    const caller = tale.caller();
    const ahmed = tale.colleague('ahmed');
    ahmed.takesCallsAtOnce();
    await caller.ringsFor('Haematology');
    await tale.until(() => ahmed.phone.leg?.conference !== undefined, 'the clinician is in the room');
    expect(caller.leg.conference).toBeUndefined();
    await caller.isTalkingTo(ahmed);
    await tale.pass(60);
    await caller.isTalkingTo(ahmed);
    expect((await tale.call()).journey.at).toBe('talking');
    await caller.hangsUp();
    await tale.isOver();
    expect(await tale.endings()).toEqual(['connected']);
    tale.hadNoRefusals();
  });
});

stories('a clinician on several lines', (story) => {
  test('who presses 3 is rung on none of them', async () => {
    const tale = await story({
      rotas: aRota([aLine('haematology', '1', ['ahmed']), aLine('endocrinology', '2', ['ahmed', 'brown'])]),
    });
    const caller = tale.caller();
    const { ahmed, brown } = tale.colleagues('ahmed', 'brown');
    await caller.ringsFor('Haematology');
    await ahmed.isRung();
    await ahmed.presses('3');
    await caller.isLetGo();
    await tale.until(() => !ahmed.phone.engaged, 'the clinician has heard it');
    await caller.ringsFor('Endocrinology');
    await brown.isRung();
    await caller.hangsUp();
    await tale.isOver();
    ahmed.wasRung(1);
    tale.hadNoRefusals();
  });
});
