import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * What is wrong with a telephone number, in words; `undefined` when it is E.164 of a length that its country has.
 * Whether somebody answers it is another matter: Ofcom's numbers for drama are accepted.
 */
export function phoneFault(text: string): string | undefined {
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text))
    return `"${text}" is a number that a spreadsheet has cut short: make the column text and write it anew`;
  const parsed = parsePhoneNumberFromString(text, 'GB');
  const possible = parsed?.isPossible() === true;
  if (possible && parsed.number === text) return undefined;
  if (possible) return `write the telephone number as "${parsed.number}", not "${text}"`;
  return `"${text}" is not a telephone number: write plus, country code and number, like "+441614960000"`;
}
