import type { Instant } from '../clock.ts';
import type { Interval } from '../rota/hours.ts';
import { fitted } from './gsm.ts';
import { dayWords, endWords, listed, shortName, spanWords, withoutTitle } from './notice-words.ts';
import type { Said } from './reply-words.ts';
import type { SwapFault } from './swap-fault.ts';

export const unclearSwap = fitted(
  'Nothing changed. Say who and when: SWAP BROWN 4 DEC, SWAP BROWN 04/12, SWAP BROWN TOMORROW or SWAP BROWN FRIDAY.',
);

/** A shift that somebody is asked to take: its lines by name, and when it is. */
export interface ShiftAsked extends Interval {
  readonly lines: readonly string[];
}

function shiftWords({ lines, ...span }: ShiftAsked, { now, zone }: Said, full: boolean): string {
  const at = spanWords(span, now, zone);
  return full && lines.length > 0 ? `${listed(lines)} ${at}` : at;
}

export function askedWords(colleague: string, shift: ShiftAsked, said: Said): string {
  return fitted(
    `${colleague} was asked to take ${shiftWords(shift, said, true)}. Until they say YES it is yours. To withdraw, text UNDO SWAP.`,
    `${shortName(colleague)} was asked to take ${shiftWords(shift, said, true)}. Until they say YES it is yours. To withdraw, text UNDO SWAP.`,
    `${shortName(colleague)} was asked to take ${shiftWords(shift, said, false)}. Until they say YES it is yours. To withdraw, text UNDO SWAP.`,
    `Asked about ${shiftWords(shift, said, false)}. Until they say YES it is yours. To withdraw, text UNDO SWAP.`,
  );
}

export const unswappedWords = fitted(
  'The swap is withdrawn, and your colleague is told. The shift is yours.',
);
export const nothingToUndo = fitted(
  'No swap of yours waits for an answer. One that was agreed is for the manager of your rota to undo. After OFF, text ON to be rung again.',
);

/** What the colleague is told when it is withdrawn. */
export function withdrawnWords(asker: string, shift: ShiftAsked, said: Said): string {
  return fitted(
    `${asker} no longer asks you to take ${shiftWords(shift, said, true)}. There is nothing to do.`,
    `${shortName(asker)} no longer asks you to take ${shiftWords(shift, said, false)}. There is nothing to do.`,
    `You are no longer asked to take ${shiftWords(shift, said, false)}. There is nothing to do.`,
  );
}

/** What the colleague is asked. */
export function proposalWords(asker: string, shift: ShiftAsked, answerBy: Instant, said: Said): string {
  const by = `Reply YES or NO by ${endWords(answerBy, said.now, said.zone)}.`;
  return fitted(
    `${asker} asks you to take ${shiftWords(shift, said, true)}. ${by}`,
    `${shortName(asker)} asks you to take ${shiftWords(shift, said, true)}. ${by}`,
    `${shortName(asker)} asks you to take ${shiftWords(shift, said, false)}. ${by}`,
    `A colleague asks you to take ${shiftWords(shift, said, false)}. ${by}`,
  );
}

export function takenWords(asker: string, shift: ShiftAsked, said: Said): string {
  return fitted(
    `Thank you. You take ${shiftWords(shift, said, true)} for ${asker}. Cannot after all? Please tell your manager.`,
    `Thank you. You take ${shiftWords(shift, said, true)} for ${asker}.`,
    `Thank you. You take ${shiftWords(shift, said, false)} for ${shortName(asker)}.`,
    `Thank you. You take the shift ${shiftWords(shift, said, false)}.`,
  );
}

/** What the one who asked is told. */
export function answeredWords(
  colleague: string,
  answer: 'yes' | 'no' | 'none',
  shift: ShiftAsked,
  said: Said,
): string {
  const does = { yes: 'takes your shift', no: 'cannot take your shift', none: 'has not answered about' }[
    answer
  ];
  const end = answer === 'yes' ? 'It is no longer yours.' : 'It is still yours.';
  return fitted(
    `${colleague} ${does} ${shiftWords(shift, said, true)}. ${end}`,
    `${shortName(colleague)} ${does} ${shiftWords(shift, said, false)}. ${end}`,
    `Your colleague ${does} ${shiftWords(shift, said, false)}. ${end}`,
  );
}

export function declinedWords(asker: string): string {
  return fitted(
    `Thank you. ${asker} is told that you cannot.`,
    'Thank you. Your colleague is told that you cannot.',
  );
}

export function justYesWords(): string {
  return fitted('Nothing changed. Please reply just YES or NO.');
}

export function whichSwapWords(askers: readonly string[]): string {
  const surnames = askers.map((name) => (name.trim().split(/\s+/).at(-1) ?? name).toUpperCase());
  const isEnough = new Set(surnames).size === surnames.length;
  const names = isEnough ? surnames : askers.map((name) => withoutTitle(name).toUpperCase());
  return fitted(
    `Several swaps wait for you. Reply ${names.map((name) => `YES ${name}`).join(' or ')} (or NO and the name).`,
    'Several swaps wait for you. Reply YES or NO and the name of the one who asked.',
  );
}

/** Why a swap cannot be asked for, or no longer be made. */
export type SwapRefusal = SwapFault | 'nobody' | 'several' | 'yourself' | 'no-phone' | 'waiting' | 'changed';

/** The same in words. `about.name` is whose name it turns on. */
export function refusedSwap(
  reason: SwapRefusal,
  about: { readonly name: string; readonly day: Instant },
  said: Said,
): string {
  const { name } = about;
  const day = dayWords(about.day, said.now, said.zone);
  switch (reason) {
    case 'no-shift':
      return fitted(`Nothing changed: you have no shift ${day} that is still to be worked.`);
    case 'nobody':
      return fitted(
        `Nothing changed: I do not find "${name}" in your rota. Try the surname.`,
        'Nothing changed: I do not find that name in your rota.',
      );
    case 'several':
      return fitted(
        `Nothing changed: "${name}" may be more than one person. Please give the full name.`,
        'Nothing changed: that may be more than one person. Please give the full name.',
      );
    case 'yourself':
      return fitted('Nothing changed: that is your own name. Say whom to ask.');
    case 'no-phone':
      return fitted(
        `Nothing changed: ${name} gets no texts here. Please ask them yourself, and the manager of your rota to enter it.`,
        'Nothing changed: your colleague gets no texts here. Please ask them yourself.',
      );
    case 'away':
      return fitted(
        `Nothing changed: ${name} is away ${day}.`,
        `Nothing changed: your colleague is away ${day}.`,
      );
    case 'on-shift':
      return fitted(
        `Nothing changed: ${name} is on that shift too.`,
        'Nothing changed: your colleague is on that shift too.',
      );
    case 'extra':
      return fitted(
        `Nothing changed: your shift ${day} cannot be passed on by text. Please ask the manager of your rota.`,
      );
    case 'waiting':
      return fitted(
        `${name} has not answered what you asked before. Please wait, or text UNDO SWAP and ask again.`,
        'Your colleague has not answered what you asked before. Please wait, or text UNDO SWAP and ask again.',
      );
    case 'changed':
      return fitted(
        `Nothing changed: the shift of ${name} is not as it was when they asked.`,
        'Nothing changed: the shift is not as it was when you were asked.',
      );
  }
}
