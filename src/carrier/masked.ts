import type { PhoneNumber } from '../rota/types.ts';

/** A telephone number as logs may show it: its last two digits and nothing else, e.g. "…42". */
export function lastTwo(number: PhoneNumber): string {
  return `…${number.slice(-2)}`;
}

/** Free text (Twilio's own reasons, say) with every telephone number in it cut to its last two digits. */
export function withoutNumbers(text: string): string {
  return text.replace(/(?<![\w.])\+?\d[\d ()-]{5,}\d(?!\w)/g, lastTwo);
}
