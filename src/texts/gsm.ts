/** The letters of GSM 03.38, of which a text of one part holds 160 (https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** These take the place of two. */
const extended = new Set('^{}\\[~]|€');

/** Every reply is shorter than this. */
export const longestText = 160;

const written: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  œ: 'oe',
  Œ: 'OE',
};

/** The text in letters that every telephone has: what GSM 03.38 lacks is written as people do without it. */
export function gsmText(text: string): string {
  return [...text.normalize('NFC')].map((letter) => (isGsm(letter) ? letter : plain(letter))).join('');
}

/** How many places of the 160 the text takes; `undefined` where it has letters that GSM 03.38 lacks. */
export function gsmLength(text: string): number | undefined {
  const letters = [...text];
  if (!letters.every(isGsm)) return undefined;
  return letters.length + letters.filter((letter) => extended.has(letter)).length;
}

/** The first of these that fits in one text, the kindest first; else the last of them, cut at a word. */
export function fitted(first: string, ...shorter: readonly string[]): string {
  const texts = [first, ...shorter].map(gsmText);
  return texts.find(fits) ?? cut(texts.at(-1) ?? '');
}

function fits(text: string): boolean {
  return (gsmLength(text) ?? Infinity) < longestText;
}

function cut(text: string): string {
  const words = text.split(' ');
  while (words.length > 1 && !fits(`${words.join(' ')}...`)) words.pop();
  const whole = `${words.join(' ')}...`;
  return fits(whole) ? whole : `${text.slice(0, 75)}...`;
}

function isGsm(letter: string): boolean {
  return basic.has(letter) || extended.has(letter);
}

function plain(letter: string): string {
  const known = written[letter];
  if (known !== undefined) return known;
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return isGsm(bare) ? bare : '?';
}
