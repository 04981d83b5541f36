import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';

/** What a clinician's text asks for. */
export type TextCommand =
  /** Not to be rung until then: an instant, or the end of the present shift. */
  | { readonly kind: 'off'; readonly to: Instant | 'shift-end' }
  | { readonly kind: 'on' | 'who' | 'next' | 'help' | 'stop' | 'start' }
  /** Not to ask for a swap after all. */
  | { readonly kind: 'unswap' }
  /** `name` is as it was written. */
  | { readonly kind: 'swap'; readonly name: string; readonly day: DayNumber }
  /** `more`: what was said besides, such as a name; empty: nothing that counts. */
  | { readonly kind: 'yes' | 'no'; readonly more: string }
  /** The command is known, and what comes after it is not. */
  | { readonly kind: 'unclear'; readonly about: 'off' | 'on' | 'swap' | 'off-too-long' | 'who' }
  | { readonly kind: 'unknown' };

/** When and where a text is read. */
export interface Reading {
  readonly now: Instant;
  readonly zone: string;
}

/** One word of a text. */
export interface TextWord {
  /** Small letters, without apostrophes. */
  readonly word: string;
  readonly written: string;
}

const politeness = `please pls plz thanks thank you ta cheers hi hello hey dear ok okay good morning afternoon evening
  i im am id ill me my can could would like want to the a it is so sorry just now kind kindly regards x xx brb`;
/** Words that change nothing of what is asked. */
export const polite: ReadonlySet<string> = new Set(politeness.split(/\s+/));

/** What telephones put under a text by themselves. */
const signature = /\b(sent from my|get outlook for)\b.*$/is;

/** The words and numbers of a text, in order; at most the first 40. "2h", ".5h", "14:00", "4/12" and "4th" are one each. */
export function textWords(body: string): readonly TextWord[] {
  const found = body
    .normalize('NFKC')
    .replaceAll('\u2044', '/')
    .slice(0, 400)
    .replace(signature, '')
    .replace(/(?<=\d ?)([ap])\.\s?m\b\.?/gi, '$1m')
    .replace(/(?<![\p{L}\d])\.(?=\d)/gu, '0.')
    .match(/\p{L}[\p{L}\p{M}'’`]*|\d+(?:[:./-]\d+)*\p{L}*/gu);
  return (found ?? []).slice(0, 40).map((written) => ({
    written,
    word: written.toLowerCase().replace(/['’`]/g, ''),
  }));
}
