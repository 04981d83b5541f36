/** One word of a text in which somebody may be named. */
export interface NameWord {
  /** Small letters, without accents: "Ångström" is "angstrom", "O'Connor" is "oconnor". */
  readonly word: string;
  /** Written like initials: one to three capital letters. */
  readonly initials: boolean;
  /** Begins with a capital letter, as names do. */
  readonly capital: boolean;
  /** What stands between the word before and this one: nothing but a space, a comma, or anything else. */
  readonly before: 'space' | 'comma' | 'break';
}

const titles =
  'dr doctor prof professor mr mrs ms miss mx sir dame sister nurse consultant cons reg registrar spr st matron';

/** Never part of a name here: titles, reasons, days and the like. Line and area names are added by whoever asks. */
const noise = `${titles}
  leave annual al a l study sl sick sickness off away absent absence holiday holidays hol vacation ooo out of office
  maternity paternity parental adoption carers carer compassionate bereavement unpaid paid toil lieu day days half
  am pm morning afternoon evening night nights shift shifts duty on call oncall oc rota cover covering covers covered
  for by with to from until till the and first second third 1st 2nd 3rd tier week wk weekend bank advice line phone
  mondays tuesdays wednesdays thursdays fridays saturdays sundays mornings afternoons evenings weekends weeks
  mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
  jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
  october november december tbc confirmed provisional busy free conference course training meeting teaching`;

const titleWords: ReadonlySet<string> = new Set(titles.split(' '));
const noiseWords: ReadonlySet<string> = new Set(noise.split(/\s+/));

/** Whether the word says, as a rule, nothing of who is meant. Numbers never do. */
export function isNoise(word: string): boolean {
  return noiseWords.has(word) || /^\d/.test(word);
}

/** Whether the word is a title, as in "Dr May". */
export function isTitle(word: string): boolean {
  return titleWords.has(word);
}

/** The words of a text, in order. At most the first 60: no name comes later. */
export function nameWords(text: string): readonly NameWord[] {
  const words: NameWord[] = [];
  const pattern = /([^\p{L}\p{N}]*)([\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’`]|-(?=\p{L}))*)/gu;
  for (const [, between = '', written = ''] of text.slice(0, 400).matchAll(pattern)) {
    const parts = written.split('-');
    parts.forEach((part, place) => {
      const word = plain(part);
      const initials = /^\p{Lu}{1,3}$/u.test(part.normalize('NFC'));
      const capital = /^\p{Lu}/u.test(part);
      const before = place > 0 ? 'space' : gapOf(between, words.length === 0);
      if (word !== '' && words.length < 60) words.push({ word, initials, capital, before });
    });
  }
  return words;
}

/** The words of a clinician's name, without the title: given names, then the surname. */
export function nameParts(name: string): readonly string[] {
  const words = nameWords(name).map(({ word }) => word);
  const first = words.findIndex((word) => !isTitle(word));
  return first < 0 ? words : words.slice(first);
}

function gapOf(between: string, first: boolean): NameWord['before'] {
  if (first) return 'break';
  if (/^[\s.]*$/.test(between)) return 'space';
  return /^[\s.]*,[\s.]*$/.test(between) ? 'comma' : 'break';
}

/** Letters that are not letter and accent in Unicode, as people without them on their keyboard write them. */
const written: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}'’`]/gu, '')
    .toLowerCase()
    .replace(/[øæœßłđðþ]/g, (letter) => written[letter] ?? letter);
}
