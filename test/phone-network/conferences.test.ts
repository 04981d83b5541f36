import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answers } from '../../src/phone-network/behaviours.ts';
import { ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
const brown = '+447700900102';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
  for (const phone of [ahmed, brown]) stage.network.phone(phone).whenRung(answers(1));
});
afterEach(() => stage.end());

const conference = (attributes = '', dial = ''): string =>
  `<Dial ${dial}><Conference ${attributes}>call-1</Conference></Dial><Say>After.</Say>`;
const caller = () => stage.network.phone(practice).calls(ourNumber);
const events = (path = '/conference') => stage.to(path).map(({ form }) => form['StatusCallbackEvent']);

describe('the beginning', () => {
  test('one alone waits, and hears the hold document once', async () => {
    stage.answers['/voice'] = conference('waitUrl="/wait"');
    stage.answers['/wait'] = '<Say>Please hold.</Say>';
    const leg = caller();
    await stage.pass(600);
    expect(leg.heard).toEqual(['Please hold.']);
    expect(stage.to('/wait').map(({ form }) => form['FriendlyName'])).toEqual(['call-1']);
    expect(stage.to('/wait')[0]?.form).toMatchObject({ From: practice, CallStatus: 'in-progress' });
    expect(stage.to('/wait')[0]?.form['ConferenceSid']).toBe(stage.network.conferences[0]?.sid);
    expect(stage.network.conferences[0]?.status).toBe('init');
  });

  test('a hold document with a Redirect goes on until the other comes', async () => {
    stage.answers['/voice'] = conference('waitUrl="/wait"');
    stage.answers['/wait'] = '<Say>Please hold.</Say><Pause length="10"/><Redirect>/wait</Redirect>';
    stage.answers['/answer'] = conference();
    const leg = caller();
    await stage.pass(30);
    await stage.place(ahmed);
    await stage.pass(5);
    const heard = leg.heard.length;
    expect(heard).toBeGreaterThanOrEqual(3);
    await stage.pass(60);
    expect(leg.heard).toHaveLength(heard);
  });

  test('two who may not start it both wait', async () => {
    stage.answers['/voice'] = conference('startConferenceOnEnter="false"');
    stage.answers['/answer'] = conference('startConferenceOnEnter="false"');
    const leg = caller();
    await stage.place(ahmed);
    await stage.pass(10);
    expect(leg.isTalkingTo(stage.network.phone(ahmed))).toBe(false);
    expect(stage.network.conversations).toEqual([]);
  });

  test('the callbacks are those of the first to join', async () => {
    stage.answers['/voice'] = conference('statusCallback="/first" statusCallbackEvent="join start"');
    stage.answers['/answer'] = conference('statusCallback="/second" statusCallbackEvent="join start"');
    caller();
    await stage.place(ahmed);
    await stage.pass(10);
    expect(events('/first')).toEqual(['participant-join', 'participant-join', 'conference-start']);
    expect(stage.to('/first').map(({ form }) => form['SequenceNumber'])).toEqual(['0', '1', '2']);
    expect(stage.to('/second')).toEqual([]);
  });

  test('no events are sent that were not asked for', async () => {
    stage.answers['/voice'] = conference('statusCallback="/conference"');
    const leg = caller();
    await stage.pass(5);
    leg.hangUp();
    await stage.pass(5);
    expect(events()).toEqual([]);
  });

  test('a hold document that fails ends it for that leg', async () => {
    stage.answers['/voice'] = conference('waitUrl="/wait"', 'action="/done"');
    stage.answers['/wait'] = '<Gather/>';
    stage.answers['/done'] = '<Say>Done.</Say>';
    const leg = caller();
    await stage.pass(5);
    expect(stage.to('/done').map(({ form }) => form['DialCallStatus'])).toEqual(['failed']);
    expect(leg.heard).toEqual(['Done.']);
    expect(stage.network.refusals.map(({ kind }) => kind)).toEqual(['document', 'wait']);
    expect(stage.network.conferences[0]?.status).toBe('completed');
  });

  test('one too many is not let in', async () => {
    stage.answers['/voice'] = conference('maxParticipants="2"');
    stage.answers['/answer'] = conference();
    caller();
    await stage.place(ahmed);
    await stage.pass(5);
    await stage.place(brown);
    await stage.pass(5);
    expect(stage.network.phone(brown).legs[0]?.heard).toEqual(['After.']);
    expect(stage.network.conferences[0]?.members).toHaveLength(2);
  });
});

