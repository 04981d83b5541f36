import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  answers,
  answersAndPresses,
  fails,
  ignores,
  rejects,
  voicemail,
} from '../../src/phone-network/behaviours.ts';
import { ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
const brown = '+447700900102';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
  stage.answers['/answer'] = '<Pause length="600"/>';
  stage.answers['/voice'] = '<Pause length="600"/>';
});
afterEach(() => stage.end());

const told = () => stage.to('/status').map(({ form }) => form['CallStatus']);
const statusOf = (phone: string) => stage.network.phone(phone).legs.map((leg) => leg.status);

describe('a leg that was placed', () => {
  test.each([
    ['answers(4)', answers(4), 'in-progress', ['initiated', 'ringing', 'in-progress']],
    ['ignores()', ignores(), 'no-answer', ['initiated', 'ringing', 'no-answer']],
    ['rejects(2)', rejects(2), 'busy', ['initiated', 'ringing', 'busy']],
    ['fails()', fails(), 'failed', ['initiated', 'ringing', 'failed']],
  ])('%s', async (_, behaviour, status, callbacks) => {
    stage.network.phone(ahmed).whenRung(behaviour);
    await stage.place(ahmed, { Timeout: '20' });
    await stage.pass(22);
    expect(statusOf(ahmed)).toEqual([status]);
    expect(told()).toEqual(callbacks);
    expect(stage.to('/status').map(({ form }) => form['SequenceNumber'])).toEqual(
      callbacks.map((__, at) => `${at}`),
    );
  });

  test('tells its duration and its SIP code at the end, and its time always', async () => {
    stage.network.phone(ahmed).whenRung(answers(4));
    await stage.place(ahmed);
    await stage.pass(15);
    stage.network.phone(ahmed).leg?.hangUp();
    await stage.pass(1);
    const last = stage.to('/status').at(-1)?.form;
    expect(last).toMatchObject({ CallStatus: 'completed', CallDuration: '10', SipResponseCode: '200' });
    expect(last?.['Timestamp']).toBe('Mon, 23 Nov 2026 09:00:15 +0000');
    expect(stage.to('/status')[0]?.form).not.toHaveProperty('SipResponseCode');
  });

  test('tells only of what was asked for: the end, unless told', async () => {
    stage.network.phone(ahmed).whenRung(rejects());
    await stage.place(ahmed, { StatusCallbackEvent: [] });
    await stage.pass(5);
    expect(told()).toEqual(['busy']);
  });

  test('ends at its time limit', async () => {
    stage.network.phone(ahmed).whenRung(answers(0));
    await stage.place(ahmed, { TimeLimit: '30' });
    await stage.pass(30.9);
    expect(statusOf(ahmed)).toEqual(['in-progress']);
    await stage.pass(0.2);
    expect(statusOf(ahmed)).toEqual(['completed']);
  });

  test('finds a phone busy that rings or talks', async () => {
    stage.network.phone(ahmed).whenRung(ignores());
    await stage.place(ahmed);
    await stage.pass(5);
    await stage.place(ahmed);
    await stage.pass(5);
    expect(statusOf(ahmed)).toEqual(['ringing', 'busy']);
    expect(stage.network.log.filter(({ kind }) => kind === 'rings')).toHaveLength(1);
  });

  test('runs a document that came with the request', async () => {
    stage.network.phone(ahmed).whenRung(answers(0));
    await stage.rest('POST', 'Calls.json', {
      To: ahmed,
      From: ourNumber,
      Twiml: '<Response><Say>Hello.</Say></Response>',
    });
    await stage.pass(5);
    expect(stage.network.phone(ahmed).legs[0]?.heard).toEqual(['Hello.']);
    expect(stage.to('/answer')).toEqual([]);
  });

  test('is dialled one a second, where that is the limit, and cancelled in the queue says nothing', async () => {
    const slow = await new Stage({ callsPerSecond: 1, setUpSeconds: 0 }).begin();
    const sids: string[] = [];
    for (const end of [101, 102, 103, 104]) sids.push(await slow.place(`+447700900${end}`));
    await slow.pass(0);
    const cancelled = await slow.rest('POST', `Calls/${sids[2]}.json`, { Status: 'canceled' });
    await slow.pass(10);
    expect(cancelled.status).toBe(200);
    const rang = slow.network.log.flatMap((event) =>
      event.kind === 'rings' ? [[event.phone, event.at - slow.network.legs[0]!.createdAt]] : [],
    );
    expect(rang).toEqual([
      ['+447700900101', 0],
      ['+447700900102', 1000],
      ['+447700900104', 2000],
    ]);
    expect(slow.to('/status').filter(({ form }) => form['CallSid'] === sids[2])).toEqual([]);
    await slow.end();
  });
});

