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
  | 'resume';

export interface Listen {
  readonly verb: 'gather';
  /** Where the answer goes; silence goes there too, without an answer. */
  readonly to: Moment;
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

/** One thing that a leg hears or does: TwiML as data. */
export type Verb =
  | Spoken
  | Listen
  | Meet
  | { readonly verb: 'hold-audio' }
  | { readonly verb: 'go'; readonly to: Moment }
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
