import { readDay } from './read-day.ts';
import { readOff } from './read-off.ts';
import { textWords, type Reading, type TextCommand, type TextWord } from './text-command.ts';

type Keyword = 'off' | 'on' | 'who' | 'next' | 'swap' | 'help' | 'stop' | 'start' | 'yes' | 'no';

/** STOP and START are Twilio's words (https://www.twilio.com/docs/messaging/tutorials/opt-out-keywords); it heeds them too. */
const keywords: Readonly<Record<Keyword, string>> = {
  off: 'off pause',
  on: 'on back resume unpause',
  who: 'who whos whois whose',
  next: 'next when whens',
  swap: 'swap swop swapping',
  help: 'help info commands menu',
  stop: 'stop stopall unsubscribe cancel end quit revoke optout',
  start: 'start unstop',
  yes: 'yes y yep yeah accept accepted',
  no: 'no n nope decline declined',
};
const keywordOf = new Map<string, Keyword>(
  Object.entries(keywords).flatMap(([keyword, words]) =>
    words.split(' ').map((word) => [word, keyword as Keyword] as const),
  ),
);

const politeness = `please pls plz thanks thank you ta cheers hi hello hey dear ok okay good morning afternoon evening
  i im am id ill me my can could would like want to the a it is so sorry just now kind kindly regards`;
const polite = new Set(politeness.split(/\s+/));
const aboutTexts = new Set(
  'text texts texting message messages messaging sms all these this sending reminders'.split(' '),
);
const aboutDuty = new Set('again duty call shift back on here early rota for of rest'.split(' '));
const aboutSwap = new Set('with shift shifts on for and of at duty'.split(' '));
const agreeing = new Set('fine happy do that will course of sure no problem'.split(' '));
const declining = new Set('cannot cant unable not do that afraid free'.split(' '));

/** What a text asks for, whatever its case, punctuation and politeness. Pure. */
export function readText(body: string, reading: Reading): TextCommand {
  const words = textWords(body);
  const first = words.findIndex(({ word }) => !polite.has(word));
  const keyword = keywordOf.get(words[first]?.word ?? '');
  const rest = words.slice(first + 1);
  switch (keyword) {
    case 'off':
      return readOff(rest, reading);
    case 'on':
      return onlyOf(rest, aboutDuty) ? { kind: 'on' } : { kind: 'unclear', about: 'on' };
    case 'swap':
      return readSwap(rest, reading);
    case 'yes':
    case 'no':
      return { kind: keyword, more: written(without(rest, keyword === 'yes' ? agreeing : declining)) };
    case 'stop':
      return onlyOf(rest, aboutTexts) ? { kind: 'stop' } : { kind: 'unknown' };
    case 'start':
      return onlyOf(rest, aboutTexts) ? { kind: 'start' } : { kind: 'unknown' };
    case 'who':
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
  const name = written(
    without(
      words.filter((_, index) => !found || index < found.from || index >= found.to),
      aboutSwap,
    ),
  );
  if (found?.day === undefined || name === '') return { kind: 'unclear', about: 'swap' };
  return { kind: 'swap', name, day: found.day };
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
