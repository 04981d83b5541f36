import type { Element } from './element.ts';
import { stillness, type Outcome, type Stage, type Step, type Turn } from './step.ts';
import { performers } from './verbs/performers.ts';

/** Performs the verbs of a document in order, and says at the end what comes after it. */
export class Sequence implements Step {
  readonly #verbs: readonly Element[];
  readonly #stage: Stage;
  readonly #over: (turn: Turn) => void;
  #step: Step = stillness;
  #stopped = false;
  #spoke = false;

  constructor(verbs: readonly Element[], stage: Stage, over: (turn: Turn) => void) {
    this.#verbs = verbs;
    this.#stage = stage;
    this.#over = over;
  }

  begin(): void {
    this.#perform(0);
  }

  press(key: string): boolean {
    return this.#step.press?.(key) ?? false;
  }

  speak(words: string): boolean {
    return this.#step.speak?.(words) ?? false;
  }

  stop(): void {
    this.#stopped = true;
    const step = this.#step;
    this.#step = stillness;
    step.stop();
  }

  #perform(index: number): void {
    const verb = this.#verbs[index];
    const perform = verb && performers[verb.name];
    if (!verb || !perform) return this.#over({ kind: 'over' });
    if (verb.name !== 'Redirect') this.#spoke = true;
    this.#pickUp(verb.name);
    let done = false;
    const step = perform(verb, this.#stage, (outcome) => {
      if (done || this.#stopped) return;
      done = true;
      this.#step = stillness;
      this.#go(outcome, index);
    });
    if (done) return;
    if (this.#stopped) step.stop();
    else this.#step = step;
  }

  #go(outcome: Outcome, index: number): void {
    if (outcome.kind === 'next') return this.#perform(index + 1);
    this.#over(outcome.kind === 'request' ? { ...outcome, spoke: this.#spoke } : outcome);
  }

  /** An inbound leg is answered by the first verb that does anything on it; a Pause before that lets it ring. */
  #pickUp(verb: string): void {
    if (!['Reject', 'Redirect', 'Pause'].includes(verb)) this.#stage.leg.answer();
  }
}
