import type { ImportedAs } from './preview-shape.ts';

/** What an entry is called, and the reason beside it, if there is one. */
export interface EntryWords {
  readonly who: string;
  readonly why: string | undefined;
}

/** What calls an entry off, or leaves it open, whatever it is of. Outlook writes the first and leaves its STATUS as it was. */
const notTaken: readonly (readonly [words: RegExp, reason: string])[] = [
  [/\bcancell?ed\b/i, 'it says that it is cancelled'],
  [/\b(?:declined|rejected|refused|denied|withdrawn)\b/i, 'it says that it was refused or withdrawn'],
  [
    /\b(?:tbc|tba|provisional|pending|requested|unconfirmed|tentative|maybe)\b|\?(?=\s|$)/i,
    'it does not sound settled: settle it, and import it then, or add it by hand',
  ],
  [/\b(?:not|no longer|back from|returns?)\b/i, 'it may say the opposite: if it does not, add it by hand'],
];

const ofLeave =
  /\b(?:leave|a\/l|s\/l|holidays?|vacation|sick|sickness|off|off[ -]duty|away|absent|absence|ooo)\b/i;
/** Small letters are somebody called Al. */
const annualLeave = /\bAL\b/;
const ofDuty = /\b(?:on[ -]?call|shifts?|(?<!off[ -])duty|duties|cover|covers|covering)\b/i;

/**
 * Why an entry is not to be taken, going by what it says of itself; `undefined`: it may be. Leave among shifts would put
 * somebody on the telephone who is away, and shifts among leave would take everybody from it.
 */
export function entryFault({ who, why = '' }: EntryWords, as: ImportedAs): string | undefined {
  const said = `${who}\n${why}`;
  const leave = ofLeave.test(said) || annualLeave.test(said);
  const open = notTaken.find(([words]) => words.test(said));
  if (open) return open[1];
  if (as === 'shifts' && leave && !ofDuty.test(said))
    return 'it speaks of leave, and these are taken for shifts: import leave by itself';
  if (as === 'leave' && ofDuty.test(who) && !leave)
    return 'it speaks of a duty, and these are taken for leave: import shifts by themselves';
  return undefined;
}
