import twilio from 'twilio';

type VoiceResponse = twilio.twiml.VoiceResponse;

/** A British English voice. */
const voice = { language: 'en-GB', voice: 'Polly.Amy' } as const;

/** A document that says what `write` puts into it. Whatever it is given is escaped. */
export function twiml(write: (response: VoiceResponse) => void): string {
  const response = new twilio.twiml.VoiceResponse();
  write(response);
  return response.toString();
}

/** What can be made to speak: a document, or a question in it. */
export function say(where: Pick<VoiceResponse, 'say'>, words: string): void {
  where.say(voice, words);
}

/** Asks for any key, `#` and `*` too; without one the document goes on. */
export function anyKey(response: VoiceResponse, goTo: string, seconds: number, words: string): void {
  say(
    response.gather({ numDigits: 1, finishOnKey: '', timeout: seconds, method: 'GET', action: goTo }),
    words,
  );
}

/** Words, and then the end. */
export function goodbye(response: VoiceResponse, ...words: readonly string[]): void {
  say(response, [...words, 'Goodbye.'].join(' '));
  response.hangup();
}

/** A clinician who picked up must press a key, so that a voicemail can never keep the caller. */
export function screenDocument(accept: string): string {
  return twiml((response) => {
    const words = 'This is a call from the advice line. Please press 1 to take the call.';
    anyKey(response, accept, 3, words);
    anyKey(response, accept, 5, words);
    goodbye(response, 'We did not get a key, so the call goes to somebody else.');
  });
}

/** When this document ends, Twilio puts the two through to each other. */
export function acceptDocument(): string {
  return twiml((response) => say(response, 'Putting you through.'));
}

export function thanksDocument(): string {
  return twiml((response) => goodbye(response, 'Thank you for calling.'));
}
