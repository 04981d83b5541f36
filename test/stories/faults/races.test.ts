import { expect, test } from '@jest/globals';
import { aLine, aRota } from '../a-rota.ts';
import { stories } from '../stories.ts';
import { ahmedRings, beginWalk, endsWell, nobodyWasRungTwiceAtOnce } from './a-walk.ts';

const together = aRota([aLine('haematology', '1', ['ahmed', 'brown', 'patel'], { ring: { atOnce: 3 } })]);

stories('at the same instant', (story) => {
  test('two clinicians press 1: one has the caller, the other is thanked (pitfall 1)', async () => {
    const walk = await beginWalk(story, { rotas: together });
    await walk.caller.presses('1');
    await walk.patel.isRung();
    await walk.ahmed.picksUp();
    walk.brown.leg.answer();
    await walk.brown.hears('press 1 to take');
    walk.ahmed.leg.press('1');
    walk.brown.leg.press('1');
    await walk.tale.settle();
    await walk.tale.until(
      () => walk.tale.rehearsal.network.conversations.length > 0,
      'somebody talks to the caller',
    );
    await walk.tale.pass(10);
    const results = await walk.tale.results();
    expect(results.toSorted().slice(-1)).toEqual(['patel cancelled']);
    expect(results.filter((result) => result.endsWith('accepted'))).toHaveLength(1);
    const loser = results[0] === 'ahmed accepted' ? walk.brown : walk.ahmed;
    await loser.hears('A colleague has just taken this call.');
    await loser.isLetGo();
    const [talk, ...others] = walk.tale.rehearsal.network.conversations;
    expect([talk?.talkers.length, others]).toEqual([2, []]);
    await walk.caller.hangsUp();
    await endsWell(walk);
    expect(walk.patel.leg.live).toBe(false);
  });

  test('a press of 1 that is posted twice is one acceptance, and the leg keeps it (pitfall 1)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    walk.tale.rehearsal.network.faults.repeat = 1;
    walk.ahmed.leg.press('1');
    await walk.caller.isTalkingTo(walk.ahmed);
    expect(await walk.tale.results()).toEqual(['ahmed accepted']);
    await walk.caller.hangsUp();
    await endsWell(walk);
  });

  test('the clinician presses 1, then the caller hangs up before they meet (pitfall 5)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    walk.ahmed.leg.press('1');
    await walk.tale.settle();
    await walk.caller.hangsUp();
    await walk.ahmed.hears('the caller has hung up');
    await walk.ahmed.isLetGo();
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['abandoned']);
    expect(walk.tale.rehearsal.network.conversations).toEqual([]);
    walk.brown.wasNeverRung();
  });

  test('the caller hangs up, then the clinician presses 1 (pitfall 5)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    await walk.caller.hangsUp();
    walk.ahmed.leg.press('1');
    await walk.ahmed.hears('The caller has hung up.');
    await walk.ahmed.isLetGo();
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed cancelled']);
    expect(await walk.tale.endings()).toEqual(['abandoned']);
  });

  test('press and hang-up race each other to us: whoever wins, both are let go (pitfall 5)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    walk.ahmed.leg.press('1');
    walk.caller.leg.hangUp();
    await walk.ahmed.isLetGo();
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['abandoned']);
    walk.brown.wasNeverRung();
  });

  test('the clinician hangs up just as they are put through: the walk goes on (pitfall 24)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.picksUp();
    walk.ahmed.leg.press('1');
    await walk.tale.settle();
    await walk.ahmed.hangsUp();
    await walk.brown.isRung(2);
    await walk.brown.takesTheCallOf(walk.caller);
    await walk.caller.hangsUp();
    await endsWell(walk);
    expect(await walk.tale.endings()).toEqual(['connected']);
  });

  test('a clinician cut off in the talk: the caller presses 9 and the next is rung (pitfall 24)', async () => {
    const walk = await ahmedRings(story);
    await walk.ahmed.takesTheCallOf(walk.caller);
    await walk.tale.pass(5);
    await walk.ahmed.hangsUp();
    await walk.caller.hears('referral was avoided, press 1');
    await walk.caller.presses('9');
    await walk.brown.isRung();
    await walk.brown.takesTheCallOf(walk.caller);
    await walk.caller.hangsUp();
    await endsWell(walk);
    walk.ahmed.wasRung(1);
    expect(await walk.tale.endings()).toEqual(['connected']);
  });

  test('eight calls want the same three clinicians: each is rung for one call only (pitfall 23)', async () => {
    const tale = await story({ rotas: together });
    const { calls } = tale.rehearsal.rotaline;
    const sids = Array.from({ length: 8 }, (_, index) => `CA${String(index).padStart(32, '0')}`);
    await Promise.all(sids.map((sid) => calls.arrive({ sid, from: null, to: '+441614960000' })));
    const answer = { digits: '1', speech: null };
    await Promise.all(
      sids.map((callerSid) => calls.change({ callerSid }, (at) => ({ kind: 'line-chosen', at, answer }))),
    );
    await tale.pass(5);
    const attempts = (await tale.calls()).flatMap((call) => call.attempts);
    expect(attempts.map((attempt) => attempt.clinician).toSorted()).toEqual(['ahmed', 'brown', 'patel']);
    expect(tale.rehearsal.network.legs).toHaveLength(3);
    const { rows } = await tale.store.database.pool.query('select attempt_id from reservations');
    expect(new Set(rows.map((row: { attempt_id: string }) => row.attempt_id)).size).toBe(3);
    // The carrier knows none of these callers, so the check of each caller ends their call.
    await tale.pass(120);
    await tale.isOver();
    nobodyWasRungTwiceAtOnce(tale);
  });

  test('many events on one call from many sides leave one state, and every event in its timeline', async () => {
    const walk = await beginWalk(story, { rotas: together });
    await walk.caller.presses('1');
    await walk.patel.isRung();
    const { calls } = walk.tale.rehearsal.rotaline;
    const { id, attempts } = await walk.tale.call();
    await Promise.all(
      attempts.flatMap((attempt) =>
        ['ringing', 'ringing', 'in-progress', 'busy', 'busy', 'in-progress', 'ringing'].map((status) =>
          calls.change({ id }, (at) => ({
            kind: 'leg-status',
            at,
            attempt: attempt.id,
            sid: attempt.legSid ?? '',
            status: status as 'ringing' | 'in-progress' | 'busy',
          })),
        ),
      ),
    );
    const after = await walk.tale.call();
    expect(after.attempts.map((attempt) => attempt.result)).toEqual(['busy', 'busy', 'busy']);
    const { rows } = await walk.tale.store.database.pool.query<{ ended: string }>(
      `select count(*) as ended from events where kind = 'leg-status' and data->>'status' = 'busy'`,
    );
    expect(Number(rows[0]?.ended)).toBe(3);
    await walk.caller.hangsUp();
  });
});
