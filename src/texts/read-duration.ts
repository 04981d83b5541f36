/** How long a text says, and which of its words say so. */
export interface DurationFound {
  readonly minutes: number;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const counts = new Map<string, number>([
  ...'one two three four five six seven eight nine ten'.split(' ').map((word, at) => [word, at + 1] as const),
  ...([
    ['a', 1],
    ['an', 1],
    ['couple', 2],
    ['half', 0.5],
    ['1/2', 0.5],
  ] as const),
  ...([
    ['fifteen', 15],
    ['twenty', 20],
    ['thirty', 30],
    ['forty', 40],
  ] as const),
]);
/** "Half an hour", "a couple of hours", "2 more hours". */
const between = new Set(['an', 'of', 'more']);

/** The first duration among the words: "2h", "90 minutes", "1h30", "half an hour", "the next 2 hours". */
export function readDuration(words: readonly string[]): DurationFound | undefined {
  const from = words.findIndex((_, place) => partAt(words, place));
  let part = from < 0 ? undefined : partAt(words, from);
  if (!part) return undefined;
  let { minutes, to } = part;
  while ((part = partAt(words, words[to] === 'and' ? to + 1 : to))) {
    minutes += part.minutes;
    to = part.to;
  }
  const rest = countOf(words[to]);
  // "1h30": the minutes stand beside the hours. "2h at 3" says something else.
  const isRest = rest !== undefined && rest > 1 && rest < 60 && minutes > 0 && minutes % 60 === 0;
  return isRest ? { minutes: minutes + rest, from, to: to + 1 } : { minutes, from, to };
}

type Part = Pick<DurationFound, 'minutes' | 'to'>;

/** "2h", "2 hours", "another hour". */
function partAt(words: readonly string[], place: number): Part | undefined {
  const [first = '', second = ''] = words.slice(place);
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(first) ?? [];
  if (digits !== undefined) return lasting(Number(digits), unit, place + 1);
  if (first === 'next' || first === 'another')
    return lasting(1, second, place + 2) ?? partAt(words, place + 1);
  if (first === 'a' && counts.has(second)) return partAt(words, place + 1);
  const count = countOf(first);
  if (count === undefined) return undefined;
  const at = between.has(second) ? place + 2 : place + 1;
  return lasting(count, words[at] ?? '', at + 1);
}

function lasting(count: number, unit: string, to: number): Part | undefined {
  if (/^(h|hr|hrs|hour|hours)$/.test(unit)) return { minutes: count * 60, to };
  return /^(m|min|mins|minute|minutes)$/.test(unit) ? { minutes: count, to } : undefined;
}

function countOf(word = ''): number | undefined {
  return /^\d+(\.\d+)?$/.test(word) ? Number(word) : counts.get(word);
}
