import type { Instant } from '../clock.ts';
import type { DayNumber } from '../rota/calendar-day.ts';

/** What a clinician's text asks for. */
export type TextCommand =
  /** Not to be rung until then: an instant, or the end of the present shift. */
  | { readonly kind: 'off'; readonly to: Instant | 'shift-end' }
  | { readonly kind: 'on' | 'who' | 'next' | 'help' | 'stop' | 'start' }
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

/** The words and numbers of a text, in order; at most the first 40. "2h", "14:00", "4/12" and "4th" are one each. */
export function textWords(body: string): readonly TextWord[] {
  const found = body
    .normalize('NFKC')
    .replaceAll('\u2044', '/')
    .slice(0, 400)
    .match(/\p{L}[\p{L}\p{M}'’`]*|\d+(?:[:./-]\d+)*\p{L}*/gu);
  return (found ?? []).slice(0, 40).map((written) => ({
    written,
    word: written.toLowerCase().replace(/['’`]/g, ''),
  }));
}
