import type { Instant } from '../clock.ts';
import type { AreaId, ClinicianId, LineId, Override } from './types.ts';

/** The overrides that hold at one instant on one line, at most one of a kind for each person. */
export interface StandingOverrides {
  /** Pauses and leave: who is not to be rung at all, whatever else holds. */
  readonly away: ReadonlyMap<ClinicianId, Override>;
  /** Who has given their place to somebody else. */
  readonly swaps: ReadonlyMap<ClinicianId, Override>;
  /** Who is on the ladder besides the rota. */
  readonly extras: readonly Override[];
}

const none: StandingOverrides = { away: new Map(), swaps: new Map(), extras: [] };

/** Which of `overrides` hold at `at`. The order in which they are given makes no difference. */
export function standingOverrides(
  overrides: readonly Override[],
  where: { readonly area: AreaId; readonly line: LineId },
  at: Instant,
): StandingOverrides {
  const standing = overrides.filter((override) => holdsAt(override, where, at));
  if (standing.length === 0) return none;
  const of = (kind: Override['kind']): readonly Override[] => standing.filter((each) => each.kind === kind);
  return {
    away: byClinician([...of('leave').toSorted(endsLater), ...of('pause').toSorted(endsLater)]),
    swaps: byClinician(of('swap').toSorted(moreParticular)),
    extras: of('extra').toSorted((one, other) => one.from - other.from || madeLater(one, other)),
  };
}

function holdsAt(override: Override, where: { area: AreaId; line: LineId }, at: Instant): boolean {
  if (override.area !== where.area) return false;
  if (override.line !== undefined && override.line !== where.line) return false;
  return override.from <= at && at < override.to;
}

/** The last of each clinician's overrides. */
function byClinician(overrides: readonly Override[]): ReadonlyMap<ClinicianId, Override> {
  return new Map(overrides.map((override) => [override.clinician, override]));
}

function endsLater(one: Override, other: Override): number {
  return one.to - other.to || compare(one.id, other.id);
}

/**
 * Of two swaps of one person the one for this line alone counts, then the one that begins later, then the one made
 * last.
 */
function moreParticular(one: Override, other: Override): number {
  const line = Number(one.line !== undefined) - Number(other.line !== undefined);
  return line || one.from - other.from || madeLater(one, other);
}

/** An id says nothing of time: it only keeps the order of two that were made at once. */
function madeLater(one: Override, other: Override): number {
  const [first, second] = [one.madeAt ?? Infinity, other.madeAt ?? Infinity];
  return first === second ? compare(one.id, other.id) : first - second;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
