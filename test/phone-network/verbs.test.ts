import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
});
afterEach(() => stage.end());

const caller = () => stage.network.phone(practice).calls(ourNumber);

describe('speaking', () => {
  test('a sentence takes its time, and the leg ends after the document', async () => {
    stage.answers['/voice'] = `<Say>${'word '.repeat(27).trim()}</Say>`;
    const leg = caller();
    await stage.pass(9.9);
    expect(leg.status).toBe('in-progress');
    await stage.pass(0.2);
    expect(leg.status).toBe('completed');
  });

  test('Play takes 6 s, or what its URL says, and is repeated', async () => {
    stage.answers['/voice'] = '<Play>/a.mp3</Play><Play loop="2">/b-30s.mp3</Play><Play>/c?seconds=3</Play>';
    const leg = caller();
    await stage.pass(68.9);
    expect(leg.status).toBe('in-progress');
    await stage.pass(0.2);
    expect(leg.status).toBe('completed');
    expect(stage.network.log.filter(({ kind }) => kind === 'plays')).toHaveLength(4);
  });

  test('a pause before anything else lets the phone ring on', async () => {
    stage.answers['/voice'] = '<Pause length="5"/><Say>Hello.</Say>';
    const leg = caller();
    await stage.pass(4);
    expect(leg.status).toBe('ringing');
    await stage.pass(1.1);
    expect(leg.status).toBe('in-progress');
  });

  test('Redirect goes on with another document, seen from this one', async () => {
    stage.answers['/voice'] = '<Redirect method="GET">more?step=2</Redirect><Say>Never.</Say>';
    stage.answers['/more'] = '<Say>More.</Say>';
    const leg = caller();
    await stage.pass(5);
    expect(leg.heard).toEqual(['More.']);
    expect(stage.to('/more')[0]).toMatchObject({ method: 'GET', signed: true, form: { step: '2' } });
  });

  test('Hangup ends the leg, and Reject turns it away unanswered', async () => {
    stage.answers['/voice'] = '<Hangup/><Say>Never.</Say>';
    const first = caller();
    await stage.pass(1);
    expect([first.status, first.heard]).toEqual(['completed', []]);
    stage.answers['/voice'] = '<Reject reason="busy"/>';
    const second = caller();
    await stage.pass(1);
    expect(second.status).toBe('busy');
    expect(stage.network.legs[1]?.answeredAt).toBeUndefined();
  });
});

