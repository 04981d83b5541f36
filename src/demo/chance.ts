/** From 0 up to but not including 1; seeded, so that each playing is the same. */
export type Random = () => number;

interface Weighted {
  readonly key: string;
  readonly weight: number;
}

/** One of the keys, each as often as its weight says. */
export function chosen(options: readonly Weighted[], random: Random): string {
  const total = options.reduce((sum, option) => sum + option.weight, 0);
  let left = random() * total;
  for (const { key, weight } of options) {
    left -= weight;
    if (left < 0) return key;
  }
  return options.at(-1)?.key ?? '';
}

/** One of a list that is not empty. */
export function oneOf<T>(list: readonly T[], random: Random): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new RangeError('there is nothing to choose from');
  return one;
}
