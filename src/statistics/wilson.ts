/** The two-sided 95% point of the normal distribution. */
const z = 1.959963984540054;

/** The ends of an interval, each from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95% Wilson score interval of `count` in `of` (E. B. Wilson, 1927; the method of the public-health
 * dashboards in England). `undefined` when `of` is 0: nothing is known then.
 *
 * @throws RangeError when the two cannot be a count and its total.
 */
export function wilson(count: number, of: number): Interval | undefined {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of) {
    throw new RangeError(`${count} of ${of} is not a proportion`);
  }
  if (of === 0) return undefined;
  const rate = count / of;
  const weight = 1 + (z * z) / of;
  const middle = (rate + (z * z) / (2 * of)) / weight;
  const reach = (z / weight) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  // Rounding must not push an end past the rate itself where the two are equal (none of them, or all of them).
  return { low: count === 0 ? 0 : middle - reach, high: count === of ? 1 : middle + reach };
}
