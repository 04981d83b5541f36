import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ourNumber, Stage } from './stage.ts';

const ahmed = '+447700900101';
let stage: Stage;

beforeEach(async () => {
  stage = await new Stage().begin();
});
afterEach(() => stage.end());

const send = (to: string, body = 'What happened?') =>
  stage.rest('POST', 'Messages.json', {
    To: to,
    From: ourNumber,
    Body: body,
    StatusCallback: stage.url('/sent'),
  });

test('a text reaches the phone, and its way is told', async () => {
  const { status, body } = await send(ahmed);
  await stage.pass(5);
  expect([status, body['status']]).toEqual([201, 'queued']);
  expect(stage.network.phone(ahmed).texts.map((text) => [text.from, text.body])).toEqual([
    [ourNumber, 'What happened?'],
  ]);
  expect(
    stage.to('/sent').map(({ form, signed }) => [form['MessageStatus'], form['MessageSid'], signed]),
  ).toEqual([
    ['sent', body['sid'], true],
    ['delivered', body['sid'], true],
  ]);
});

test('a text from a phone is posted to the number, and the reply comes back', async () => {
  stage.answers['/text'] = '<Message>Thank you &amp; goodbye.</Message>';
  stage.network
    .phone(ahmed)
    .whenTexted(
      ({ body }) => body === 'What happened?' && stage.network.phone(ahmed).sendsText(ourNumber, '1'),
    );
  await send(ahmed);
  await stage.pass(10);
  expect(
    stage.to('/text').map(({ form, signed }) => [form['From'], form['To'], form['Body'], signed]),
  ).toEqual([[ahmed, ourNumber, '1', true]]);
  expect(stage.network.phone(ahmed).texts.map(({ body }) => body)).toEqual([
    'What happened?',
    'Thank you & goodbye.',
  ]);
});

test('no reply, and an empty one, are as good', async () => {
  stage.answers['/text'] = 204;
  stage.network.phone(ahmed).sendsText(ourNumber, 'Hello');
  await stage.pass(3);
  stage.answers['/text'] = '';
  stage.network.phone(ahmed).sendsText(ourNumber, 'Hello');
  await stage.pass(3);
  expect([stage.network.phone(ahmed).texts, stage.network.refusals]).toEqual([[], []]);
});

test('a bad reply is refused, and the fallback asked', async () => {
  stage.network.number(ourNumber, { smsFallbackUrl: stage.url('/text-fallback') });
  stage.answers['/text'] = '<Say>Hello</Say>';
  stage.answers['/text-fallback'] = '<Message>Later.</Message>';
  stage.network.phone(ahmed).sendsText(ourNumber, 'Hello');
  await stage.pass(5);
  expect(stage.network.refusals.map(({ kind }) => kind)).toEqual(['document']);
  expect(stage.network.phone(ahmed).texts.map(({ body }) => body)).toEqual(['Later.']);
});

test('who says STOP gets no more, until START', async () => {
  stage.answers['/text'] = '<Message>Sorry to see you go.</Message>';
  stage.network.phone(ahmed).sendsText(ourNumber, ' stop ');
  await stage.pass(5);
  expect((await send(ahmed)).body).toMatchObject({ code: 21610, status: 400 });
  expect(stage.network.phone(ahmed).texts).toEqual([]);
  expect((await send('+447700900102')).status).toBe(201);
  stage.network.phone(ahmed).sendsText(ourNumber, 'START');
  await stage.pass(5);
  expect((await send(ahmed)).status).toBe(201);
});

test.each([
  ['a landline', { To: '+441614960101' }, 21614],
  ['no number', { To: '07700' }, 21211],
  ['a sender that is not ours', { From: '+441614960999' }, 21606],
  ['an empty body', { Body: '' }, 21602],
  ['a body that is too long', { Body: 'a'.repeat(1601) }, 21617],
])('%s is refused', async (_, wrong, code) => {
  const form = { To: ahmed, From: ourNumber, Body: 'Hello', ...wrong };
  expect((await stage.rest('POST', 'Messages.json', form)).body).toMatchObject({ code, status: 400 });
  await stage.pass(5);
  expect(stage.network.texts).toEqual([]);
});
