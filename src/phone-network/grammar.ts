/** How the value of an attribute must look; a list is of the words allowed, any number of them for `words`. */
export type AttributeRule =
  | 'text'
  | 'boolean'
  | 'number'
  | 'method'
  | 'url'
  | { readonly one: readonly string[] }
  | { readonly words: readonly string[] };

export interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly children: readonly string[];
  /** Whether text may stand in it. */
  readonly text: boolean;
}

const speech = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];
const recordingEvents = { words: ['in-progress', 'completed', 'absent', 'failed'] } as const;
const recordingCallback = {
  recordingStatusCallback: 'url',
  recordingStatusCallbackEvent: recordingEvents,
  recordingStatusCallbackMethod: 'method',
} as const;
const trim = { one: ['trim-silence', 'do-not-trim'] } as const;

/** What may stand in speech markup is known well enough for a duration; its attributes are not checked. */
const speechRules = Object.fromEntries(
  speech.map((name) => [name, { attributes: {}, children: speech, text: true } satisfies ElementRule]),
);

/** Whether `name` is speech markup (inside Say), whose attributes are not checked. */
export function isSpeechMarkup(name: string): boolean {
  return speech.includes(name);
}

/** TwiML for calls, as twilio.com/docs/voice/twiml has it, for the verbs that are simulated. */
export const voiceGrammar: Readonly<Record<string, ElementRule>> = {
  ...speechRules,
  Response: {
    attributes: {},
    children: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup', 'Reject', 'Dial', 'Record'],
    text: false,
  },
  Say: { attributes: { voice: 'text', language: 'text', loop: 'number' }, children: speech, text: true },
  Play: { attributes: { loop: 'number', digits: 'text' }, children: [], text: true },
  Pause: { attributes: { length: 'number' }, children: [], text: false },
  Gather: {
    attributes: {
      action: 'url',
      method: 'method',
      input: { words: ['dtmf', 'speech'] },
      timeout: 'number',
      numDigits: 'number',
      finishOnKey: 'text',
      actionOnEmptyResult: 'boolean',
      bargeIn: 'boolean',
      hints: 'text',
      language: 'text',
      speechTimeout: 'text',
      speechModel: 'text',
      maxSpeechTime: 'number',
      profanityFilter: 'boolean',
      enhanced: 'boolean',
    },
    children: ['Say', 'Play', 'Pause'],
    text: false,
  },
  Redirect: { attributes: { method: 'method' }, children: [], text: true },
  Hangup: { attributes: {}, children: [], text: false },
  Reject: { attributes: { reason: { one: ['rejected', 'busy'] } }, children: [], text: false },
  Record: {
    attributes: {
      action: 'url',
      method: 'method',
      timeout: 'number',
      finishOnKey: 'text',
      maxLength: 'number',
      playBeep: 'boolean',
      trim,
      ...recordingCallback,
    },
    children: [],
    text: false,
  },
  Dial: {
    attributes: {
      action: 'url',
      method: 'method',
      timeout: 'number',
      timeLimit: 'number',
      hangupOnStar: 'boolean',
      callerId: 'text',
      answerOnBridge: 'boolean',
      ringTone: 'text',
      record: {
        one: [
          'do-not-record',
          'record-from-answer',
          'record-from-ringing',
          'record-from-answer-dual',
          'record-from-ringing-dual',
        ],
      },
      trim,
      ...recordingCallback,
    },
    children: ['Number', 'Conference'],
    text: true,
  },
  Number: {
    attributes: {
      url: 'url',
      method: 'method',
      statusCallback: 'url',
      statusCallbackMethod: 'method',
      statusCallbackEvent: { words: ['initiated', 'ringing', 'answered', 'completed'] },
    },
    children: [],
    text: true,
  },
  Conference: {
    attributes: {
      startConferenceOnEnter: 'boolean',
      endConferenceOnExit: 'boolean',
      waitUrl: 'url',
      waitMethod: 'method',
      muted: 'boolean',
      beep: { one: ['true', 'false', 'onEnter', 'onExit'] },
      maxParticipants: 'number',
      participantLabel: 'text',
      region: { one: ['us1', 'ie1', 'de1', 'sg1', 'br1', 'au1', 'jp1'] },
      statusCallback: 'url',
      statusCallbackMethod: 'method',
      statusCallbackEvent: {
        words: ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement'],
      },
      record: { one: ['do-not-record', 'record-from-start'] },
      trim,
      ...recordingCallback,
    },
    children: [],
    text: true,
  },
};

/** A hold document may only speak, play, wait and redirect. */
export const waitGrammar: Readonly<Record<string, ElementRule>> = {
  ...voiceGrammar,
  Response: { attributes: {}, children: ['Say', 'Play', 'Pause', 'Redirect'], text: false },
};

/** The document that screens a dialled person before they are put through: no Dial in it. */
export const screenGrammar: Readonly<Record<string, ElementRule>> = {
  ...voiceGrammar,
  Response: {
    attributes: {},
    children: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup'],
    text: false,
  },
};

/** TwiML in the reply to a text. */
export const textGrammar: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: ['Message'], text: false },
  Message: {
    attributes: { to: 'text', from: 'text', action: 'url', method: 'method', statusCallback: 'url' },
    children: ['Body'],
    text: true,
  },
  Body: { attributes: {}, children: [], text: true },
};
