import type { PhoneNumber } from '../rota/types.ts';

/** The moments of a call at which Twilio asks us what to do: one webhook each. */
export type Moment =
  | 'pin'
  | 'line'
  | 'nhs-number'
  | 'nhs-number-check'
  | 'hold'
  | 'left-room'
  | 'choice'
  | 'outcome'
  | 'whisper-key'
  | 'clinician-left'
  | 'clinician-outcome'
  | 'resume'
  | 'whisper'
  | 'emergency-line'
  | 'emergency-next'
  | 'emergency-screen'
  | 'emergency-screen-key'
  | 'emergency-outcome'
  | 'phone-check-key';

/** What the URL of the next moment is to bring back to us. Twilio keeps it and its logs show it: nothing personal. */
export type Carried = Readonly<Record<string, string>>;

export interface Listen {
  readonly verb: 'gather';
  /** Where the answer goes; silence goes there too, without an answer. */
  readonly to: Moment;
  readonly carrying?: Carried;
  readonly input: 'keys' | 'keys-or-speech';
  /** How many keys end the answer; `undefined`: a hash or silence ends it. */
  readonly keys: number | undefined;
  /** A hash is a key like the others, and does not end the answer. */
  readonly hashIsKey?: boolean;
  /** Seconds of silence after the words. */
  readonly timeout: number;
  /** Words that speech recognition should expect. */
  readonly hints?: readonly string[];
  readonly words: readonly Spoken[];
}

export type Spoken =
  { readonly verb: 'say'; readonly text: string } | { readonly verb: 'pause'; readonly seconds: number };

export interface Meet {
  readonly verb: 'conference';
  readonly room: string;
  readonly who: 'caller' | 'clinician';
  readonly record: boolean;
  /** Where the leg goes when it leaves the room. */
  readonly to: Moment;
}

/** Rings one telephone and puts the leg through to it, once whoever picked up has passed the screen. */
export interface DialNumber {
  readonly verb: 'dial';
  readonly number: PhoneNumber;
  /** The number that is shown to whoever is rung. */
  readonly callerId: PhoneNumber;
  readonly ringSeconds: number;
  /** What whoever picks up hears first: a voicemail picks up too. */
  readonly screen: Moment;
  /** Where the leg goes afterwards, however the ringing ended. */
  readonly to: Moment;
  /** Goes to both. */
  readonly carrying: Carried;
}

/** One thing that a leg hears or does: TwiML as data. */
export type Verb =
  | Spoken
  | Listen
  | Meet
  | DialNumber
  | { readonly verb: 'hold-audio' }
  | { readonly verb: 'go'; readonly to: Moment; readonly carrying?: Carried }
  | { readonly verb: 'hang-up' };

/** What a leg is to hear and do now. */
export type Document = readonly Verb[];

export function say(text: string): Spoken {
  return { verb: 'say', text };
}

/** Words, and then the end: no document ends in silence. */
export function goodbye(...texts: string[]): Document {
  return [...texts.map(say), { verb: 'hang-up' }];
}
