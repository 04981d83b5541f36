import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { answers } from '../../src/phone-network/behaviours.ts';
import published from '../../src/phone-network/operations.json' with { type: 'json' };
import { accountSid, authToken, ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
  stage.answers['/answer'] = '<Pause length="600"/>';
  stage.answers['/voice'] = '<Dial><Conference>call-1</Conference></Dial>';
  stage.network.phone(ahmed).whenRung(answers(2));
});
afterEach(() => stage.end());

/** The SDK, with what it means for api.twilio.com sent to the network. */
function sdk(): twilio.Twilio {
  const httpClient = new twilio.RequestClient();
  httpClient.axios.interceptors.request.use((request) => {
    if (request.url) request.url = request.url.replace('https://api.twilio.com', stage.network.url);
    return request;
  });
  return twilio(accountSid, authToken, { httpClient });
}

describe('by the SDK', () => {
  test('a leg is placed, fetched, redirected and ended', async () => {
    const { sid, status } = await sdk().calls.create({
      to: ahmed,
      from: ourNumber,
      url: stage.url('/answer'),
      statusCallback: stage.url('/status'),
      statusCallbackEvent: ['ringing', 'answered'],
      timeout: 20,
      timeLimit: 600,
    });
    expect(status).toBe('queued');
    await stage.pass(5);
    expect((await sdk().calls(sid).fetch()).status).toBe('in-progress');
    await sdk()
      .calls(sid)
      .update({ twiml: '<Response><Say>Sorry, it is taken.</Say><Pause length="60"/></Response>' });
    await stage.pass(5);
    expect(stage.network.phone(ahmed).legs[0]?.heard).toEqual(['Sorry, it is taken.']);
    await sdk().calls(sid).update({ status: 'completed' });
    const ended = await sdk().calls(sid).fetch();
    expect([ended.status, ended.duration, ended.endTime?.toISOString()]).toEqual([
      'completed',
      '7',
      '2026-11-23T09:00:10.000Z',
    ]);
    expect(stage.to('/status').map(({ form }) => form['CallStatus'])).toEqual(['ringing', 'in-progress']);
    expect(stage.network.refusals).toEqual([]);
  });

  test('legs are found by number, status and time, newest first, over pages', async () => {
    const sids = [await stage.place(ahmed)];
    await stage.pass(30);
    for (const end of [103, 104]) sids.push(await stage.place(`+447700900${end}`));
    await stage.pass(2);
    const found = async (filter: object) =>
      (await sdk().calls.list(filter)).map(({ sid }) => sids.indexOf(sid));
    expect(await found({ to: ahmed, from: ourNumber })).toEqual([0]);
    expect(await found({ status: 'ringing' })).toEqual([2, 1]);
    expect(await found({ startTimeAfter: new Date('2026-11-23T09:00:20Z') })).toEqual([2, 1]);
    expect(await found({ startTimeAfter: new Date('2026-11-23T09:10:00Z') })).toEqual([]);
    expect(await found({ pageSize: 2 })).toEqual([2, 1, 0]);
    expect(await found({ to: practice })).toEqual([]);
  });

  test('a conference and who is in it are seen', async () => {
    const leg = stage.network.phone(practice).calls(ourNumber);
    stage.answers['/answer'] = '<Dial><Conference participantLabel="clinician">call-1</Conference></Dial>';
    await stage.place(ahmed);
    await stage.pass(5);
    const sid = stage.network.conferences[0]?.sid ?? '';
    expect((await sdk().conferences(sid).fetch()).status).toBe('in-progress');
    const members = await sdk().conferences(sid).participants.list();
    expect(members.map(({ callSid, label }) => [callSid, label])).toEqual([
      [leg.sid, null],
      [stage.network.phone(ahmed).legs[0]?.sid, 'clinician'],
    ]);
    expect((await sdk().conferences(sid).participants(leg.sid).fetch()).callSid).toBe(leg.sid);
    await sdk().conferences(sid).update({ status: 'completed' });
    await stage.pass(1);
    const over = await sdk().conferences(sid).fetch();
    expect([over.status, over.reasonConferenceEnded]).toEqual(['completed', 'conference-ended-via-api']);
    expect(await sdk().conferences(sid).participants.list()).toEqual([]);
    await expect(sdk().conferences(sid).participants(leg.sid).fetch()).rejects.toMatchObject({
      code: 20404,
      status: 404,
    });
  });

  test('a recording is fetched and deleted, once', async () => {
    stage.answers['/voice'] = '<Record timeout="2"/>';
    stage.network
      .phone(practice)
      .calls(ourNumber)
      .in(1, (leg) => leg.say('Hello.'));
    await stage.pass(4);
    const sid = stage.network.recordings[0]?.sid ?? '';
    expect((await sdk().recordings(sid).fetch()).source).toBe('RecordVerb');
    expect(await sdk().recordings(sid).remove()).toBe(true);
    await expect(sdk().recordings(sid).remove()).rejects.toMatchObject({ code: 20404 });
  });

  test('a number is found and pointed elsewhere', async () => {
    const [number] = await sdk().incomingPhoneNumbers.list({ phoneNumber: ourNumber });
    await sdk()
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: stage.url('/other'), voiceMethod: 'POST' });
    expect(
      (
        await sdk()
          .incomingPhoneNumbers(number?.sid ?? '')
          .fetch()
      ).voiceUrl,
    ).toBe(stage.url('/other'));
    stage.answers['/other'] = '<Hangup/>';
    stage.network.phone(practice).calls(ourNumber);
    await stage.pass(1);
    expect([stage.to('/other').length, stage.to('/voice').length]).toEqual([1, 0]);
    expect(stage.to('/over')).toHaveLength(1);
  });
});

