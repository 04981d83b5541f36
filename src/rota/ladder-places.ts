import type { Instant } from '../clock.ts';
import { rosteredAt } from './rostered.ts';
import type { Rostered } from './rostered.ts';
import type { StandingOverrides } from './standing-overrides.ts';
import type { Area, Clinician, ClinicianId, Line, Override } from './types.ts';

/** Why somebody has a place. */
export type Claim =
  | { readonly kind: 'shift' }
  | { readonly kind: 'swap'; readonly insteadOf: ClinicianId }
  | { readonly kind: 'extra' };

/** Why somebody who has a place is not rung. */
export type Skip =
  | { readonly kind: 'away'; readonly override: Override }
  | { readonly kind: 'swapped'; readonly with: ClinicianId; readonly until: Instant }
  | { readonly kind: 'no-phone' }
  | { readonly kind: 'unknown' };

/** One place on a ladder, of somebody who is to be rung or of somebody who is passed over. */
export interface Place {
  readonly id: ClinicianId;
  readonly clinician: Clinician | undefined;
  readonly tier: number;
  readonly until: Instant;
  readonly claim: Claim;
  /** `undefined`: may be rung. */
  readonly skip: Skip | undefined;
  /** Missed three rings in a row, and so is rung last until then. */
  readonly backedOff?: Instant;
}

const onShift: Claim = { kind: 'shift' };
const asExtra: Claim = { kind: 'extra' };

/** Every place on the line's ladder at `at`, as listed: tiers in order, file order within them, extras last. */
export function ladderPlaces(
  area: Area,
  line: Line,
  at: Instant,
  standing: StandingOverrides,
): readonly Place[] {
  const rostered = rosteredAt(area, line, at);
  const places: Place[] = [];
  const seen = new Map<ClinicianId, number>();
  const add = (place: Place): void => {
    const before = seen.get(place.id);
    const earlier = before === undefined ? undefined : places[before];
    if (before !== undefined && earlier) {
      places[before] = { ...earlier, until: Math.max(earlier.until, place.until) };
      if (place.claim.kind === 'swap') places.push(givenUp(area, place, place.claim.insteadOf));
      return;
    }
    seen.set(place.id, places.length);
    places.push(place);
  };
  for (const each of rostered) add(placeOf(area, each, standing));
  const lastTier = rostered.at(-1)?.tier ?? 1;
  for (const extra of standing.extras) add(placeOfExtra(area, extra, lastTier, standing));
  return places;
}

function placeOf(area: Area, { id, tier, until }: Rostered, standing: StandingOverrides): Place {
  const swap = standInFor(id, standing);
  if (!swap) return place(area, standing, { id, tier, until, claim: onShift });
  const claim: Claim = { kind: 'swap', insteadOf: id };
  return place(area, standing, { id: swap.standIn, tier, until: Math.min(until, swap.until), claim });
}

/** Who a swap also takes off the extras: a swap outranks an extra. */
function placeOfExtra(area: Area, extra: Override, tier: number, standing: StandingOverrides): Place {
  const made = place(area, standing, { id: extra.clinician, tier, until: extra.to, claim: asExtra });
  const swap = standInFor(extra.clinician, standing);
  return swap ? { ...made, skip: { kind: 'swapped', with: swap.standIn, until: swap.until } } : made;
}

/** Follows swaps of swaps to whoever stands in at last; two who swapped with each other take each other's place. */
function standInFor(
  id: ClinicianId,
  { swaps }: StandingOverrides,
): { readonly standIn: ClinicianId; readonly until: Instant } | undefined {
  if (swaps.size === 0) return undefined;
  const passed = new Set([id]);
  let found: { standIn: ClinicianId; until: Instant } | undefined;
  for (
    let swap = swaps.get(id);
    swap?.with !== undefined && !passed.has(swap.with);
    swap = swaps.get(swap.with)
  ) {
    passed.add(swap.with);
    found = { standIn: swap.with, until: Math.min(found?.until ?? Infinity, swap.to) };
  }
  return found;
}

/** Field by field: spreading objects here makes a ladder ten times as slow. */
function place(area: Area, standing: StandingOverrides, made: Omit<Place, 'clinician' | 'skip'>): Place {
  const { id, tier, until, claim } = made;
  const clinician = area.people.get(id);
  return { id, clinician, tier, until, claim, skip: skipOf(id, clinician, standing) };
}

function skipOf(
  id: ClinicianId,
  clinician: Clinician | undefined,
  standing: StandingOverrides,
): Skip | undefined {
  const override = standing.away.get(id);
  if (override) return { kind: 'away', override };
  if (!clinician) return { kind: 'unknown' };
  return clinician.phones.length === 0 ? { kind: 'no-phone' } : undefined;
}

/** The place of somebody whose stand-in is on the ladder already. */
function givenUp(area: Area, { tier, until, id }: Place, insteadOf: ClinicianId): Place {
  const clinician = area.people.get(insteadOf);
  return {
    id: insteadOf,
    clinician,
    tier,
    until,
    claim: { kind: 'shift' },
    skip: { kind: 'swapped', with: id, until },
  };
}
