/** What many measurements come to; `null` where there were none. */
export interface Summary {
  readonly count: number;
  readonly p50: number | null;
  readonly p99: number | null;
  /** The three largest, largest first. */
  readonly slowest: readonly number[];
}

/** The value below which `share` (0 to 1) of the values lie: the nearest rank, so always one of them. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? null;
}

/** Sums measurements up. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    slowest: sorted.slice(-3).reverse(),
  };
}

/** The floors one after the other: percentiles added up, which no real sum exceeds by much. */
export function addedUp(summaries: readonly Summary[]): Pick<Summary, 'p50' | 'p99'> {
  const sum = (pick: (summary: Summary) => number | null): number | null =>
    summaries.reduce<number | null>((so, summary) => {
      const value = pick(summary);
      return so === null || value === null ? null : so + value;
    }, 0);
  return { p50: sum((summary) => summary.p50), p99: sum((summary) => summary.p99) };
}

/** Milliseconds, or `unit`, with as many digits as mean something: "4.3 ms", "128 ms", "-" for nothing. */
export function amount(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return '-';
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

/** How a figure stands to what it should stay below: "< 50 ms: met". */
export function below(value: number | null | undefined, aim: number | null, unit: string): string {
  if (aim === null) return '';
  const result = value === null || value === undefined ? 'not measured' : value < aim ? 'met' : 'MISSED';
  return `< ${amount(aim, unit).replace(/\.0+ /, ' ')}: ${result}`;
}
