import type { Clinician, PhoneNumber } from './types.ts';

/** A United Kingdom mobile. A landline takes no texts, and asking costs money and a failure. */
export function takesTexts(number: PhoneNumber): boolean {
  return /^\+447[1-9]\d{8}$/.test(number);
}

/** The first of somebody's phones that takes texts. */
export function mobileOf({ phones }: Pick<Clinician, 'phones'>): PhoneNumber | undefined {
  return phones.find(takesTexts);
}
