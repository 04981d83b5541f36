import { describe, expect, test } from '@jest/globals';
import { isUnchanged } from '../../src/call/decision.ts';
import type { LineRef, Rotas } from '../../src/rota/types.ts';
import { aLine, aRota, listed, practiceNumber } from '../stories/a-rota.ts';
import { anotherRoom, areaOf, CallAtHand, callerSid, keys, room, sid } from './a-call.ts';

const inTwo = aRota([aLine('haematology', '1', ['ahmed', 'brown'], { ring: { passes: 2 } })]);
const together = aRota([aLine('haematology', '1', ['ahmed', 'brown', 'patel'], { ring: { atOnce: 2 } })]);

describe('the choice of a line', () => {
  test('rings the first at that very instant, and sets the end of the budget', () => {
    const call = new CallAtHand().chooses();
    expect(call.effects).toEqual(['timer give-up', 'place-leg ahmed']);
    expect(call.last.effects.map((effect) => effect.dueAt - call.at)).toEqual([180_000, 0]);
  });

  test('rings as many as the line has at once', () => {
    expect(new CallAtHand(together).chooses().effects).toEqual([
      'timer give-up',
      'place-leg ahmed',
      'place-leg brown',
    ]);
  });

  test('passes over whoever is busy on another call', () => {
    const call = new CallAtHand(listed('ahmed', 'brown'));
    call.busy = ['phone/+447700900101'];
    expect(call.chooses().effects).toEqual(['timer give-up', 'place-leg brown']);
  });

  test('waits when everybody is busy, and looks again in five seconds', () => {
    const call = new CallAtHand(listed('ahmed'));
    call.busy = ['phone/+447700900101'];
    expect(call.chooses().effects).toEqual(['timer give-up', 'timer look-again']);
    const { offer } = call.call.journey.at === 'hunting' ? call.call.journey.walk : { offer: null };
    call.busy = [];
    call.then({ kind: 'time-up', timer: 'look-again', attempt: null, offer }, 5);
    expect(call.effects).toEqual(['place-leg ahmed']);
  });

  test('waits, too, when Twilio could be asked for nobody, and rings once more only whom it was not asked for', () => {
    const call = new CallAtHand(listed('ahmed', 'brown')).chooses();
    const refused = (who: string, more: { away?: true } = { away: true }) =>
      call.then({ kind: 'leg-refused', attempt: call.attempt(who).id, reason: 'later', ...more });
    refused('ahmed');
    expect(refused('brown').effects).toEqual(['timer look-again']);
    expect(call.last.notes).toContain('Twilio places no calls just now: waiting.');
    const { offer } = call.attempt('ahmed');
    const lookAgain = { kind: 'time-up', timer: 'look-again', attempt: null, offer } as const;
    expect(call.then(lookAgain, 5).effects).toEqual(['place-leg ahmed']);
    refused('ahmed');
    call.rings('brown').legEnds('brown', 'no-answer');
    expect(call.effects).toEqual(['timer look-again']);
    expect(call.then(lookAgain, 5).effects).toEqual(['place-leg ahmed']);
    expect(refused('ahmed', {}).call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
  });

  test('that nobody is on duty for is unanswered at once; the reply says so, and nobody is fetched', () => {
    const call = new CallAtHand(listed()).chooses();
    expect(call.call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
    expect(call.effects).not.toContain('redirect-caller');
  });
});

describe('the next is rung', () => {
  test.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['completed', 'no-answer'],
  ] as const)('when the leg ends %s', (status, result) => {
    const call = new CallAtHand().chooses().rings('ahmed').legEnds('ahmed', status);
    expect(call.attempt('ahmed')).toMatchObject({ status: 'ended', result, legOver: true });
    expect(call.effects).toEqual(['place-leg brown']);
  });

  test('when Twilio refuses the leg', () => {
    const call = new CallAtHand().chooses();
    call.then({ kind: 'leg-refused', attempt: call.attempt('ahmed').id, reason: 'Twilio refused (21211)' });
    expect(call.attempt('ahmed')).toMatchObject({ result: 'failed', legOver: true });
    expect(call.effects).toEqual(['place-leg brown']);
  });

  test('when 2 is pressed, or nothing', () => {
    expect(new CallAtHand().chooses().picksUp('ahmed').keysAtWhisper('ahmed', '2').effects).toEqual([
      'place-leg brown',
    ]);
    expect(new CallAtHand().chooses().picksUp('ahmed').keysAtWhisper('ahmed', null).effects).toEqual([
      'place-leg brown',
    ]);
  });

  test('when 3 is pressed; after the end of the shift that pauses nobody', () => {
    const inTime = new CallAtHand().chooses().picksUp('ahmed');
    expect(inTime.keysAtWhisper('ahmed', '3').last.pauses).toHaveLength(1);
    const hours = { kind: 'dated', date: '2026-11-23', from: '09:00', to: '17:00' } as const;
    const shifts = [{ hours, people: ['ahmed'], tier: 1 }];
    const call = new CallAtHand(aRota([aLine('haematology', '1', [], { shifts })]))
      .chooses()
      .picksUp('ahmed');
    call.at = call.attempt('ahmed').shiftEnds;
    call.keysAtWhisper('ahmed', '3');
    expect(call.last.pauses).toEqual([]);
    expect(call.attempt('ahmed')).toMatchObject({ result: 'declined', paused: false });
  });

  test('when no news of the ringing ever came: the old leg is cancelled first', () => {
    const call = new CallAtHand().chooses().rings('ahmed');
    const { id, offer } = call.attempt('ahmed');
    call.then({ kind: 'time-up', timer: 'ring', attempt: id, offer }, 30);
    expect(call.effects).toEqual(['cancel-leg ahmed', 'place-leg brown']);
  });

  test('but not a clinician whose own leg has yet to end: the second pass waits for that', () => {
    const call = new CallAtHand(aRota([aLine('haematology', '1', ['ahmed'], { ring: { passes: 2 } })]));
    call.chooses().picksUp('ahmed').keysAtWhisper('ahmed', null);
    expect(call.effects).toEqual([]);
    expect(call.call.journey).toMatchObject({ at: 'hunting', walk: { pass: 2, allBusy: false } });
    call.legEnds('ahmed', 'completed');
    expect(call.effects).toEqual(['place-leg ahmed']);
  });

  test('and nobody any more once the budget is spent', () => {
    const call = new CallAtHand(inTwo).chooses().picksUp('ahmed');
    const journey = call.call.journey;
    const offer = journey.at === 'hunting' ? journey.walk.offer : null;
    call.then({ kind: 'time-up', timer: 'give-up', attempt: null, offer }, 180);
    expect(call.effects).toEqual(['timer give-up']);
    call.keysAtWhisper('ahmed', '2');
    expect(call.effects).toEqual(['redirect-caller']);
    expect(call.call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
  });
});

describe('a leg of which Twilio knows nothing after a request that it did not answer', () => {
  const sought = { kind: 'leg-refused', reason: 'Twilio shows no such call', sought: true } as const;
  const unanswered = (): CallAtHand => {
    const call = new CallAtHand().chooses();
    return call.then({ kind: 'leg-unknown', attempt: call.attempt('ahmed').id, reason: 'no answer' });
  };

  test('is waited for a few seconds, then the next is rung, and its clinician is kept', () => {
    const call = unanswered();
    const attempt = call.attempt('ahmed').id;
    expect(call.effects).toEqual(['find-leg ahmed', 'timer ring ahmed']);
    expect(call.then({ ...sought, attempt }, 4).effects).toEqual([]);
    expect(call.then({ ...sought, attempt }, 1).effects).toEqual(['place-leg brown']);
    expect(call.attempt('ahmed')).toMatchObject({ result: 'failed', legOver: false });
  });

  test('keeps no overflow line waiting; without one the second round waits for its clinician', () => {
    const lines = (overflow: readonly LineRef[]): CallAtHand => {
      const first = aLine('haematology', '1', ['ahmed'], { ring: { passes: 2 }, overflow });
      const call = new CallAtHand(aRota([first, aLine('neurology', '2', ['patel'])])).chooses();
      const attempt = call.attempt('ahmed').id;
      return call.then({ kind: 'leg-unknown', attempt, reason: 'no answer' }).then({ ...sought, attempt }, 5);
    };
    expect(lines(['riverside/neurology']).effects).toEqual(['place-leg patel']);
    const alone = lines([]);
    expect(alone.effects).toEqual([]);
    const { attempts } = alone.call;
    expect(alone.call.journey.at).toBe('hunting');
    expect(alone.then({ ...sought, attempt: attempts[0]?.id ?? '' }, 40).effects).toEqual([
      'place-leg ahmed',
    ]);
  });

  test('is over when it can ring no more: ten seconds for the request, the ringing, and what Twilio may ring over', () => {
    const call = unanswered();
    const attempt = call.attempt('ahmed').id;
    call.then({ ...sought, attempt }, 37.9);
    expect(call.attempt('ahmed').legOver).toBe(false);
    call.then({ ...sought, attempt }, 0.1);
    expect(call.attempt('ahmed')).toMatchObject({ result: 'failed', legOver: true });
  });

  test.each(['initiated', 'ringing', 'in-progress'] as const)(
    'and which is heard of later than that ("%s") is ended, once',
    (status) => {
      const call = unanswered();
      const attempt = call.attempt('ahmed').id;
      call.then({ ...sought, attempt }, 40).rings('brown');
      call.then({ kind: 'leg-status', attempt, sid: sid('a'), status });
      expect(call.effects).toEqual(['end-stray-leg ahmed']);
      expect(call.attempt('ahmed').legOver).toBe(true);
      expect(call.then({ kind: 'leg-status', attempt, sid: sid('a'), status: 'ringing' }).effects).toEqual(
        [],
      );
      expect(call.attempt('brown').status).toBe('ringing');
    },
  );

  test('and which our own request returns later than that is ended', () => {
    const call = unanswered();
    const attempt = call.attempt('ahmed').id;
    call.then({ ...sought, attempt }, 40);
    expect(call.then({ kind: 'leg-placed', attempt, sid: sid('a') }).effects).toEqual([
      'end-stray-leg ahmed',
    ]);
  });

  test('and which our own request returns when another has spoken for it, and ended, is ended: it keeps nobody', () => {
    const call = new CallAtHand().chooses();
    const attempt = call.attempt('ahmed').id;
    call.then({ kind: 'leg-status', attempt, sid: sid('e'), status: 'busy' });
    expect(call.effects).toEqual(['place-leg brown']);
    call.then({ kind: 'leg-placed', attempt, sid: sid('a') });
    expect(call.attempt('ahmed')).toMatchObject({ legSid: sid('a'), legOver: true, result: 'busy' });
    expect(call.effects).toEqual(['end-stray-leg ahmed']);
  });

  test('and which is over when it is first heard of needs no end', () => {
    const call = unanswered();
    const attempt = call.attempt('ahmed').id;
    call.then({ ...sought, attempt }, 40);
    expect(call.then({ kind: 'leg-status', attempt, sid: sid('a'), status: 'busy' }).effects).toEqual([]);
  });

  test('does not take the call with a 1 when it was given up', () => {
    const call = unanswered();
    const attempt = call.attempt('ahmed').id;
    call.then({ ...sought, attempt }, 40).rings('brown');
    const before = call.call;
    call.then({ kind: 'leg-answered', attempt, sid: sid('a') });
    call.then({ kind: 'whisper-keyed', attempt, sid: sid('a'), answer: keys('1') });
    expect(call.call).toBe(before);
  });
});

describe('the budget', () => {
  test('whose timer fires early by this clock is set again, and not lost', () => {
    const call = new CallAtHand().chooses();
    const journey = call.call.journey;
    const offer = journey.at === 'hunting' ? journey.walk.offer : null;
    call.then({ kind: 'time-up', timer: 'give-up', attempt: null, offer }, 179.9);
    expect(call.call.journey.at).toBe('hunting');
    expect(call.effects).toEqual(['timer give-up']);
    expect(call.last.effects[0]?.dueAt).toBe(call.at + 100);
  });
});

describe('who presses 1', () => {
  test('first has the call, and the others are cancelled', () => {
    const call = new CallAtHand(together)
      .chooses()
      .rings('brown')
      .picksUp('ahmed')
      .keysAtWhisper('ahmed', '1');
    expect(call.effects).toEqual(['cancel-leg brown', 'check-room ahmed']);
    expect(call.call.journey).toMatchObject({ at: 'joining', attempt: call.attempt('ahmed').id });
    expect(call.attempt('brown')).toMatchObject({ result: 'cancelled', cancelled: 'taken' });
  });

  test('a moment later does not', () => {
    const call = new CallAtHand(together)
      .chooses()
      .picksUp('brown')
      .picksUp('ahmed')
      .keysAtWhisper('ahmed', '1');
    const before = call.call;
    call.keysAtWhisper('brown', '1');
    expect(call.call).toBe(before);
    expect(call.effects).toEqual([]);
  });

  test('after the caller is gone does not', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').then({ kind: 'caller-gone' });
    const before = call.call;
    expect(call.keysAtWhisper('ahmed', '1').call).toBe(before);
  });

  test('on a leg that is not the one we placed does not', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed');
    const { id } = call.attempt('ahmed');
    const before = call.call;
    call.then({ kind: 'whisper-keyed', attempt: id, sid: sid('9'), answer: keys('1') });
    expect(call.call).toBe(before);
  });

  test('while the caller hears the choices has them fetched', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').waits().then({ kind: 'left-room' });
    expect(call.call.journey).toMatchObject({ ear: 'choices' });
    expect(call.keysAtWhisper('ahmed', '1').effects).toEqual(['check-room ahmed', 'redirect-caller']);
  });
});

