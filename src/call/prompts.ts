import { spokenInstant } from '../rota/words.ts';
import type { Instant } from '../clock.ts';
import type { Area, Line } from '../rota/types.ts';

/** The words people hear. Other programs may read the marked ones: change those only by adding. */

/** Marked: "For NAME, press DIGITS." for each line. */
export function menuWords(lines: readonly Line[]): string {
  return lines.map((line) => `For ${line.name}, press ${line.menu}.`).join(' ');
}

/** Marked: "press 1 to take". Never names the patient. */
export function whisperWords(line: string, practice: string | undefined, recorded: boolean): string {
  const from = practice ? ` from ${practice}` : '';
  const notice = recorded ? ' The call will be recorded.' : '';
  return `${line} advice call${from}.${notice} Please press 1 to take the call, 2 to pass it on, or 3 to pass it on and not be rung for the rest of your shift.`;
}

/** Marked: "referral was avoided, press 1". */
export const outcomeWords =
  'If a hospital referral was avoided, press 1. If an admission was avoided, press 2. ' +
  'If an investigation was arranged, press 3. If a referral was made, press 4. ' +
  'If the patient was admitted, press 5. For anything else, press 6.';

export const cutOffWords = 'If you were cut off, press 9 and we will ring the next clinician.';

/** Marked: "NHS number". */
export const nhsNumberWords =
  "Please key the patient's 10 digit NHS number, or press hash to go on without it.";

export const recordedWords = 'Calls are recorded.';

/** What a caller is told whom nobody could help, where the line says nothing better. */
export const usualRouteWords =
  'Please use your usual route: the hospital switchboard, or a written request for advice.';

/** "9 4 3, 4 7 6, 5 9 1 9": an NHS number as it is written, a digit at a time. */
export function spokenNhsNumber(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
    .map((part) => [...part].join(' '))
    .join(', ');
}

/** "Haematology is closed now. It opens on Monday 23 November at 9am." */
export function closedWords(line: string, opensNext: Instant | null, now: Instant, area: Area): string {
  const next = opensNext === null ? '' : ` It opens ${spokenInstant(opensNext, now, area.timezone)}.`;
  return `I am sorry, ${line} is closed now.${next}`;
}

/** "the second of four" */
export function placeWords(place: number, of: number): string {
  return of === 1 ? 'the only clinician on duty' : `the ${ordinal(place)} of ${cardinal(of)}`;
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const cardinals = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function ordinal(place: number): string {
  return ordinals[place - 1] ?? `number ${place}`;
}

function cardinal(count: number): string {
  return cardinals[count - 1] ?? String(count);
}

/** What the text says that asks for the outcome: under 160 characters. */
export function outcomeText(line: string, time: string): string {
  return (
    `${line} advice call, ${time}. What did it lead to? Reply 1 referral avoided, 2 admission avoided, ` +
    '3 investigation, 4 referral, 5 admitted, 6 other.'
  );
}

/** Said by text to a clinician who missed three rings in a row: under 160 characters. */
export const backedOffText =
  'You missed three rings of advice calls in a row, so colleagues are rung first for 30 minutes. Reply OFF if you are not free.';