describe('the end', () => {
  test('whoever is to end it by leaving does, and the action of the others is asked for', async () => {
    stage.answers['/voice'] = conference(
      'statusCallback="/conference" statusCallbackEvent="end"',
      'action="/outcome"',
    );
    stage.answers['/answer'] = conference('endConferenceOnExit="true"', 'action="/never"');
    stage.answers['/outcome'] = '<Say>What happened?</Say>';
    const leg = caller();
    await stage.place(ahmed);
    await stage.pass(30);
    stage.network.phone(ahmed).leg?.hangUp();
    await stage.pass(5);
    expect(leg.heard).toEqual(['What happened?']);
    expect(stage.to('/outcome').map(({ form }) => form['DialCallStatus'])).toEqual(['answered']);
    expect(stage.to('/never')).toEqual([]);
    expect(stage.to('/conference')[0]?.form).toMatchObject({
      StatusCallbackEvent: 'conference-end',
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
    });
  });

  test('without an action the rest of the document is run', async () => {
    stage.answers['/voice'] = conference();
    stage.answers['/answer'] = conference('endConferenceOnExit="true"');
    const leg = caller();
    await stage.place(ahmed);
    await stage.pass(30);
    stage.network.phone(ahmed).leg?.hangUp();
    await stage.pass(5);
    expect(leg.heard).toEqual(['After.']);
  });

  test('who is left behind otherwise stays, and the conference with them', async () => {
    stage.answers['/voice'] = conference();
    stage.answers['/answer'] = conference();
    const leg = caller();
    await stage.place(ahmed);
    await stage.pass(30);
    stage.network.phone(ahmed).leg?.hangUp();
    await stage.pass(30);
    expect([leg.status, leg.conference]).toEqual(['in-progress', 'call-1']);
    expect(stage.network.conversations[0]?.to).toBeDefined();
  });

  test('* leaves it where that was ordered, and is lost where it was not', async () => {
    stage.answers['/voice'] = conference('', 'hangupOnStar="true" action="/star"');
    stage.answers['/star'] = '<Say>Star.</Say>';
    const leg = caller();
    await stage.pass(2);
    leg.press('1');
    await stage.pass(2);
    expect(leg.conference).toBe('call-1');
    leg.press('*');
    await stage.pass(3);
    expect(leg.heard).toEqual(['Star.']);

    stage.answers['/voice'] = conference('', 'action="/star"');
    const other = stage.network.phone(brown).calls(ourNumber);
    await stage.pass(2);
    other.press('*');
    await stage.pass(5);
    expect([other.conference, other.heard]).toEqual(['call-1', []]);
  });

  test('another document takes a leg out of it', async () => {
    stage.answers['/voice'] = conference(
      'statusCallback="/conference" statusCallbackEvent="leave"',
      'action="/never"',
    );
    stage.answers['/other'] = '<Say>Other.</Say>';
    const leg = caller();
    await stage.pass(2);
    await stage.rest('POST', `Calls/${leg.sid}.json`, { Url: stage.url('/other') });
    await stage.pass(2);
    expect([leg.conference, leg.heard]).toEqual([undefined, ['Other.']]);
    expect(events()).toEqual(['participant-leave']);
    expect(stage.to('/never')).toEqual([]);
  });

  test('who hangs up is not asked for an action, unless the network is set to', async () => {
    stage.answers['/voice'] = conference('', 'action="/done"');
    const leg = caller();
    await stage.pass(2);
    leg.hangUp();
    await stage.pass(5);
    expect(stage.to('/done')).toEqual([]);

    const other = await new Stage({ actionAfterHangUp: true }).begin();
    other.answers['/voice'] = conference('', 'action="/done"');
    const second = other.network.phone(practice).calls(ourNumber);
    await other.pass(2);
    second.hangUp();
    await other.pass(5);
    expect(other.to('/done').map(({ form }) => form['CallStatus'])).toEqual(['completed']);
    await other.end();
  });
});

describe('recording', () => {
  const recorded =
    'record="record-from-start" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed absent"';

  test('begins when two are in, and is told of 2 s after the end', async () => {
    stage.answers['/voice'] = conference(recorded);
    stage.answers['/answer'] = conference('endConferenceOnExit="true"');
    const leg = caller();
    await stage.pass(20);
    expect(stage.network.recordings).toEqual([]);
    await stage.place(ahmed);
    await stage.pass(32);
    stage.network.phone(ahmed).leg?.hangUp();
    await stage.pass(5);
    expect(
      stage.to('/recorded').map(({ form }) => [form['RecordingStatus'], form['RecordingDuration']]),
    ).toEqual([
      ['in-progress', '0'],
      ['completed', '30'],
    ]);
    expect(stage.to('/recorded')[1]?.form).toMatchObject({ CallSid: leg.sid, RecordingSource: 'Conference' });
  });

  test('is absent when nobody else came', async () => {
    stage.answers['/voice'] = conference(recorded);
    const leg = caller();
    await stage.pass(20);
    leg.hangUp();
    await stage.pass(5);
    expect(stage.to('/recorded').map(({ form }) => form['RecordingStatus'])).toEqual(['absent']);
  });
});
