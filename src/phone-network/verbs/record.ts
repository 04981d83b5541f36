import { Recording, tellOfRecording } from '../recording.ts';
import type { Element } from '../element.ts';
import { numberIn, targetOf, type Outcome, type Perform, type Stage, type Step } from '../step.ts';
import type { Form } from '../webhooks.ts';

const USUAL_SILENCE = 5;
const USUAL_LENGTH = 3600;

export const record: Perform = (verb, stage, done) => new Taking(verb, stage, done);

/** Takes a message from one leg: until silence, a key, the longest length, or the end of the leg. */
class Taking implements Step {
  readonly #verb: Element;
  readonly #stage: Stage;
  readonly #done: (outcome: Outcome) => void;
  readonly #recording: Recording;
  readonly #callOffLength: () => void;
  #callOffSilence: () => void = () => undefined;
  #over = false;

  constructor(verb: Element, stage: Stage, done: (outcome: Outcome) => void) {
    this.#verb = verb;
    this.#stage = stage;
    this.#done = done;
    this.#recording = new Recording(stage.exchange, { callSid: stage.leg.sid, source: 'RecordVerb' });
    this.#callOffLength = stage.exchange.in(numberIn(verb, 'maxLength', USUAL_LENGTH), () =>
      this.#finish(''),
    );
    this.#awaitSilence();
  }

  press(key: string): boolean {
    const keys = this.#verb.attributes['finishOnKey'] ?? '1234567890*#';
    if (this.#over || !keys.includes(key)) return false;
    this.#finish(key);
    return true;
  }

  speak(words: string): boolean {
    if (this.#over) return false;
    this.#recording.words.push(words);
    this.#awaitSilence();
    return true;
  }

  /** Twilio asks for the action even when the person hung up; what it answers is of no use then. */
  stop(): void {
    if (this.#over) return;
    const form = this.#close('hangup');
    const { exchange, leg } = this.#stage;
    if (leg.live) return;
    const parameters = { ...leg.parameters(), ...form };
    leg.lane.add(async () => void (await exchange.webhooks.request(this.#action, parameters)));
  }

  #awaitSilence(): void {
    this.#callOffSilence();
    const seconds = numberIn(this.#verb, 'timeout', USUAL_SILENCE);
    this.#callOffSilence = this.#stage.exchange.in(seconds, () => this.#finish(''));
  }

  #finish(key: string): void {
    if (this.#over) return;
    const form = this.#close(key);
    if (this.#recording.words.length === 0) return this.#done({ kind: 'next' });
    this.#done({ kind: 'request', target: this.#action, form });
  }

  #close(key: string): Form {
    this.#over = true;
    this.#callOffLength();
    this.#callOffSilence();
    this.#recording.finish(this.#recording.words.length > 0);
    tellOfRecording(this.#recording, this.#verb, this.#stage);
    const { url, seconds } = this.#recording;
    return {
      RecordingUrl: url,
      RecordingSid: this.#recording.sid,
      RecordingDuration: `${seconds}`,
      Digits: key,
    };
  }

  get #action(): ReturnType<typeof targetOf> {
    return targetOf(this.#stage, this.#verb.attributes['action'], this.#verb.attributes['method']);
  }
}
