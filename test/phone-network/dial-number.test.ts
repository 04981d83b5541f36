import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answers, ignores, rejects, voicemail } from '../../src/phone-network/behaviours.ts';
import { ourNumber, Stage } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
const brown = '+447700900102';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
  stage.answers['/done'] = '<Say>Done.</Say>';
});
afterEach(() => stage.end());

const caller = () => stage.network.phone(practice).calls(ourNumber);
const status = (phone: string) => stage.network.phone(phone).legs.map((leg) => leg.status);
const done = () => stage.to('/done').map(({ form }) => form['DialCallStatus']);

test('two are put through, and talk until the other hangs up', async () => {
  stage.answers['/voice'] = `<Dial action="/done" callerId="${ourNumber}"><Number>${ahmed}</Number></Dial>`;
  stage.network.phone(ahmed).whenRung(answers(5));
  const leg = caller();
  await stage.pass(10);
  expect(leg.isTalkingTo(stage.network.phone(ahmed))).toBe(true);
  expect(stage.network.phone(ahmed).legs[0]?.from).toBe(ourNumber);
  await stage.pass(16);
  stage.network.phone(ahmed).leg?.hangUp();
  await stage.pass(3);
  expect(stage.to('/done')[0]?.form).toMatchObject({
    DialCallStatus: 'completed',
    DialCallDuration: '20',
    DialBridged: 'true',
  });
  expect(leg.heard).toEqual(['Done.']);
  expect(stage.network.conversations.map(({ talkers }) => talkers.map(({ phone }) => phone))).toEqual([
    [practice, ahmed],
  ]);
});

test('the first to pick up wins, a voicemail too, and the others stop ringing', async () => {
  stage.answers['/voice'] = `<Dial action="/done"><Number>${ahmed}</Number><Number>${brown}</Number></Dial>`;
  stage.network.phone(ahmed).whenRung(answers(20));
  stage.network.phone(brown).whenRung(voicemail(5));
  const leg = caller();
  await stage.pass(10);
  expect(leg.isTalkingTo(stage.network.phone(brown))).toBe(true);
  expect([status(ahmed), status(brown)]).toEqual([['canceled'], ['in-progress']]);
});

test.each([
  ['nobody picks up', ignores(), 'no-answer'],
  ['it is refused', rejects(2), 'busy'],
])('when %s, the action says so', async (_, behaviour, expected) => {
  stage.answers['/voice'] = `<Dial action="/done" timeout="15">${ahmed}</Dial>`;
  stage.network.phone(ahmed).whenRung(behaviour);
  const leg = caller();
  await stage.pass(20);
  expect(done()).toEqual([expected]);
  expect(leg.heard).toEqual(['Done.']);
});

test('a screening document comes before the talk, and can prevent it', async () => {
  stage.answers['/voice'] =
    `<Dial action="/done"><Number url="/screen" statusCallback="/child" statusCallbackEvent="ringing answered completed">${ahmed}</Number></Dial>`;
  stage.answers['/screen'] =
    '<Gather numDigits="1" action="/yes"><Say>Press 1 to take it.</Say></Gather><Hangup/>';
  stage.answers['/yes'] = '<Say>Thank you.</Say>';
  stage.network.phone(ahmed).whenRung((leg) => {
    leg.onHears('Press 1', () => leg.press('1'));
    leg.answer();
  });
  const first = caller();
  await stage.pass(2);
  expect(first.isTalkingTo(stage.network.phone(ahmed))).toBe(false);
  await stage.pass(8);
  expect(first.isTalkingTo(stage.network.phone(ahmed))).toBe(true);
  first.hangUp();
  await stage.pass(1);
  expect(stage.to('/child').map(({ form }) => form['CallStatus'])).toEqual([
    'ringing',
    'in-progress',
    'completed',
  ]);
  expect(stage.to('/screen')[0]?.form).toMatchObject({
    Direction: 'outbound-dial',
    ParentCallSid: first.sid,
  });

  stage.network.phone(ahmed).whenRung(answers(0));
  caller();
  await stage.pass(20);
  expect(stage.to('/done').map(({ form }) => form['DialBridged'])).toEqual(['false']);
  expect(stage.network.conversations).toHaveLength(1);
});

test('who hangs up stops the ringing', async () => {
  stage.answers['/voice'] = `<Dial action="/done">${ahmed}</Dial>`;
  const leg = caller();
  await stage.pass(5);
  leg.hangUp();
  await stage.pass(1);
  expect([status(ahmed), done()]).toEqual([['canceled'], []]);
});

test('* ends the talk where that was ordered, and the time limit does too', async () => {
  stage.answers['/voice'] = `<Dial action="/done" hangupOnStar="true">${ahmed}</Dial>`;
  stage.network.phone(ahmed).whenRung(answers(0));
  const leg = caller();
  await stage.pass(5);
  leg.press('*');
  await stage.pass(5);
  expect([status(ahmed), leg.heard]).toEqual([['completed'], ['Done.']]);
  stage.answers['/voice'] = `<Dial action="/done" timeLimit="60">${ahmed}</Dial>`;
  caller();
  await stage.pass(60);
  expect(done()).toHaveLength(1);
  await stage.pass(5);
  expect(done()).toHaveLength(2);
});

test('what is no number cannot be dialled', async () => {
  stage.answers['/voice'] = '<Dial action="/done"><Number>0161</Number></Dial>';
  caller();
  await stage.pass(2);
  expect(done()).toEqual(['failed']);
});
