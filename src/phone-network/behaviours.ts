import type { Behaviour } from './phone.ts';

export interface AnswersOptions {
  /** From the first ring to picking up: 3 s unless told. */
  readonly afterSeconds?: number;
  /** What is heard before the keys are pressed: "press 1" unless told. */
  readonly upon?: RegExp | string;
}

const USUAL_RINGS = 3;

/** Picks up, and presses `keys` once told to. */
export function answersAndPresses(keys: string, options: AnswersOptions = {}): Behaviour {
  return (leg) => {
    leg.onHears(options.upon ?? /press 1/i, () => leg.press(keys));
    leg.in(options.afterSeconds ?? USUAL_RINGS, () => leg.answer());
  };
}

/** Picks up and does nothing. */
export function answers(afterSeconds = USUAL_RINGS): Behaviour {
  return (leg) => void leg.in(afterSeconds, () => leg.answer());
}

/** Lets it ring. */
export function ignores(): Behaviour {
  return () => undefined;
}

/** Turns the call away: busy. */
export function rejects(afterSeconds = 0): Behaviour {
  return (leg) => void leg.in(afterSeconds, () => leg.reject());
}

/** Cannot be reached: the call fails. */
export function fails(afterSeconds = 0): Behaviour {
  return (leg) => void leg.in(afterSeconds, () => leg.fail());
}

/** A machine picks up, speaks its greeting, listens for half a minute and hangs up. It never presses anything. */
export function voicemail(afterSeconds = 12): Behaviour {
  return (leg) => {
    leg.in(afterSeconds, () => leg.answer());
    leg.in(afterSeconds + 1, () => leg.say('Please leave a message after the tone.'));
    leg.in(afterSeconds + 30, () => leg.hangUp());
  };
}