describe('Gather', () => {
  const menu = (attributes: string): string =>
    `<Gather action="/chosen" ${attributes}><Say>For Haematology, press 1. For Cardiology, press 2.</Say></Gather><Say>Sorry.</Say>`;

  beforeEach(() => {
    stage.answers['/chosen'] = '<Pause length="100"/>';
  });

  test('takes a key pressed into the prompt, and the prompt falls silent', async () => {
    stage.answers['/voice'] = menu('numDigits="1"');
    const leg = caller().onHears(/Cardiology/, (it) => it.press('2'), { upon: 'start' });
    await stage.pass(2);
    expect(stage.to('/chosen').map(({ form, at }) => [form['Digits'], form['msg'], at])).toEqual([
      ['2', 'Gather End', 0.5],
    ]);
    await stage.pass(30);
    expect(leg.heard).toHaveLength(1);
  });

  test('takes a key pressed after the prompt', async () => {
    stage.answers['/voice'] = menu('numDigits="1"');
    caller().onHears(/Cardiology/, (it) => it.press('1'));
    await stage.pass(10);
    expect(stage.to('/chosen').map(({ form }) => form['Digits'])).toEqual(['1']);
  });

  test('an unpressed key falls through, 5 s after the prompt', async () => {
    stage.answers['/voice'] = menu('numDigits="1"');
    const leg = caller();
    await stage.pass(8 / 2.7 + 4.9);
    expect(leg.heard).toHaveLength(1);
    await stage.pass(0.3);
    expect(leg.heard).toContain('Sorry.');
    expect(stage.to('/chosen')).toEqual([]);
  });

  test('nothing is sent too, where that is asked for', async () => {
    stage.answers['/voice'] = menu('numDigits="1" actionOnEmptyResult="true" timeout="2"');
    const leg = caller();
    await stage.pass(10);
    expect(stage.to('/chosen').map(({ form }) => form['Digits'])).toEqual(['']);
    expect(leg.heard).not.toContain('Sorry.');
  });

  test('digits come together, until the finishing key, which is told apart', async () => {
    stage.answers['/voice'] = menu('');
    caller().onHears(/press/, (it) => it.press('9434765919#77'));
    await stage.pass(20);
    expect(stage.to('/chosen').map(({ form }) => [form['Digits'], form['FinishedOnKey']])).toEqual([
      ['9434765919', '#'],
    ]);
  });

  test('digits without an end are sent when no more come', async () => {
    stage.answers['/voice'] = menu('timeout="3"');
    caller().in(10 / 2.7, (it) => it.press('12'));
    await stage.pass(10 / 2.7 + 3.2);
    expect(stage.to('/chosen')).toEqual([]);
    await stage.pass(0.2);
    expect(stage.to('/chosen').map(({ form }) => form['Digits'])).toEqual(['12']);
  });

  test('the finishing key alone is nothing, and with finishOnKey="" it is a digit', async () => {
    stage.answers['/voice'] = menu('');
    const leg = caller().onHears(/press/, (it) => it.press('#'));
    await stage.pass(6);
    expect(stage.to('/chosen')).toEqual([]);
    expect(leg.heard).toContain('Sorry.');
    leg.hangUp();
    stage.answers['/voice'] = menu('finishOnKey="" numDigits="1"');
    caller().onHears(/press/, (it) => it.press('#'));
    await stage.pass(6);
    expect(stage.to('/chosen').map(({ form }) => form['Digits'])).toEqual(['#']);
  });

  test('speech is understood where it is asked for', async () => {
    stage.answers['/voice'] = menu('input="dtmf speech" speechTimeout="auto"');
    caller().onHears(/press/, (it) => it.say('haematology please'));
    await stage.pass(10);
    expect(stage.to('/chosen').map(({ form }) => form['SpeechResult'])).toEqual(['haematology please']);
    expect(Number(stage.to('/chosen')[0]?.form['Confidence'])).toBeGreaterThan(0);
    expect(stage.to('/chosen')[0]?.form).not.toHaveProperty('Digits');
  });

  test('speech is not understood, and keys are not, where they are not asked for', async () => {
    stage.answers['/voice'] = menu('');
    caller().onHears(/press/, (it) => it.say('haematology'));
    await stage.pass(20);
    stage.answers['/voice'] = menu('input="speech"');
    stage.network.phone(practice).leg?.hangUp();
    caller().onHears(/press/, (it) => it.press('1'));
    await stage.pass(20);
    expect(stage.to('/chosen')).toEqual([]);
  });

  test('a key pressed when nothing waits for it is lost', async () => {
    stage.answers['/voice'] = `<Say>One two three.</Say>${menu('numDigits="1"')}`;
    caller().in(0.3, (it) => it.press('1'));
    await stage.pass(20);
    expect(stage.to('/chosen')).toEqual([]);
  });

  test('without an action, its own document is asked again', async () => {
    stage.answers['/voice'] = (form) =>
      form['Digits'] === undefined ? '<Gather numDigits="1"><Say>Press 1.</Say></Gather>' : '<Say>Yes.</Say>';
    const leg = caller().onHears('Press 1', (it) => it.press('1'));
    await stage.pass(5);
    expect(leg.heard).toEqual(['Press 1.', 'Yes.']);
  });
});

describe('Record', () => {
  test('takes a message until silence, and tells of it', async () => {
    stage.answers['/voice'] = '<Record action="/taken" timeout="3" recordingStatusCallback="/recorded"/>';
    stage.answers['/taken'] = '<Say>Thank you.</Say>';
    const leg = caller().in(1, (it) => it.say('Please ring me back.'));
    await stage.pass(20);
    expect(leg.heard).toEqual(['Thank you.']);
    expect(stage.to('/taken')[0]?.form).toMatchObject({ RecordingDuration: '4', Digits: '' });
    expect(stage.to('/recorded')[0]?.form).toMatchObject({
      RecordingStatus: 'completed',
      RecordingSource: 'RecordVerb',
    });
    expect(stage.network.recordings.map(({ words }) => words)).toEqual([['Please ring me back.']]);
  });

  test('of silence nothing is kept, and the document goes on', async () => {
    stage.answers['/voice'] =
      '<Record action="/taken" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="completed absent"/><Say>Nothing.</Say>';
    const leg = caller();
    await stage.pass(10);
    expect(leg.heard).toEqual(['Nothing.']);
    expect(stage.to('/taken')).toEqual([]);
    expect(stage.to('/recorded').map(({ form }) => form['RecordingStatus'])).toEqual(['absent']);
    expect(stage.network.recordings).toEqual([]);
  });
});
