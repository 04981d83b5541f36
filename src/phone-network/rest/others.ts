import type { Conference } from '../conference.ts';
import { isE164, type DialledNumber, type NumberSettings } from '../dialled-number.ts';
import type { Recording } from '../recording.ts';
import { textOut } from '../text.ts';
import { targetIn } from './calls.ts';
import {
  conferenceJson,
  messageJson,
  numberJson,
  pageJson,
  participantJson,
  recordingJson,
} from './rendering.ts';
import { notFound, RestRefusal, type Handler, type RestRequest } from './rest-request.ts';

const LONGEST_TEXT = 1600;

/** Sends a text, unless its number is no mobile or has said STOP. */
export const createMessage: Handler = ({ exchange, form, path }) => {
  const [from, to, body] = [form.get('From') ?? '', form.get('To') ?? '', form.get('Body') ?? ''];
  const refuse = (code: number, message: string): never => {
    throw new RestRefusal(400, code, message);
  };
  if (!isE164(to)) refuse(21211, "The 'To' number is not a valid phone number.");
  if (!exchange.numbers.has(from)) refuse(21606, "The 'From' number is not one of this account.");
  if (/^\+44(?!7)/.test(to)) refuse(21614, "The 'To' number is not a mobile number.");
  if (exchange.stopped.has(`${to} ${from}`)) refuse(21610, 'The recipient has said STOP.');
  if (body === '') refuse(21602, "A 'Body' is required.");
  if (body.length > LONGEST_TEXT) refuse(21617, 'The body is over 1,600 characters.');
  for (const name of form.keys()) {
    if (['From', 'To', 'Body', 'StatusCallback'].includes(name)) continue;
    exchange.refuse('not-simulated', 0, `${name} of a text does nothing here`, path);
  }
  const text = textOut(exchange, { from, to, body }, targetIn(form, 'StatusCallback', ''));
  return messageJson(exchange, text);
};

export const fetchConference: Handler = (request) => conferenceJson(request.exchange, conferenceOf(request));

/** Ends a conference for all who are in it. */
export const updateConference: Handler = (request) => {
  const conference = conferenceOf(request);
  const { exchange, form, path } = request;
  if (form.has('AnnounceUrl')) exchange.refuse('not-simulated', 0, 'AnnounceUrl does nothing here', path);
  if (form.get('Status') === 'completed') conference.end('conference-ended-via-api');
  return conferenceJson(exchange, conference);
};

export const listParticipants: Handler = (request) => {
  const conference = conferenceOf(request);
  const members = conference.members.map((member) => participantJson(request.exchange, conference, member));
  return pageJson(request, 'participants', members);
};

export const fetchParticipant: Handler = (request) => {
  const conference = conferenceOf(request);
  const { CallSid: wanted } = request.named;
  const member = conference.members.find(({ leg }) => leg.sid === wanted);
  if (!member) throw notFound(request.path);
  return participantJson(request.exchange, conference, member);
};

export const fetchRecording: Handler = (request) => recordingJson(request.exchange, recordingOf(request));

export const deleteRecording: Handler = (request) => {
  request.exchange.recordings.delete(recordingOf(request).sid);
  return undefined;
};

export const listNumbers: Handler = (request) => {
  const { exchange, query } = request;
  const wanted = [...exchange.numbers.values()].filter(({ number, settings }) => {
    const named =
      (settings.friendlyName ?? number) === query.get('FriendlyName') || !query.has('FriendlyName');
    return named && number.includes(query.get('PhoneNumber') ?? '');
  });
  return pageJson(
    request,
    'incoming_phone_numbers',
    wanted.map((number) => numberJson(exchange, number)),
  );
};

export const fetchNumber: Handler = (request) => numberJson(request.exchange, numberOf(request));

const settable = {
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  StatusCallback: 'statusCallback',
  StatusCallbackMethod: 'statusCallbackMethod',
  SmsUrl: 'smsUrl',
  SmsMethod: 'smsMethod',
  SmsFallbackUrl: 'smsFallbackUrl',
  SmsFallbackMethod: 'smsFallbackMethod',
  FriendlyName: 'friendlyName',
} as const satisfies Record<string, keyof NumberSettings>;

export const updateNumber: Handler = (request) => {
  const { exchange, form, path } = request;
  const number = numberOf(request);
  const changed = Object.entries(settable).flatMap(([name, setting]) =>
    form.has(name) ? [[setting, form.get(name)] as const] : [],
  );
  for (const name of form.keys()) {
    if (!(name in settable))
      exchange.refuse('not-simulated', 0, `${name} of a number does nothing here`, path);
  }
  number.settings = { ...number.settings, ...Object.fromEntries(changed) };
  return numberJson(exchange, number);
};

function conferenceOf({ exchange, named, path }: RestRequest): Conference {
  const conference = exchange.conferences.get(named['ConferenceSid'] ?? named['Sid'] ?? '');
  if (!conference) throw notFound(path);
  return conference;
}

function recordingOf({ exchange, named, path }: RestRequest): Recording {
  const recording = exchange.recordings.get(named['Sid'] ?? '');
  if (!recording) throw notFound(path);
  return recording;
}

function numberOf({ exchange, named, path }: RestRequest): DialledNumber {
  const number = [...exchange.numbers.values()].find(({ sid }) => sid === named['Sid']);
  if (!number) throw notFound(path);
  return number;
}
