import { expect, test } from '@jest/globals';
import twilio from 'twilio';
import { stories } from '../stories.ts';
import type { Story } from '../story.ts';
import { ahmedRings, beginWalk, endsWell, talkToTheEnd, type Walk } from './a-walk.ts';

const stranger = `CA${'e'.repeat(32)}`;

stories('a leg that is not ours', (story) => {
  test('what another leg says with the id of the attempt is not heard (pitfall 19)', async () => {
    const walk = await ahmedRings(story);
    const attempt = await attemptId(walk);
    const before = await walk.tale.call();
    await post(walk.tale, `/webhooks/voice/leg-status?attempt=${attempt}`, { CallStatus: 'completed' });
    const whisper = await post(walk.tale, `/webhooks/voice/whisper?attempt=${attempt}`, {
      CallStatus: 'in-progress',
    });
    const key = await post(walk.tale, `/webhooks/voice/whisper-key?attempt=${attempt}`, { Digits: '1' });
    expect(whisper).toContain('This call is over.');
    expect(key).not.toContain('<Conference');
    expect(await walk.tale.call()).toEqual(before);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    expect(await walk.tale.results()).toEqual(['ahmed accepted']);
  });

  test('what our own request returned counts, whichever leg spoke first (pitfall 19)', async () => {
    const walk = await beginWalk(story);
    const { network, rotaline } = walk.tale.rehearsal;
    network.next('create-call', 'too-many');
    await walk.caller.presses('1');
    const attempt = await attemptId(walk);
    await post(walk.tale, `/webhooks/voice/leg-status?attempt=${attempt}`, { CallStatus: 'ringing' });
    await walk.ahmed.isRung();
    expect((await walk.tale.call()).attempts[0]?.legSid).toBe(walk.ahmed.leg.sid);
    await talkToTheEnd(walk, walk.ahmed);
    await endsWell(walk);
    expect(await rotaline.calls.legsKnown([stranger])).toEqual(new Set());
  });

  test('a search for an unheard leg does not take one that belongs to another call (pitfalls 3, 19)', async () => {
    const walk = await beginWalk(story);
    const { network } = walk.tale.rehearsal;
    await walk.caller.presses('1');
    await walk.ahmed.isRung();
    await walk.caller.hangsUp();
    const first = walk.ahmed.leg.sid;
    network.next('create-call', 'drop');
    const again = walk.tale.caller('+447700900200');
    await again.ringsFor('Haematology');
    await walk.brown.isRung();
    const [, second] = await walk.tale.calls();
    expect(second?.attempts.map((each) => each.legSid)).not.toContain(first);
    await talkToTheEnd({ ...walk, caller: again }, walk.brown);
    await endsWell(walk);
  });

  test('news of an attempt that nobody knows, and of none, is answered and changes nothing', async () => {
    const walk = await ahmedRings(story);
    const before = await walk.tale.call();
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const attempt of [unknown, 'x', "'; drop table calls"]) {
      await post(walk.tale, `/webhooks/voice/leg-status?attempt=${encodeURIComponent(attempt)}`, {
        CallStatus: 'busy',
      });
    }
    await post(walk.tale, '/webhooks/voice/leg-status', { CallStatus: 'busy' });
    expect(await walk.tale.call()).toEqual(before);
    await walk.caller.hangsUp();
    await endsWell(walk);
  });
});

async function attemptId({ tale }: Walk): Promise<string> {
  return (await tale.call()).attempts[0]?.id ?? '';
}

/** Posts what the carrier might, signed as the carrier signs. */
async function post({ rehearsal }: Story, path: string, form: Record<string, string>): Promise<string> {
  const url = rehearsal.publicUrl + path;
  const params = { CallSid: stranger, From: '+441614960000', To: '+447700900101', ...form };
  const token = 'rehearsal'.padEnd(32, '0');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, url, params) },
    body: new URLSearchParams(params),
  });
  expect(response.status).toBeLessThan(300);
  return response.text();
}