describe('connected', () => {
  test('is both in the room, in whichever order the news comes', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').keysAtWhisper('ahmed', '1');
    const name = `${call.call.id}-1`;
    call.then({ kind: 'joined', sid: call.attempt('ahmed').legSid ?? '', conference: room, room: name });
    expect(call.call.journey.at).toBe('joining');
    call.then({ kind: 'joined', sid: callerSid, conference: room, room: name });
    expect(call.call.journey.at).toBe('talking');
    expect(call.call.offers[0]).toMatchObject({
      ending: 'connected',
      connectedFirst: true,
      connectedAt: call.at,
    });
  });

  test('is not the news of another room, nor of a leg that is nobody we know', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').waits().keysAtWhisper('ahmed', '1');
    const { legSid } = call.attempt('ahmed');
    call.then({ kind: 'joined', sid: legSid ?? '', conference: room, room: `${call.call.id}-2` });
    call.then({ kind: 'joined', sid: sid('9'), conference: room, room: `${call.call.id}-1` });
    expect(call.call.journey.at).toBe('joining');
    expect(call.call.offers[0]?.ending).toBeNull();
  });

  test('is the beginning of their room, when that is all that is told', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').keysAtWhisper('ahmed', '1');
    const began = { kind: 'joined', sid: null, conference: room } as const;
    expect(call.then({ ...began, room: `${call.call.id}-2` }).call.journey.at).toBe('joining');
    call.then({ ...began, room: `${call.call.id}-1` });
    expect(call.call.journey).toMatchObject({ at: 'talking', attempt: call.attempt('ahmed').id });
    expect(call.call.offers[0]).toMatchObject({ ending: 'connected', clinician: 'ahmed' });
  });

  test('is not the beginning of a room in which nobody is awaited', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').waits();
    const before = call.call;
    expect(call.then({ kind: 'joined', sid: null, conference: room, room: `${before.id}-1` }).call).toBe(
      before,
    );
  });

  test('is not what was seen in a conference that the caller has left since', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').waits().keysAtWhisper('ahmed', '1');
    call.then({ kind: 'left-room' });
    const members = [callerSid, call.attempt('ahmed').legSid ?? ''];
    call.then({ kind: 'seen-in-room', conference: room, members });
    expect(call.call.journey.at).toBe('joining');
    call.then({ kind: 'seen-in-room', conference: anotherRoom, members });
    expect(call.call.journey.at).toBe('talking');
  });

  test('is lost before it began when the clinician is cut off on the way: the walk goes on', () => {
    const call = new CallAtHand().chooses().picksUp('ahmed').waits().keysAtWhisper('ahmed', '1');
    call.legEnds('ahmed', 'completed');
    expect(call.effects).toContain('place-leg brown');
    expect(call.call.journey.at).toBe('hunting');
    expect(call.call.offers[0]?.ending).toBeNull();
  });
});

