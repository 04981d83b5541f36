import type { Conference, Member } from '../conference.ts';
import type { DialledNumber } from '../dialled-number.ts';
import { rfc2822, type Exchange } from '../exchange.ts';
import type { Leg } from '../leg.ts';
import type { Recording } from '../recording.ts';
import type { Text } from '../text.ts';
import { fieldsOf, type OperationName } from './operations.ts';
import type { RestRequest } from './rest-request.ts';

type Json = Readonly<Record<string, unknown>>;

/** Every published field, in its order; what is not simulated is null. */
function shaped(operation: OperationName, exchange: Exchange, path: string, values: Json): Json {
  const fixed: Json = {
    account_sid: exchange.accountSid,
    api_version: '2010-04-01',
    uri: `${base(exchange)}/${path}.json`,
    subresource_uris: {},
    price_unit: 'USD',
  };
  const known = { ...fixed, ...values };
  return Object.fromEntries(fieldsOf(operation).map((field) => [field, known[field] ?? null]));
}

function base(exchange: Exchange): string {
  return `/2010-04-01/Accounts/${exchange.accountSid}`;
}

const when = (instant: number | undefined): string | null =>
  instant === undefined ? null : rfc2822(instant);

export function callJson(exchange: Exchange, leg: Leg): Json {
  return shaped('fetch-call', exchange, `Calls/${leg.sid}`, {
    sid: leg.sid,
    date_created: when(leg.createdAt),
    date_updated: when(leg.endedAt ?? leg.answeredAt ?? leg.createdAt),
    parent_call_sid: leg.options.parentSid,
    to: leg.to,
    to_formatted: leg.to,
    from: leg.from,
    from_formatted: leg.from,
    status: leg.status === 'initiated' ? 'queued' : leg.status,
    start_time: when(leg.startedAt),
    end_time: when(leg.endedAt),
    duration: leg.endedAt === undefined ? null : `${leg.seconds}`,
    direction: leg.options.direction,
    queue_time: '0',
  });
}

export function messageJson(exchange: Exchange, text: Text): Json {
  return shaped('create-message', exchange, `Messages/${text.sid}`, {
    sid: text.sid,
    body: text.body,
    from: text.from,
    to: text.to,
    status: text.status,
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    date_created: when(text.createdAt),
    date_updated: when(text.createdAt),
  });
}

export function conferenceJson(exchange: Exchange, conference: Conference): Json {
  return shaped('fetch-conference', exchange, `Conferences/${conference.sid}`, {
    sid: conference.sid,
    friendly_name: conference.name,
    status: conference.status,
    region: conference.terms.region,
    reason_conference_ended: conference.ending,
    call_sid_ending_conference: conference.endedBy,
    date_created: when(conference.createdAt),
    date_updated: when(conference.endedAt ?? conference.startedAt ?? conference.createdAt),
  });
}

export function participantJson(exchange: Exchange, conference: Conference, member: Member): Json {
  const path = `Conferences/${conference.sid}/Participants/${member.leg.sid}`;
  return shaped('fetch-participant', exchange, path, {
    call_sid: member.leg.sid,
    conference_sid: conference.sid,
    label: member.label,
    muted: member.muted,
    hold: false,
    coaching: false,
    status: 'connected',
    start_conference_on_enter: member.startOnEnter,
    end_conference_on_exit: member.endOnExit,
    date_created: when(member.joinedAt),
    date_updated: when(member.joinedAt),
  });
}

export function recordingJson(exchange: Exchange, recording: Recording): Json {
  return shaped('fetch-recording', exchange, `Recordings/${recording.sid}`, {
    sid: recording.sid,
    call_sid: recording.of.callSid,
    conference_sid: recording.of.conferenceSid,
    source: recording.of.source,
    status: recording.status,
    channels: 1,
    duration: `${recording.seconds}`,
    start_time: when(recording.createdAt),
    date_created: when(recording.createdAt),
    date_updated: when(recording.endedAt ?? recording.createdAt),
    media_url: recording.url,
  });
}

export function numberJson(exchange: Exchange, { sid, number, createdAt, settings }: DialledNumber): Json {
  return shaped('fetch-number', exchange, `IncomingPhoneNumbers/${sid}`, {
    sid,
    phone_number: number,
    friendly_name: settings.friendlyName ?? number,
    voice_url: settings.voiceUrl,
    voice_method: settings.voiceMethod ?? 'POST',
    voice_fallback_url: settings.voiceFallbackUrl,
    voice_fallback_method: settings.voiceFallbackMethod ?? 'POST',
    status_callback: settings.statusCallback,
    status_callback_method: settings.statusCallbackMethod ?? 'POST',
    sms_url: settings.smsUrl,
    sms_method: settings.smsMethod ?? 'POST',
    sms_fallback_url: settings.smsFallbackUrl,
    sms_fallback_method: settings.smsFallbackMethod ?? 'POST',
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    status: 'in-use',
    date_created: when(createdAt),
    date_updated: when(createdAt),
  });
}

const USUAL_PAGE = 50;
const LARGEST_PAGE = 1000;

/** One page of a list, as Twilio numbers them: from 0, at most 1,000 on each. */
export function pageJson(request: RestRequest, name: string, all: readonly Json[]): Json {
  const size = Math.min(LARGEST_PAGE, Math.max(1, Number(request.query.get('PageSize') ?? USUAL_PAGE)));
  const page = Number(request.query.get('Page') ?? 0);
  const items = all.slice(page * size, (page + 1) * size);
  const uri = (number: number): string => {
    const query = new URLSearchParams(request.query);
    query.set('PageSize', `${size}`);
    query.set('Page', `${number}`);
    return `${request.path}?${query.toString()}`;
  };
  return {
    [name]: items,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, items.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: (page + 1) * size < all.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
}
