import type { Element } from '../element.ts';
import { Sequence } from '../sequence.ts';
import {
  next,
  numberIn,
  stillness,
  targetOf,
  type Outcome,
  type Perform,
  type Stage,
  type Step,
} from '../step.ts';
import type { Form } from '../webhooks.ts';

const USUAL_TIMEOUT = 5;
/** How long a speaker must be silent before what was said is taken to be all, when Twilio decides. */
const AUTOMATIC_SILENCE = 1;

export const gather: Perform = (verb, stage, done) => {
  const gathering = new Gathering(verb, stage, done);
  gathering.begin();
  return gathering;
};

/** Collects keys and speech, while and after what is nested is spoken. */
class Gathering implements Step {
  readonly #verb: Element;
  readonly #stage: Stage;
  readonly #done: (outcome: Outcome) => void;
  #prompt: Step = stillness;
  #callOff: () => void = () => undefined;
  #digits = '';
  #words = '';
  #over = false;

  constructor(verb: Element, stage: Stage, done: (outcome: Outcome) => void) {
    this.#verb = verb;
    this.#stage = stage;
    this.#done = done;
  }

  begin(): void {
    const prompt = new Sequence(this.#verb.children, this.#stage, () => this.#listen(this.#timeout));
    this.#prompt = prompt;
    prompt.begin();
  }

  press(key: string): boolean {
    if (this.#over || !this.#takes('dtmf') || this.#words !== '') return false;
    this.#prompt.stop();
    if (key === this.#finishKey) this.#finish(key);
    else this.#collect(key);
    return true;
  }

  speak(words: string): boolean {
    if (this.#over || !this.#takes('speech')) return false;
    if (this.#verb.attributes['bargeIn'] !== 'false') this.#prompt.stop();
    this.#words = `${this.#words} ${words}`.trim();
    this.#listen(this.#silence);
    return true;
  }

  stop(): void {
    this.#over = true;
    this.#callOff();
    this.#prompt.stop();
  }

  #collect(key: string): void {
    this.#digits += key;
    if (this.#digits.length >= numberIn(this.#verb, 'numDigits', Infinity)) this.#finish('');
    else this.#listen(this.#timeout);
  }

  #listen(seconds: number): void {
    this.#callOff();
    if (!this.#over) this.#callOff = this.#stage.exchange.in(seconds, () => this.#finish(''));
  }

  #finish(finishedOnKey: string): void {
    if (this.#over) return;
    this.stop();
    const empty = this.#digits === '' && this.#words === '';
    if (empty && this.#verb.attributes['actionOnEmptyResult'] !== 'true') return this.#done(next);
    const { action, method } = this.#verb.attributes;
    this.#done({
      kind: 'request',
      target: targetOf(this.#stage, action, method),
      form: this.#result(finishedOnKey),
    });
  }

  #result(finishedOnKey: string): Form {
    if (this.#words !== '') return { SpeechResult: this.#words, Confidence: '0.9', msg: 'Gather End' };
    return { Digits: this.#digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' };
  }

  #takes(input: 'dtmf' | 'speech'): boolean {
    return (this.#verb.attributes['input'] ?? 'dtmf').split(/\s+/).includes(input);
  }

  get #finishKey(): string {
    return this.#verb.attributes['finishOnKey'] ?? '#';
  }

  get #timeout(): number {
    return numberIn(this.#verb, 'timeout', USUAL_TIMEOUT);
  }

  get #silence(): number {
    return numberIn(this.#verb, 'speechTimeout', AUTOMATIC_SILENCE);
  }
}
