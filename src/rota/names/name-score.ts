import { editDistance } from '../parse/did-you-mean.ts';
import { isNoise, isTitle, type NameWord } from './name-words.ts';

export interface KnownWord extends NameWord {
  readonly noise: boolean;
  /** Whether it is the given name of anybody in the area. */
  readonly given: boolean;
  /** Whether it is the surname of anybody in the area, and nobody's given name: then it is no given name here. */
  readonly surname: boolean;
}

/** How well a text names somebody. */
export interface Naming {
  /** 0 to 100. */
  readonly score: number;
  /** Every word of theirs is spelt as it is in the rota. */
  readonly exact: boolean;
  /** The places of the words that name them. */
  readonly words: readonly number[];
}

type Closeness = 'exact' | 'initial' | 'near';

/** The best way to read somebody's name (given names, then the surname) out of the words; `undefined`: none. */
export function namedIn(words: readonly KnownWord[], parts: readonly string[]): Naming | undefined {
  const surname = parts.at(-1);
  if (surname === undefined) return undefined;
  const namings = words.flatMap((_, place) => {
    const naming = namedAt(words, place, parts.slice(0, -1), surname);
    return naming ? [naming] : [];
  });
  return namings.reduce<Naming | undefined>(
    (best, each) => (best && best.score >= each.score ? best : each),
    undefined,
  );
}

function namedAt(
  words: readonly KnownWord[],
  place: number,
  given: readonly string[],
  surname: string,
): Naming | undefined {
  const here = words[place];
  if (!here || here.noise) return undefined;
  const close = closeness(here, surname);
  if (close !== 'exact' && close !== 'near') return givenAlone(here, place, given);
  const beside = besides(words, place, given);
  const titled = here.before === 'space' && isTitle(words[place - 1]?.word ?? '');
  const alone = isNoise(surname) && !titled ? 60 : 85;
  const score =
    beside.found.length === 0 && close === 'exact'
      ? loneScore(beside, given.length, alone)
      : scoreOf(close, beside, given.length);
  const exact = close === 'exact' && beside.found.every((each) => each !== 'near');
  return { score, exact: exact && score > 60, words: [place, ...beside.places] };
}

function givenAlone(here: KnownWord, place: number, given: readonly string[]): Naming | undefined {
  return given.includes(here.word) && here.word.length > 1
    ? { score: 50, exact: false, words: [place] }
    : undefined;
}

interface Beside {
  readonly found: Closeness[];
  readonly places: number[];
  /** A word stands there that may be somebody else's given name. */
  stranger: boolean;
}

/** Reads the given names that stand before the surname ("S. Ahmed") or after it ("AHMED, Samira"). */
function besides(words: readonly KnownWord[], place: number, given: readonly string[]): Beside {
  const beside: Beside = { found: [], places: [], stranger: false };
  readBefore(words, place, given, beside);
  readAfter(words, place, given, beside);
  return beside;
}

function readBefore(
  words: readonly KnownWord[],
  place: number,
  given: readonly string[],
  beside: Beside,
): void {
  for (let at = place - 1; at >= 0 && words[at + 1]?.before === 'space'; at--) {
    const word = words[at];
    if (!word || word.noise) return;
    const close = nearest(word, given);
    if (!close) {
      beside.stranger ||= beside.found.length === 0 && !word.surname;
      return;
    }
    beside.found.push(close);
    beside.places.push(at);
  }
}

function readAfter(
  words: readonly KnownWord[],
  place: number,
  given: readonly string[],
  beside: Beside,
): void {
  for (let at = place + 1; at < words.length; at++) {
    const word = words[at];
    if (!word || word.noise || word.before === 'break') return;
    if (word.before === 'comma' && at > place + 1) return;
    const close = nearest(word, given);
    if (!close) {
      // "Brown, conference" and "BROWN Conference" may be a Mr Conference Brown: better asked than guessed.
      const mayBeName = word.before === 'comma' || word.capital || word.given;
      beside.stranger ||= beside.found.length === 0 && mayBeName && !word.surname;
      return;
    }
    beside.found.push(close);
    beside.places.push(at);
  }
}

function scoreOf(surname: 'exact' | 'near', { found, stranger }: Beside, givenNames: number): number {
  if (stranger) return 40;
  const whole = found.some((close) => close === 'exact');
  if (surname === 'near') return whole ? 90 : found.length > 0 ? 70 : 60;
  if (whole && found.every((close) => close !== 'near')) return found.length >= givenNames ? 100 : 97;
  if (found.includes('initial') && !found.includes('near')) return 95;
  return 90;
}

/** Of a surname that stands by itself. */
function loneScore({ stranger }: Beside, givenNames: number, alone: number): number {
  if (stranger) return 40;
  return givenNames === 0 && alone === 85 ? 100 : alone;
}

/** How a word is one of the given names, at best. */
function nearest(word: KnownWord, given: readonly string[]): Closeness | undefined {
  const found = given.map((name) => closeness(word, name));
  return (['exact', 'initial', 'near'] as const).find((close) => found.includes(close));
}

/** Small slips count only in words that are long enough to bear them. */
function closeness({ word, initials }: KnownWord, name: string): Closeness | undefined {
  if (word === name) return 'exact';
  if ((initials || word.length === 1) && word[0] === name[0] && word.length <= 3) return 'initial';
  const allowed = name.length >= 8 ? 2 : name.length >= 5 ? 1 : 0;
  const apart = Math.abs(word.length - name.length);
  return allowed > 0 && apart <= allowed && editDistance(word, name) <= allowed ? 'near' : undefined;
}
