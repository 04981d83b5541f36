import type { Element } from '../element.ts';
import { next, numberIn, type Perform, type Stage, type Step } from '../step.ts';

const WORDS_A_SECOND = 2.7;
const SHORTEST_SENTENCE = 0.5;
const USUAL_RECORDING = 6;
const SECONDS_A_KEY = 0.5;
/** `loop="0"` means for ever; nobody stays that long. */
const FOR_EVER = 1000;

export const say: Perform = (verb, stage, done) =>
  repeat(
    times(verb),
    (over) => speak(stage, verb.text, pausesIn(verb), over),
    () => done(next),
  );

export const play: Perform = (verb, stage, done) =>
  repeat(
    times(verb),
    (over) => playOnce(verb, stage, over),
    () => done(next),
  );

export const pause: Perform = (verb, stage, done) => ({
  stop: stage.exchange.in(numberIn(verb, 'length', 1), () => done(next)),
});

/** Speaks `text` to the leg at the pace of a synthetic voice. */
export function speak(
  stage: Pick<Stage, 'exchange' | 'leg'>,
  text: string,
  pauses: number,
  over: () => void,
): Step {
  const { exchange, leg } = stage;
  const seconds = Math.max(SHORTEST_SENTENCE, text.split(' ').length / WORDS_A_SECOND) + pauses;
  leg.heard.push(text);
  exchange.tell(leg.phone, { kind: 'hears', text }, leg.sid);
  let stopped = false;
  const callOff = exchange.in(seconds, () => {
    leg.handle.hearsEnd(text);
    if (!stopped) over();
  });
  leg.handle.hearsStart(text);
  const stop = (): void => {
    stopped = true;
    callOff();
  };
  return { stop };
}

function playOnce(verb: Element, stage: Stage, over: () => void): Step {
  const keys = verb.attributes['digits'];
  if (keys) return { stop: stage.exchange.in(keys.length * SECONDS_A_KEY, over) };
  stage.exchange.tell(stage.leg.phone, { kind: 'plays', url: verb.text }, stage.leg.sid);
  return { stop: stage.exchange.in(lengthOf(verb.text), over) };
}

/** "…?seconds=30" and "…-30s.mp3" say how long a recording is. */
function lengthOf(url: string): number {
  const said = /[?&]seconds=(\d+)/.exec(url) ?? /[-_](\d+)s\.(?:mp3|wav)\b/.exec(url);
  return said ? Number(said[1]) : USUAL_RECORDING;
}

function pausesIn(verb: Element): number {
  const own = verb.children.map((child) => {
    const time = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(child.attributes['time'] ?? '');
    const seconds = time ? Number(time[1]) / (time[2] === 'ms' ? 1000 : 1) : 0;
    return (child.name === 'break' ? seconds : 0) + pausesIn(child);
  });
  return own.reduce((sum, seconds) => sum + seconds, 0);
}

function times(verb: Element): number {
  const given = numberIn(verb, 'loop', 1);
  return given === 0 ? FOR_EVER : given;
}

/** Begins the same step so many times, one after another. */
function repeat(count: number, begin: (over: () => void) => Step, over: () => void): Step {
  let current = begin(again);
  function again(): void {
    count -= 1;
    if (count === 0) over();
    else current = begin(again);
  }
  return { stop: () => current.stop() };
}
