/** Makes Twilio's identifiers: two letters and 32 hexadecimal digits. */
export class Sids {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** `kind`: CA a leg, CF a conference, RE a recording, SM a text, PN a number. */
  make(kind: 'CA' | 'CF' | 'RE' | 'SM' | 'PN'): string {
    return kind + this.#hex(32);
  }

  /** A token as sent in I-Twilio-Idempotency-Token. */
  token(): string {
    return [8, 4, 4, 4, 12].map((digits) => this.#hex(digits)).join('-');
  }

  #hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += Math.floor(this.#random() * 16).toString(16);
    return text;
  }
}
