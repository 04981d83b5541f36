import type { Place } from './ladder-places.ts';
import { backedOffUntil } from './back-off.ts';
import type { Instant } from '../clock.ts';
import type { RingHistory, RingOrder } from './types.ts';

/** Puts the places of each tier in the line's order. Equals stay as they are listed. */
export function inRingOrder(
  places: readonly Place[],
  order: RingOrder,
  history: RingHistory,
): readonly Place[] {
  if (order === 'listed' || places.length < 2) return places;
  return tiersOf(places).flatMap((tier) => tierInOrder(tier, order, history));
}

/** Puts whoever missed three rings in a row behind everybody else, in a tier of their own. */
export function withBackOff(places: readonly Place[], history: RingHistory, at: Instant): readonly Place[] {
  if (!history.missed || history.missed.size === 0) return places;
  const last = Math.max(0, ...places.map(({ tier }) => tier)) + 1;
  const behind: Place[] = [];
  const others = places.filter((place) => {
    const backedOff = place.skip ? undefined : backedOffUntil(history, place.id, at);
    if (backedOff !== undefined) behind.push({ ...place, tier: last, backedOff });
    return backedOff === undefined;
  });
  return [...others, ...behind];
}

function tiersOf(places: readonly Place[]): readonly (readonly Place[])[] {
  const tiers = new Map<number, Place[]>();
  for (const place of places) {
    const tier = tiers.get(place.tier);
    if (tier) tier.push(place);
    else tiers.set(place.tier, [place]);
  }
  return [...tiers.values()];
}

function tierInOrder(places: readonly Place[], order: RingOrder, history: RingHistory): readonly Place[] {
  switch (order) {
    case 'listed':
      return places;
    case 'rotate':
      return rotated(places, history);
    case 'longest-idle':
      return places.toSorted((one, other) => compare(tookLast(one, history), tookLast(other, history)));
    case 'fewest-calls':
      return places.toSorted((one, other) => tookToday(one, history) - tookToday(other, history));
  }
}

/** Starts after whoever was rung last, also where they have gone on leave since or a stand-in has their place. */
function rotated(places: readonly Place[], { lastRung }: RingHistory): readonly Place[] {
  if (lastRung === undefined) return places;
  const own = places.findIndex(({ id }) => id === lastRung);
  const last = own >= 0 ? own : places.findIndex((place) => givenAway(place) === lastRung);
  return [...places.slice(last + 1), ...places.slice(0, last + 1)];
}

function givenAway({ claim }: Place): string | undefined {
  return claim.kind === 'swap' ? claim.insteadOf : undefined;
}

function tookLast({ id }: Place, history: RingHistory): number {
  return history.lastTook.get(id) ?? -Infinity;
}

function tookToday({ id }: Place, history: RingHistory): number {
  return history.tookToday.get(id) ?? 0;
}

/** Not a subtraction: two who never took a call are both at minus infinity. */
function compare(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
