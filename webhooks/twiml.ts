import twilio from 'twilio';
import { callIdOf } from '../src/call/call.ts';
import type {
  Carried,
  DialNumber,
  Document,
  Listen,
  Meet,
  Moment,
  Spoken,
  Verb,
} from '../src/call/document.ts';
import { persistently } from '../src/carrier/persistently.ts';

type Voice = InstanceType<typeof twilio.twiml.VoiceResponse>;

/** British English, by Amazon Polly through Twilio (https://www.twilio.com/docs/voice/twiml/say/text-speech). */
const voice = { voice: 'Polly.Amy', language: 'en-GB' } as const;

/** A talk may last two hours. */
const TIME_LIMIT = 7_200;

export interface Place {
  /** Our own base URL as Twilio sees it. */
  readonly publicUrl: string;
  /** The attempt whose leg this is; `undefined` for the caller's leg. */
  readonly attempt: string | undefined;
}

/** The last step: a document as the TwiML that Twilio runs. */
export function toTwiml(document: Document, place: Place): string {
  const response = new twilio.twiml.VoiceResponse();
  for (const verb of document) append(response, verb, place);
  return response.toString();
}

function append(response: Voice, verb: Verb, place: Place): void {
  switch (verb.verb) {
    case 'say':
    case 'pause':
      return speak(response, verb);
    case 'gather':
      return gather(response, verb, place);
    case 'conference':
      return meet(response, verb, place);
    case 'dial':
      return dial(response, verb, place);
    case 'hold-audio':
      return void response.play({}, `${place.publicUrl}/webhooks/audio/hold.wav`);
    case 'go':
      return void response.redirect({ method: 'POST' }, momentUrl(verb.to, place, verb.carrying));
    case 'hang-up':
      return void response.hangup();
  }
}

function speak(to: Pick<Voice, 'say' | 'pause'>, verb: Spoken): void {
  if (verb.verb === 'say') to.say(voice, verb.text);
  else to.pause({ length: verb.seconds });
}

function gather(response: Voice, listen: Listen, place: Place): void {
  const bySpeech = listen.input === 'keys-or-speech';
  const gathered = response.gather({
    action: momentUrl(listen.to, place, listen.carrying),
    method: 'POST',
    input: bySpeech ? ['dtmf', 'speech'] : ['dtmf'],
    timeout: listen.timeout,
    actionOnEmptyResult: true,
    finishOnKey: listen.hashIsKey ? '' : '#',
    ...(listen.keys ? { numDigits: listen.keys } : {}),
    ...(bySpeech ? { language: 'en-GB', speechTimeout: 'auto', hints: (listen.hints ?? []).join(', ') } : {}),
  });
  for (const words of listen.words) speak(gathered, words);
}

function meet(response: Voice, { room, who, record, to }: Meet, place: Place): void {
  const isCaller = who === 'caller';
  const dial = response.dial({
    action: momentUrl(to, place),
    method: 'POST',
    timeLimit: TIME_LIMIT,
    ...(isCaller ? { hangupOnStar: true } : {}),
  });
  dial.conference(
    {
      startConferenceOnEnter: true,
      endConferenceOnExit: true,
      beep: 'false',
      waitUrl: momentUrl('hold', place),
      waitMethod: 'POST',
      ...roomNews(place, room, record),
    },
    room,
  );
}

/** One number at a time: of several the first to pick up would win, a voicemail too, before its screen runs. */
function dial(response: Voice, verb: DialNumber, place: Place): void {
  const dialled = response.dial({
    action: momentUrl(verb.to, place, verb.carrying),
    method: 'POST',
    timeout: verb.ringSeconds,
    timeLimit: TIME_LIMIT,
    callerId: verb.callerId,
  });
  dialled.number({ url: momentUrl(verb.screen, place, verb.carrying), method: 'POST' }, verb.number);
}

/**
 * Twilio heeds these of the first who joins, so both legs bring them: a clinician who picks up while the caller still
 * hears the words before the room, or is at the choices, is there first.
 */
function roomNews({ publicUrl }: Place, room: string, record: boolean) {
  const news = {
    statusCallback: persistently(`${publicUrl}/webhooks/voice/conference`),
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['start', 'end', 'join', 'leave'] as ('start' | 'end' | 'join' | 'leave')[],
  };
  if (!record) return news;
  return {
    ...news,
    record: 'record-from-start' as const,
    recordingStatusCallback: persistently(`${publicUrl}/webhooks/voice/recording?call=${callIdOf(room)}`),
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed', 'absent', 'failed'] as ('completed' | 'absent')[],
  };
}

function momentUrl(moment: Moment, { publicUrl, attempt }: Place, carried: Carried = {}): string {
  const query = new URLSearchParams({ ...(attempt ? { attempt } : {}), ...carried }).toString();
  return persistently(`${publicUrl}/webhooks/voice/${moment}${query ? `?${query}` : ''}`);
}