describe('a clinician who comes back to the room because news of a talk of a moment is late', () => {
  const another = `CF${'2'.repeat(32)}`;
  const backInRoom = (call: CallAtHand): CallAtHand =>
    call.then({
      kind: 'joined',
      sid: call.attempt('ahmed').legSid ?? '',
      conference: another,
      room: `${call.call.id}-1`,
    });

  test('is fetched when the caller is known to be gone', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').then({ kind: 'caller-gone' });
    expect(call.effects).not.toContain('redirect-leg ahmed');
    expect(backInRoom(call).effects).toEqual(['redirect-leg ahmed']);
  });

  test('is fetched as soon as the caller is known to be gone', () => {
    const call = backInRoom(new CallAtHand().chooses().talksWith('ahmed'));
    expect(call.effects).toEqual([]);
    expect(call.then({ kind: 'caller-gone' }).effects).toContain('redirect-leg ahmed');
  });

  test('and is not, at old news of the room that they were in, or when their leg is over', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').then({ kind: 'caller-gone' });
    const joined = {
      kind: 'joined',
      sid: call.attempt('ahmed').legSid ?? '',
      room: `${call.call.id}-1`,
    } as const;
    expect(call.then({ ...joined, conference: room }).effects).toEqual([]);
    expect(backInRoom(call.legEnds('ahmed', 'completed')).effects).toEqual([]);
  });
});