describe('ready-made people', () => {
  test('one answers and presses what she is told to', async () => {
    stage.answers['/answer'] =
      '<Gather numDigits="1" action="/key"><Say>To take it, press 1 to take.</Say></Gather>';
    stage.network.phone(ahmed).whenRung(answersAndPresses('1', { afterSeconds: 4 }));
    await stage.place(ahmed);
    await stage.pass(15);
    expect(stage.to('/key').map(({ form }) => form['Digits'])).toEqual(['1']);
  });

  test('a voicemail never presses anything', async () => {
    stage.answers['/answer'] =
      '<Gather numDigits="1" action="/key"><Say>To take it, press 1 to take.</Say></Gather>';
    stage.network.phone(ahmed).whenRung(voicemail(5));
    await stage.place(ahmed);
    await stage.pass(60);
    expect(stage.to('/key')).toEqual([]);
    expect(statusOf(ahmed)).toEqual(['completed']);
  });

  test('what a dead leg would have done is not done', async () => {
    stage.network.phone(ahmed).whenRung((leg) => void leg.in(10, () => leg.answer()));
    const sid = await stage.place(ahmed);
    await stage.pass(5);
    await stage.rest('POST', `Calls/${sid}.json`, { Status: 'canceled' });
    await stage.pass(20);
    expect(statusOf(ahmed)).toEqual(['canceled']);
    expect(stage.to('/answer')).toEqual([]);
    expect(stage.time.next()).toBeUndefined();
  });
});

describe('a leg that comes in', () => {
  test('asks the number what to do, and tells it at the end', async () => {
    const leg = stage.network.phone(practice).calls(ourNumber);
    await stage.pass(5);
    leg.hangUp();
    await stage.pass(1);
    expect(stage.to('/voice').map(({ form }) => form)).toEqual([
      {
        CallSid: leg.sid,
        AccountSid: stage.network.legs[0] && expect.stringMatching(/^AC/),
        From: practice,
        To: ourNumber,
        Caller: practice,
        Called: ourNumber,
        CallStatus: 'ringing',
        ApiVersion: '2010-04-01',
        Direction: 'inbound',
      },
    ]);
    expect(stage.to('/over').map(({ form }) => form['CallStatus'])).toHaveLength(1);
  });

  test('may withhold its number', async () => {
    stage.network.phone(practice).calls(ourNumber, { from: 'anonymous' });
    await stage.pass(1);
    expect(stage.to('/voice')[0]?.form['From']).toBe('anonymous');
  });

  test('fails at a number that is not ours', async () => {
    const leg = stage.network.phone(practice).calls('+441614960999');
    await stage.pass(1);
    expect(leg.status).toBe('failed');
    expect(stage.network.refusals).toHaveLength(1);
  });

  test('a phone that calls is engaged', async () => {
    stage.network.phone(brown).calls(ourNumber);
    await stage.pass(1);
    await stage.place(brown);
    await stage.pass(3);
    expect(statusOf(brown)[1]).toBe('busy');
  });
});

test('the story of a leg is told as it happens', async () => {
  const kinds: string[] = [];
  const end = stage.network.onEvent((event) => kinds.push(event.kind));
  stage.answers['/voice'] = '<Say>Hello there.</Say>';
  stage.network.phone(practice).calls(ourNumber);
  await stage.pass(5);
  expect(kinds).toEqual(['calls', 'answers', 'hears', 'ends']);
  end();
  stage.network.phone(practice).calls(ourNumber);
  expect(kinds).toHaveLength(4);
});

test('what is over can be forgotten, what lives is not', async () => {
  stage.answers['/voice'] = '<Say>Hello there.</Say>';
  stage.network.phone(practice).calls(ourNumber);
  await stage.pass(5);
  stage.answers['/voice'] = '<Pause length="600"/>';
  const leg = stage.network.phone(practice).calls(ourNumber);
  await stage.pass(1);
  stage.network.forgetThePast();
  expect(stage.network.legs.map(({ sid }) => sid)).toEqual([leg.sid]);
  expect(stage.network.phone(practice).leg).toBe(leg);
});