test('a leg has every published field, and no other', async () => {
  const { body } = await stage.rest('GET', `Calls/${await stage.place(ahmed)}.json`);
  expect(Object.keys(body)).toEqual(published['fetch-call'].responseFields);
});

describe('what is refused', () => {
  const call = { To: ahmed, From: ourNumber, Url: 'http://example.com/answer' };
  test.each([
    ['a parameter that is none', { ...call, TimeOut: '20' }, 400, 20001],
    ['a value of another kind', { ...call, Timeout: 'soon' }, 400, 20001],
    ['a method that is none', { ...call, Method: 'PUT' }, 400, 20001],
    ['nobody to ring', { From: call.From, Url: call.Url }, 400, 21201],
    ['a number that is none', { ...call, To: '07700 900101' }, 400, 21211],
    ['a sender that is not ours', { ...call, From: practice }, 400, 21210],
    ['nothing to do', { To: call.To, From: call.From }, 400, 21205],
    ['a URL that is none', { ...call, Url: '/answer' }, 400, 21205],
    ['an event that is none', { ...call, StatusCallbackEvent: ['ended'] }, 400, 21626],
    ['a document that is too long', { To: call.To, From: call.From, Twiml: 'x'.repeat(4001) }, 400, 21626],
  ])('%s', async (_, form, status, code) => {
    const answer = await stage.rest('POST', 'Calls.json', form);
    expect(answer).toMatchObject({
      status,
      body: { code, status, message: expect.any(String), more_info: expect.any(String) },
    });
    await stage.pass(5);
    expect(stage.network.legs).toEqual([]);
    expect(stage.network.refusals.map((refusal) => [refusal.kind, refusal.code])).toEqual([['rest', code]]);
  });

  test('a wrong token', async () => {
    expect(await stage.rest('GET', 'Calls.json', {}, 'wrong')).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
  });

  test('what is not there, and what is not known', async () => {
    for (const path of [
      `Calls/CA${'0'.repeat(32)}.json`,
      `Conferences/CF${'0'.repeat(32)}.json`,
      'Queues.json',
    ]) {
      expect(await stage.rest('GET', path)).toMatchObject({ status: 404, body: { code: 20404 } });
    }
    expect((await stage.rest('GET', 'Calls.json?Colour=red')).status).toBe(400);
  });

  test('a parameter that does nothing here is taken, and told of', async () => {
    await stage.place(ahmed, { MachineDetection: 'Enable' });
    expect(stage.network.refusals.map(({ kind }) => kind)).toEqual(['not-simulated']);
  });
});

describe('changing a leg', () => {
  const change = async (sid: string, form: Record<string, string>) => {
    const { status, body } = await stage.rest('POST', `Calls/${sid}.json`, form);
    return status === 200 ? body['status'] : body['code'];
  };

  test('canceled ends what is queued or ringing, and leaves alone what was answered', async () => {
    const queued = await stage.place(ahmed);
    expect(await change(queued, { Status: 'canceled' })).toBe('canceled');
    const ringing = await stage.place(ahmed);
    await stage.pass(2);
    expect(await change(ringing, { Status: 'canceled' })).toBe('canceled');
    const answered = await stage.place(ahmed);
    await stage.pass(5);
    expect(await change(answered, { Status: 'canceled' })).toBe(21220);
    expect(stage.network.phone(ahmed).leg?.status).toBe('in-progress');
    expect(stage.to('/status').map(({ form }) => form['CallStatus'])).toEqual([
      ...['initiated', 'ringing', 'canceled'],
      ...['initiated', 'ringing', 'in-progress'],
    ]);
  });

  test('completed ends what is live, and what is over cannot be changed', async () => {
    const sid = await stage.place(ahmed);
    await stage.pass(5);
    expect(await change(sid, { Status: 'completed' })).toBe('completed');
    expect(await change(sid, { Status: 'completed' })).toBe(21220);
    expect(await change(sid, { Url: stage.url('/other') })).toBe(21220);
  });

  test('a leg that was not answered yet takes no other document', async () => {
    const sid = await stage.place(ahmed);
    await stage.pass(2);
    expect(await change(sid, { Url: stage.url('/other') })).toBe(21220);
    await stage.pass(10);
    expect(stage.to('/other')).toEqual([]);
    expect(stage.to('/answer')).toHaveLength(1);
  });
});
