import type { Instant } from '../clock.ts';
import { coverage } from './coverage.ts';
import type { CoverageSpan } from './coverage.ts';
import type { Interval } from './hours.ts';
import type { Area, ClinicianId, Line, LineId, Override } from './types.ts';
import { dayAt, startInstant } from './zone-day.ts';

export interface EffectQuestion {
  readonly area: Area;
  readonly now: Instant;
  /** The overrides that are added or removed; one at least. */
  readonly changed: readonly Override[];
  /** Every override that stands without the change, and with it. Those of other areas and times are left aside. */
  readonly before: readonly Override[];
  readonly after: readonly Override[];
}

/** Open time that one clinician loses or gains. */
export interface PersonSpan extends Interval {
  readonly clinician: ClinicianId;
}

/** What changes on one line. Spans are in order, of open hours only, and joined where they touch. */
export interface LineEffect {
  readonly line: LineId;
  readonly lost: readonly PersonSpan[];
  readonly gained: readonly PersonSpan[];
  /** Hours that had somebody and now have nobody. */
  readonly gaps: readonly Interval[];
  /** Hours that had nobody and now have somebody. */
  readonly filled: readonly Interval[];
  /** Hours with fewer people than before, and fewer than the line's minimum, but not nobody. */
  readonly thinned: readonly CoverageSpan[];
}

export interface OverrideEffect {
  /** What was looked at: the next 14 days, or the first 14 days of what begins later. */
  readonly looked: Interval;
  /** Whether nothing of the change lies after that. */
  readonly whole: boolean;
  /** The lines on which something changes, in the order of the menu. */
  readonly lines: readonly LineEffect[];
}

/** How many days after today are looked at, each to its end. */
export const effectDays = 14;

/** What becomes of the ladders when overrides change: who is rung, when nobody is. */
export function overrideEffect(question: EffectQuestion): OverrideEffect {
  const { area, now, changed } = question;
  const last = Math.max(...changed.map(({ to }) => to));
  const looked = effectWindow(area, now, changed);
  const span = { from: Math.max(looked.from, firstOf(changed)), to: Math.min(looked.to, last) };
  const lines = area.lines
    .filter(({ id }) => changed.some(({ line }) => line === undefined || line === id))
    .map((line) => lineEffect(question, line, span))
    .filter(({ lost, gained }) => lost.length + gained.length > 0);
  return { looked, whole: last <= looked.to, lines };
}

/** The days that an effect is worked out for. */
export function effectWindow(area: Area, now: Instant, changed: readonly Override[]): Interval {
  const soon = endOfDays(area, now);
  const first = firstOf(changed);
  return first < soon ? { from: now, to: soon } : { from: first, to: endOfDays(area, first) };
}

function firstOf(changed: readonly Override[]): Instant {
  return Math.min(...changed.map(({ from }) => from));
}

function endOfDays({ timezone }: Area, from: Instant): Instant {
  return startInstant(dayAt(from, timezone) + effectDays + 1, 0, timezone);
}

/** Open time during which the same people are rung, and were rung. */
interface Piece extends Interval {
  readonly was: readonly ClinicianId[];
  readonly is: readonly ClinicianId[];
}

function lineEffect({ area, before, after }: EffectQuestion, line: Line, span: Interval): LineEffect {
  if (span.from >= span.to) return { line: line.id, lost: [], gained: [], gaps: [], filled: [], thinned: [] };
  const pieces = overlaid(
    coverage({ area, line, ...span, overrides: before }),
    coverage({ area, line, ...span, overrides: after }),
  );
  const fewer = pieces.filter(({ was, is }) => is.length < was.length);
  return {
    line: line.id,
    lost: personSpans(pieces, ({ was, is }) => was.filter((id) => !is.includes(id))),
    gained: personSpans(pieces, ({ was, is }) => is.filter((id) => !was.includes(id))),
    gaps: joined(fewer.filter(({ is }) => is.length === 0)),
    filled: joined(pieces.filter(({ was, is }) => was.length === 0 && is.length > 0)),
    thinned: fewer
      .filter(({ is }) => is.length > 0 && is.length < line.minimum)
      .map(({ from, to, is }) => ({ from, to, people: is })),
  };
}

/** Overrides open and close no line, so both cover the same time, cut differently. */
function overlaid(before: readonly CoverageSpan[], after: readonly CoverageSpan[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let [one, other] = [0, 0];
  for (;;) {
    const [was, is] = [before[one], after[other]];
    if (!was || !is) return pieces;
    const to = Math.min(was.to, is.to);
    pieces.push({ from: Math.max(was.from, is.from), to, was: was.people, is: is.people });
    if (was.to === to) one++;
    if (is.to === to) other++;
  }
}

/** By clinician, in the order in which they first come. */
function personSpans(
  pieces: readonly Piece[],
  who: (piece: Piece) => readonly ClinicianId[],
): readonly PersonSpan[] {
  const people = [...new Set(pieces.flatMap(who))];
  return people.flatMap((clinician) =>
    joined(pieces.filter((piece) => who(piece).includes(clinician))).map((span) => ({ clinician, ...span })),
  );
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const found: Interval[] = [];
  for (const { from, to } of intervals) {
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  }
  return found;
}
