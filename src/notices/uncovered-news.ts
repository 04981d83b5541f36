import type { Instant } from '../clock.ts';
import type { Interval } from '../rota/hours.ts';
import type { UncoveredSpan } from '../outbox/notice.ts';

/** No more than this beside what was told of is no news: nobody is texted each time that an edge moves a little. */
const small = 30 * 60_000;

export interface UncoveredNews {
  /** To be told now. */
  readonly fresh: readonly UncoveredSpan[];
  /** What is told of from now on. */
  readonly told: readonly UncoveredSpan[];
}

/**
 * Which of the hours with nobody are news. What was told of and is covered again is forgotten, and so is told of anew
 * when it opens again. `due`: hours before this are to be told of by now. Pure.
 */
export function uncoveredNews(
  spans: readonly UncoveredSpan[],
  told: readonly UncoveredSpan[],
  due: Instant,
  now: Instant,
): UncoveredNews {
  const each = spans.map((span) => {
    const known = partsTold(span, told);
    return { span, known, isFresh: isNews(span, known, { from: now, to: due }) };
  });
  return {
    fresh: each.filter(({ isFresh }) => isFresh).map(({ span }) => span),
    told: each.flatMap(({ span, known, isFresh }) => (isFresh ? [span] : known)),
  };
}

function partsTold(span: UncoveredSpan, told: readonly UncoveredSpan[]): readonly UncoveredSpan[] {
  return told
    .filter(({ line, from, to }) => line === span.line && from < span.to && span.from < to)
    .map(({ line, from, to }) => ({
      line,
      from: Math.max(from, span.from),
      to: Math.min(to, span.to),
    }));
}

function isNews(span: UncoveredSpan, known: readonly UncoveredSpan[], due: Interval): boolean {
  const all = lengthWithin(span, due);
  const knownOfIt = known.reduce((sum, part) => sum + lengthWithin(part, due), 0);
  return all > 0 && (knownOfIt === 0 || all - knownOfIt > small);
}

function lengthWithin({ from, to }: Interval, within: Interval): number {
  return Math.max(0, Math.min(to, within.to) - Math.max(from, within.from));
}
