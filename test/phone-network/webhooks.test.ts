import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answers } from '../../src/phone-network/behaviours.ts';
import { ourNumber, Stage, type Answer } from './stage.ts';

const practice = '+441614960101';
const ahmed = '+447700900101';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
});
afterEach(() => stage.end());

const caller = () => stage.network.phone(practice).calls(ourNumber);
const kinds = () => stage.network.refusals.map(({ kind, code }) => [kind, code]);

test('every request is signed, with its query and its port, whether POST or GET', async () => {
  stage.network.number(ourNumber, { voiceUrl: stage.url("/voice?area=riverside&name=O'Hara%20x") });
  stage.answers['/voice'] = '<Redirect method="GET">/next?a=1</Redirect>';
  stage.answers['/next'] = '<Say>Bye.</Say>';
  caller();
  await stage.pass(5);
  expect(stage.asked.map(({ path, method, signed }) => [path, method, signed])).toEqual([
    ['/voice', 'POST', true],
    ['/next', 'GET', true],
    ['/over', 'POST', true],
  ]);
  expect(stage.to('/next')[0]?.form).toMatchObject({ a: '1', From: practice });
});

test('another token signs otherwise', async () => {
  const stranger = await new Stage({ authToken: 'another' }).begin();
  stranger.network.phone(practice).calls(ourNumber);
  await stranger.pass(1);
  expect(stranger.to('/voice').map(({ signed }) => signed)).toEqual([false]);
  await stranger.end();
});

test('a connection that fails is tried once more, with the same token', async () => {
  let times = 0;
  stage.answers['/voice'] = (): Answer => (++times === 1 ? { dropped: true } : '<Say>Here.</Say>');
  const leg = caller();
  await stage.pass(5);
  const tokens = stage.to('/voice').map(({ token }) => token);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
  expect([leg.heard, stage.network.refusals]).toEqual([['Here.'], []]);
});

test('an error is not tried again, unless the URL says so', async () => {
  let times = 0;
  stage.answers['/voice'] = (): Answer => (++times < 3 ? 500 : '<Say>Here.</Say>');
  caller();
  await stage.pass(10);
  expect(stage.to('/voice')).toHaveLength(1);
  times = 0;
  stage.network.number(ourNumber, { voiceUrl: stage.url('/voice#rc=2&rp=5xx') });
  const leg = caller();
  await stage.pass(10);
  expect([stage.to('/voice').length, leg.heard]).toEqual([4, ['Here.']]);
});

test.each<readonly [string, Answer, number]>([
  ['an error', 500, 11200],
  ['a connection that fails twice', { dropped: true }, 11200],
  ['a page', { type: 'text/html', body: '<html></html>' }, 12300],
  ['XML that is none', { type: 'text/xml', body: '<Response><Say>' }, 12100],
  ['a verb that is none', '<Whistle/>', 12200],
])('%s sends the leg to its fallback, with the reason', async (_, answer, code) => {
  stage.network.number(ourNumber, { voiceFallbackUrl: stage.url('/fallback') });
  stage.answers['/voice'] = answer;
  stage.answers['/fallback'] = '<Say>Please ring later.</Say>';
  const leg = caller();
  await stage.pass(10);
  expect(leg.heard).toEqual(['Please ring later.']);
  expect(stage.to('/fallback')[0]?.form).toMatchObject({
    ErrorCode: `${code}`,
    ErrorUrl: stage.url('/voice'),
  });
  expect(kinds().map(([, refused]) => refused)).toEqual([code]);
  expect(kinds()).not.toContainEqual(['application-error', 11200]);
});

test('without a fallback, or with a bad one, the caller hears an application error', async () => {
  stage.answers['/voice'] = 500;
  const first = caller();
  await stage.pass(10);
  stage.network.number(ourNumber, { voiceFallbackUrl: stage.url('/fallback') });
  stage.answers['/fallback'] = 503;
  const second = caller();
  await stage.pass(10);
  for (const leg of [first, second]) {
    expect(leg.heard).toEqual(['We are sorry, an application error has occurred. Goodbye.']);
    expect(leg.status).toBe('completed');
  }
  expect(kinds().filter(([kind]) => kind === 'application-error')).toHaveLength(2);
  expect(stage.to('/fallback')).toHaveLength(1);
});

test('documents that only redirect are given up after ten', async () => {
  stage.answers['/voice'] = '<Redirect>/voice</Redirect>';
  caller();
  await stage.pass(10);
  expect(stage.to('/voice')).toHaveLength(11);
  expect(kinds()).toEqual([
    ['webhook', 11215],
    ['application-error', 11200],
  ]);
});

test('documents that speak between redirects are not', async () => {
  stage.answers['/voice'] = '<Say>One two three.</Say><Redirect>/voice</Redirect>';
  caller();
  await stage.pass(60);
  expect(stage.to('/voice').length).toBeGreaterThan(30);
  expect(stage.network.refusals).toEqual([]);
});

test('a callback that is answered with an error is noted and changes nothing', async () => {
  stage.network.phone(ahmed).whenRung(answers(0));
  stage.answers['/answer'] = '<Say>Hello.</Say>';
  stage.answers['/status'] = 500;
  await stage.place(ahmed);
  await stage.pass(10);
  expect(stage.to('/status')).toHaveLength(4);
  expect(stage.network.phone(ahmed).legs[0]?.heard).toEqual(['Hello.']);
  expect(kinds()).toEqual([0, 0, 0, 0].map(() => ['webhook', 11200]));
});

test('requests for one leg come in the order in which they were decided', async () => {
  stage.network.phone(ahmed).whenRung(answers(0));
  stage.answers['/answer'] = '<Hangup/>';
  await stage.place(ahmed);
  await stage.pass(10);
  expect(stage.asked.map(({ path, form }) => [path, form['CallStatus']])).toEqual([
    ['/status', 'initiated'],
    ['/status', 'ringing'],
    ['/status', 'in-progress'],
    ['/answer', 'in-progress'],
    ['/status', 'completed'],
  ]);
});

test('a document that comes after its leg is over is not run', async () => {
  stage.answers['/voice'] = '<Say>Too late.</Say>';
  const leg = caller();
  leg.hangUp();
  await stage.pass(5);
  expect([leg.heard, leg.status]).toEqual([[], 'no-answer']);
});

test('it is busy from the decision to ask until the answer has been dealt with', async () => {
  stage.answers['/voice'] = '<Say>Hello.</Say>';
  expect(stage.network.busy).toBe(false);
  const leg = caller();
  expect(stage.network.busy).toBe(true);
  await stage.network.idle();
  expect([stage.network.busy, leg.heard]).toEqual([false, ['Hello.']]);
});
