import { goodbye, say, type Document, type Listen, type Spoken } from '../call/document.ts';
import { closedWords, cutOffWords, menuWords, outcomeWords, usualRouteWords } from '../call/prompts.ts';
import type { Instant } from '../clock.ts';
import type { Ring } from '../fallback/ring-list.ts';
import type { Area, Line, PhoneNumber } from '../rota/types.ts';
import { carried, type WalkPlace } from './walk-place.ts';

/** What people hear while the database is away: functions of the rota in memory and of what the URL brought back. */

export const troubleWords =
  "We have a technical problem, so we will ring today's clinicians for you directly. " +
  'If you have had your advice, you can hang up now.';

/** The lines that are open. `notices` come first; `misses`: unhelpful answers so far. */
export function menuDocument(lines: readonly Line[], notices: readonly string[], misses: number): Document {
  return ask(
    {
      to: 'emergency-line',
      carrying: misses > 0 ? { misses: String(misses) } : {},
      input: 'keys-or-speech',
      keys: lines.every((line) => line.menu.length === 1) ? 1 : 2,
      timeout: 6,
      hints: lines.map((line) => line.name),
    },
    ...notices.map(say),
    say(menuWords(lines)),
  );
}

/** Nobody can be rung: no line of the area is open. */
export function allClosedDocument(
  area: Area,
  opensNext: (line: Line) => Instant | undefined,
  now: Instant,
): Document {
  const words = area.lines.map((line) => closedWords(line.name, opensNext(line) ?? null, now, area));
  return goodbye(
    'We have a technical problem, and no line is open now.',
    ...words,
    usualRouteWords,
    'Goodbye.',
  );
}

export const noChoiceDocument: Document = goodbye(
  'I am sorry, I did not get your choice. Please ring again. Goodbye.',
);

export interface Ringing {
  readonly words: readonly string[];
  readonly ring: Ring;
  readonly callerId: PhoneNumber;
  readonly walk: WalkPlace;
}

/** Rings one telephone. */
export function ringDocument({ words, ring, callerId, walk }: Ringing): Document {
  return [
    ...words.map(say),
    {
      verb: 'dial',
      number: ring.phone,
      callerId,
      ringSeconds: ring.seconds,
      screen: 'emergency-screen',
      to: 'emergency-next',
      carrying: carried({ ...walk, misses: 0 }),
    },
  ];
}

/** Nobody took it. */
export function unansweredDocument(line: Line | undefined): Document {
  return goodbye(
    'I am very sorry. Nobody could take your call.',
    line?.nextRoute ?? usualRouteWords,
    'Goodbye.',
  );
}

/** What whoever picks up hears. Only a key puts them through, so a voicemail never does. */
export function screenDocument(line: string, practice: string | undefined, walk: WalkPlace): Document {
  const from = practice ? ` from ${practice}` : '';
  return ask(
    { to: 'emergency-screen-key', carrying: carried(walk), input: 'keys', keys: 1, timeout: 4 },
    say(`${line} advice call${from}. ${screenKeys}`),
    { verb: 'pause', seconds: 1 },
    say('Press 1 to take the call.'),
  );
}

const screenKeys =
  'Please press 1 to take the call, 2 to pass it on, or 3 to pass it on and not be rung for the rest of your shift.';

/** At its end Twilio puts the two through to each other. */
export const putThroughDocument: Document = [say('Putting you through.')];

export const passedOnDocument: Document = goodbye('Thank you. We will ring somebody else. Goodbye.');
/** Other processes learn of it once it is stored. */
export const pausedDocument: Document = goodbye(
  'Thank you. We have noted that you are not to be rung for the rest of your shift. ' +
    'Until our technical problem is over, you may still be rung. Goodbye.',
);
/** They pressed 3, and nobody could tell who they are. */
export const notPausedDocument: Document = goodbye(
  'We are sorry. We have a technical problem, and could not note that you are not to be rung. ' +
    'Please text OFF, or press 3 when you are rung again. Goodbye.',
);
export const noKeyDocument: Document = goodbye(
  'We did not get a key, so the call goes to somebody else. Goodbye.',
);

/** After the talk. */
export function outcomeDocument(walk: WalkPlace): Document {
  const first = walk.misses === 0 ? 'Please say what the advice led to.' : 'I am sorry, I did not get that.';
  return ask(
    { to: 'emergency-outcome', carrying: carried(walk), input: 'keys', keys: 1, timeout: 8 },
    say(first),
    say(outcomeWords),
    say(cutOffWords),
  );
}

export const recordedDocument: Document = goodbye('Thank you. That is recorded. Goodbye.');
export const thanksDocument: Document = goodbye('Thank you for calling. Goodbye.');

function ask(answer: Omit<Listen, 'verb' | 'words'>, ...words: Spoken[]): Document {
  const { to, carrying } = answer;
  return [
    { verb: 'gather', ...answer, words },
    { verb: 'go', to, ...(carrying ? { carrying } : {}) },
  ];
}