describe('a call from a telephone of clinicians, such as a switchboard', () => {
  const mobiles = [1, 2].map((last) => `+44770090010${last}`);
  const sharing = (...phones: readonly (readonly string[])[]): Rotas => {
    const rotas = listed('ahmed', 'brown');
    const people = [...areaOf(rotas).people].map(
      ([id, person], place) => [id, { ...person, phones: phones[place] ?? person.phones }] as const,
    );
    return { ...rotas, areas: [{ ...areaOf(rotas), people: new Map(people) }] };
  };
  const rung = (call: CallAtHand) => call.call.attempts.map(({ phone }) => phone);

  test.each([
    {
      phones: 'the second',
      of: sharing([mobiles[0] ?? '', practiceNumber], [mobiles[1] ?? '', practiceNumber]),
    },
    {
      phones: 'the first',
      of: sharing([practiceNumber, mobiles[0] ?? ''], [practiceNumber, mobiles[1] ?? '']),
    },
  ])('rings the others of those who have it as $phones', ({ of }) => {
    const call = new CallAtHand(of).chooses().rings('ahmed').legEnds('ahmed', 'no-answer');
    call.rings('brown').legEnds('brown', 'no-answer');
    expect(rung(call)).toEqual(mobiles);
    expect(call.call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
  });

  test('passes over who has no other', () => {
    const call = new CallAtHand(sharing([practiceNumber])).chooses();
    expect(rung(call)).toEqual([mobiles[1]]);
  });
});

test('a line that is taken away lets a colleague ring on, and has the caller told when that is over', () => {
  const call = new CallAtHand(together).chooses().rings('ahmed').picksUp('brown');
  call.rotas = aRota([aLine('endocrinology', '1', ['ahmed', 'brown'])]);
  call.keysAtWhisper('brown', '2');
  expect(call.effects).toEqual([]);
  expect(call.attempt('ahmed')).toMatchObject({ status: 'ringing' });
  expect(call.legEnds('ahmed', 'no-answer').call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
});

test('those who were called off for a clinician who was then cut off before the talk are rung again', () => {
  const call = new CallAtHand(together).chooses().rings('brown').picksUp('ahmed').waits();
  call.keysAtWhisper('ahmed', '1').legEnds('brown', 'canceled').legEnds('ahmed', 'completed');
  expect(call.effects).toEqual(['timer give-up', 'place-leg brown', 'place-leg patel']);
});

describe('a clinician who is not seen in the room with the caller in fifteen seconds', () => {
  const apart = (rotas?: Rotas): CallAtHand => {
    const call = new CallAtHand(rotas).chooses().picksUp('ahmed').waits().keysAtWhisper('ahmed', '1');
    return call.then({ kind: 'seen-in-room', conference: room, members: [callerSid] }, 15);
  };

  test('is told and let go, and the caller goes on to another room, where the next will come', () => {
    const call = apart();
    expect(call.effects).toEqual([
      'redirect-leg ahmed',
      'hang-up-leg ahmed',
      'timer give-up',
      'place-leg brown',
      'redirect-caller',
    ]);
    expect(call.call.room).toMatchObject({ number: 2, callerIn: false, left: room });
    expect(call.waits().call.room.callerIn).toBe(false);
  });

  test('and was the last: the caller is fetched once, to hear that nobody could take the call', () => {
    const call = apart(listed('ahmed'));
    expect(call.call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
    expect(call.effects.filter((effect) => effect === 'redirect-caller')).toHaveLength(1);
  });
});

describe('the end of the talk', () => {
  test('is told by either, asks for the outcome, and is told once', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').legEnds('ahmed', 'completed');
    expect(call.effects).toEqual(['timer ask-by-text ahmed']);
    expect(call.call.journey.at).toBe('outcome');
    call.then({ kind: 'left-room' });
    expect(call.effects).toEqual([]);
  });

  test('brings a caller who waits in a room for nobody back to us, once', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').legEnds('ahmed', 'completed');
    const waits = { kind: 'waiting', conference: anotherRoom } as const;
    expect(call.then(waits).effects).toEqual(['redirect-caller']);
    expect(call.then(waits).effects).toEqual([]);
    call.then({ kind: 'outcome-keyed', answer: keys('1') });
    expect(call.then({ ...waits, conference: room }).effects).toEqual(['redirect-caller']);
  });

  test('is not undone by a 1 of that clinician which comes again when the walk goes on', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').then({ kind: 'left-room' });
    call.then({ kind: 'outcome-keyed', answer: keys('9') });
    const before = call.call;
    expect(call.keysAtWhisper('ahmed', '1').call).toBe(before);
  });

  test('then 9 rings the next clinician, for another room', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').legEnds('ahmed', 'completed');
    call.then({ kind: 'outcome-keyed', answer: keys('9') });
    expect(call.effects).toEqual(['timer give-up', 'place-leg brown']);
    expect(call.call.room).toMatchObject({ number: 2, callerIn: false, clinicianIn: null });
  });

  test('then 9 rings the same again where there is nobody else, once', () => {
    const call = new CallAtHand(listed('ahmed')).chooses().talksWith('ahmed').legEnds('ahmed', 'completed');
    call.then({ kind: 'outcome-keyed', answer: keys('9') });
    expect(call.effects).toEqual(['timer give-up', 'place-leg ahmed']);
    const { id: attempt, offer } = call.attempt('ahmed');
    call.then({ kind: 'leg-refused', attempt, reason: 'later', away: true });
    call.then({ kind: 'time-up', timer: 'look-again', attempt: null, offer }, 5);
    expect(call.effects).toEqual(['place-leg ahmed']);
    call.rings('ahmed').legEnds('ahmed', 'no-answer');
    expect(call.call.journey).toMatchObject({ at: 'over', how: 'unanswered' });
    expect(call.call.attempts).toHaveLength(3);
  });

  test('the texts wait for a caller who is being connected again', () => {
    const call = new CallAtHand().chooses().talksWith('ahmed').legEnds('ahmed', 'completed');
    const offer = call.call.offers[0]?.id ?? null;
    call.then({ kind: 'outcome-keyed', answer: keys('9') });
    call.then({ kind: 'time-up', timer: 'ask-by-text', attempt: null, offer }, 120);
    expect(call.effects).toEqual(['timer ask-by-text']);
    call.then({ kind: 'caller-gone' });
    call.then({ kind: 'time-up', timer: 'ask-by-text', attempt: null, offer }, 120);
    expect(call.effects).toEqual(['send-text', 'send-text']);
  });
});

describe('a caller who hangs up', () => {
  test('ends every ringing, and nothing after that rings anybody', () => {
    const call = new CallAtHand(together)
      .chooses()
      .rings('ahmed')
      .picksUp('brown')
      .then({ kind: 'caller-gone' });
    expect(call.effects).toEqual(['cancel-leg ahmed']);
    expect(call.call.attempts.map(({ result }) => result)).toEqual(['cancelled', 'cancelled']);
    call.legEnds('ahmed', 'canceled').legEnds('brown', 'completed');
    expect(call.call.attempts).toHaveLength(2);
    expect(call.call.offers[0]?.ending).toBe('abandoned');
  });

  test('twice is once', () => {
    const call = new CallAtHand().chooses().then({ kind: 'caller-gone' });
    expect(isUnchanged(call.decide({ kind: 'caller-gone', at: call.at }), call.call)).toBe(true);
  });
});

test('a request that comes again with its token is not heard twice', () => {
  const call = new CallAtHand();
  const wrong = { kind: 'line-chosen', answer: keys('9'), token: 'once' } as const;
  call.then(wrong).then(wrong).then(wrong).then(wrong);
  expect(call.call.journey).toMatchObject({ at: 'menu', misses: 1 });
});
