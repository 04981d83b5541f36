import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answersAndPresses, ignores } from '../../src/phone-network/behaviours.ts';
import { ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
const brown = '+447700900102';

let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
});
afterEach(() => stage.end());

test('a practice is put through to the second clinician, and only to her', async () => {
  const { network, answers } = stage;
  answers['/voice'] =
    '<Dial action="/after" hangupOnStar="true"><Conference waitUrl="/wait" endConferenceOnExit="false" ' +
    'statusCallback="/conference" statusCallbackEvent="start end join leave">call-1</Conference></Dial>';
  answers['/wait'] = '<Say>Please hold.</Say><Pause length="60"/><Redirect/>';
  answers['/answer'] =
    '<Gather numDigits="1" action="/taken" timeout="4"><Say>A call. To take it, press 1 to take.</Say></Gather><Hangup/>';
  answers['/taken'] =
    '<Dial><Conference startConferenceOnEnter="true" endConferenceOnExit="true">call-1</Conference></Dial>';
  answers['/after'] = '<Say>Thank you.</Say><Hangup/>';
  network.phone(ahmed).whenRung(ignores());
  network.phone(brown).whenRung(answersAndPresses('1', { afterSeconds: 4 }));

  const call = network.phone(practice).calls(ourNumber);
  await stage.pass(1);
  await stage.place(ahmed, { Timeout: '20' });
  await stage.pass(22);
  await stage.place(brown, { Timeout: '20' });
  await stage.pass(15);

  expect(call.isTalkingTo(network.phone(brown))).toBe(true);
  expect(call.isTalkingTo(network.phone(ahmed))).toBe(false);
  expect(network.phone(ahmed).legs.map((leg) => leg.status)).toEqual(['no-answer']);

  network.phone(brown).leg?.hangUp();
  await stage.pass(10);

  expect(call.heard).toEqual(['Please hold.', 'Thank you.']);
  expect(call.status).toBe('completed');
  expect(network.conversations).toHaveLength(1);
  expect(stage.to('/conference').map(({ form }) => form['StatusCallbackEvent'])).toEqual([
    'participant-join',
    'participant-join',
    'conference-start',
    'participant-leave',
    'participant-leave',
    'conference-end',
  ]);
  expect(stage.to('/over').map(({ form }) => form['CallStatus'])).toEqual(['completed']);
  expect(stage.asked.every(({ signed }) => signed)).toBe(true);
  expect(network.refusals).toEqual([]);
});
