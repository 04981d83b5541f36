import { dayAt } from '../rota/zone-day.ts';
import { titles } from './notice-words.ts';
import { readDay } from './read-day.ts';
import { readOff } from './read-off.ts';
import { partOfDay } from './read-time.ts';
import { polite, textWords, type Reading, type TextCommand, type TextWord } from './text-command.ts';

type Keyword =
  'off' | 'on' | 'who' | 'next' | 'swap' | 'help' | 'stop' | 'stopAlone' | 'start' | 'yes' | 'no';

/** STOP and START are Twilio's words (https://www.twilio.com/docs/messaging/tutorials/opt-out-keywords); it heeds them too. */
const keywords: Readonly<Record<Keyword, string>> = {
  off: 'off pause',
  on: 'on back resume unpause',
  who: 'who whos whois whose',
  next: 'next when whens',
  swap: 'swap swop swapping',
  help: 'help info commands menu',
  stop: 'stop stopall unsubscribe',
  stopAlone: 'cancel end quit revoke optout',
  start: 'start unstop',
  yes: 'yes y yep yeah accept accepted',
  no: 'no n nope decline declined',
};
const keywordOf = new Map<string, Keyword>(
  Object.entries(keywords).flatMap(([keyword, words]) =>
    words.split(' ').map((word) => [word, keyword as Keyword] as const),
  ),
);

const aboutTexts = new Set(
  'text texts texting message messages messaging sms all these this sending reminders'.split(' '),
);
const aboutDuty = new Set('again duty call shift back on here early rota for of rest'.split(' '));
const aboutSwap = new Set('with shift shifts on for and of at duty this coming'.split(' '));
/** Beside a day, these name another, or none that is sure. */
const notThatDay = /\d|^(week|weeks|fortnight|next|following|after|before|or|either|not)$/;
const undoing = new Set('undo withdraw unswap'.split(' '));
const agreeing = new Set(
  'fine happy glad do that thats will course of sure all great lovely perfect take help np'.split(' '),
);
const declining = new Set('cannot cant unable not do that afraid free'.split(' '));

/** What a text asks for, whatever its case, punctuation and politeness. Pure. */
export function readText(body: string, reading: Reading): TextCommand {
  const words = textWords(body);
  if (/^(so )?am i o(n|ff)\b/i.test(body.trim())) return { kind: 'next' };
  if (isUndoing(words)) return { kind: 'unswap' };
  if (/^opt[ -]out\W*$/i.test(body.trim())) return { kind: 'stop' };
  const first = words.findIndex(({ word }) => !polite.has(word));
  const keyword = keywordOf.get(words[first]?.word ?? '');
  const rest = words.slice(first + 1);
  switch (keyword) {
    case 'off':
      return isAsked(body) ? { kind: 'unclear', about: 'off' } : readOff(rest, reading);
    case 'on':
      return isBack(rest) && !isAsked(body) ? { kind: 'on' } : { kind: 'unclear', about: 'on' };
    case 'swap':
      return readSwap(rest, reading);
    case 'yes':
      return { kind: 'yes', more: written(without(withoutNoProblem(rest), agreeing)) };
    case 'no':
      if (rest[0]?.word === 'more' && onlyOf(rest.slice(1), aboutTexts)) return { kind: 'stop' };
      return { kind: 'no', more: written(without(rest, declining)) };
    case 'stop':
      return onlyOf(rest, aboutTexts) ? { kind: 'stop' } : { kind: 'unknown' };
    case 'stopAlone':
      return words.length === 1 ? { kind: 'stop' } : { kind: 'unknown' };
    case 'start':
      return onlyOf(rest, aboutTexts) ? { kind: 'start' } : { kind: 'unknown' };
    case 'who':
      return isOfNow(rest, reading) ? { kind: 'who' } : { kind: 'unclear', about: 'who' };
    case 'next':
    case 'help':
      return { kind: keyword };
    case undefined:
      return /^\s*\?+\s*$/.test(body) ? { kind: 'help' } : { kind: 'unknown' };
  }
}

/** The name and the date may come in either order; what is neither is left aside. */
function readSwap(words: readonly TextWord[], reading: Reading): TextCommand {
  const found = readDay(words, reading);
  const others = words.filter((_, index) => !found || index < found.from || index >= found.to);
  const name = written(without(others, aboutSwap));
  const isOneDay = !hasAnotherDay(others, reading) && !others.some(({ word }) => notThatDay.test(word));
  // "Friday morning" may be half of what would change hands.
  if (found?.day === undefined || name === '' || !isOneDay || partOfDay(others)) {
    return { kind: 'unclear', about: 'swap' };
  }
  return { kind: 'swap', name, day: found.day };
}

/** "Undo", "undo my swap", "cancel swap"; but not "cancel", which is a STOP. */
function isUndoing(words: readonly TextWord[]): boolean {
  const said = words.map(({ word }) => word).filter((word) => !polite.has(word));
  const isSwap = (word: string): boolean => /^(sw[ao]p|swaps|request)$/.test(word);
  const isUndo = (word: string): boolean => undoing.has(word) || (word === 'cancel' && said.some(isSwap));
  return said.some(isUndo) && said.every((word) => isSwap(word) || isUndo(word));
}

/** All of it says that they are on duty. "On it" and "on a call" are of something else. */
function isBack(words: readonly TextWord[]): boolean {
  const said = words.map(({ word }) => word).join(' ');
  return onlyOf(words, aboutDuty) && !/\b(it|a|(the|my|this) call)\b/.test(said);
}

/** A question changes nothing: "off?" may be asked by who wants to know. */
function isAsked(body: string): boolean {
  return body.includes('?');
}

/** Which of two days is meant is not for us to say. "Swap Dr Sun Friday" names one: the other is all of the name. */
function hasAnotherDay(words: readonly TextWord[], reading: Reading): boolean {
  const another = readDay(words, reading);
  if (!another) return false;
  const left = words.filter((_, index) => index < another.from || index >= another.to);
  return without(left, aboutSwap).some(({ word }) => !titles.has(word));
}

/** WHO tells of this moment: to be asked of another is to be told so. */
function isOfNow(words: readonly TextWord[], reading: Reading): boolean {
  const found = readDay(words, reading);
  const isToday = !found || found.day === dayAt(reading.now, reading.zone);
  return isToday && !words.some(({ word }) => word === 'tonight' || word === 'weekend');
}

/** "Yes, no problem" is a yes; "yeah no" is none. */
function withoutNoProblem(words: readonly TextWord[]): readonly TextWord[] {
  const no = words.findIndex(
    ({ word }, place) => word === 'no' && /^(prob|worr)/.test(words[place + 1]?.word ?? ''),
  );
  return no < 0 ? words : words.toSpliced(no, 2);
}

function onlyOf(words: readonly TextWord[], others: ReadonlySet<string>): boolean {
  return without(words, others).length === 0;
}

function without(words: readonly TextWord[], others: ReadonlySet<string>): readonly TextWord[] {
  return words.filter(({ word }) => !polite.has(word) && !others.has(word));
}

function written(words: readonly TextWord[]): string {
  return words.map((each) => each.written).join(' ');
}
