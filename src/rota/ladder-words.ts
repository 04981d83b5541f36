import type { Instant } from '../clock.ts';
import type { Place, Skip } from './ladder-places.ts';
import type { Area, ClinicianId, Line, Override, RingHistory } from './types.ts';
import { untilWords } from './words.ts';

/** What the sentences about one ladder are about. */
export interface LadderScene {
  readonly area: Area;
  readonly line: Line;
  readonly at: Instant;
  readonly history: RingHistory;
}

/** A sentence for each choice and each skip, then one about the order where it is not the file's. */
export function ladderWords(scene: LadderScene, places: readonly Place[]): readonly string[] {
  const known = new Map<Instant, string>();
  const until = (instant: Instant): string => {
    let words = known.get(instant);
    if (words === undefined) known.set(instant, (words = untilWords(instant, scene.at, scene.area.timezone)));
    return words;
  };
  const first = Math.min(...places.filter(({ skip }) => !skip).map(({ tier }) => tier));
  const sentences = places.map(
    (place) =>
      `${nameOf(scene.area, place.id)}: ${placeWords(scene.area, place, until)}${tierWords(place, first)}`,
  );
  return [...sentences, ...emptyWords(places), ...orderWords(scene, places)];
}

/** The clinician's name, or the id where the rota does not know them. */
export function nameOf(area: Area, id: ClinicianId): string {
  return area.people.get(id)?.name ?? id;
}

function placeWords(area: Area, place: Place, until: (instant: Instant) => string): string {
  const claim = claimWords(area, place, until);
  if (place.backedOff !== undefined)
    return `${claim}, rung last until ${until(place.backedOff)} after three missed rings`;
  return place.skip ? skipWords(area, place, place.skip, until) : claim;
}

function claimWords(area: Area, { claim, until }: Place, words: (instant: Instant) => string): string {
  switch (claim.kind) {
    case 'shift':
      return `on shift until ${words(until)}`;
    case 'swap':
      return `standing in for ${nameOf(area, claim.insteadOf)} until ${words(until)}`;
    case 'extra':
      return `added to the rota until ${words(until)}`;
  }
}

function skipWords(area: Area, place: Place, skip: Skip, until: (instant: Instant) => string): string {
  switch (skip.kind) {
    case 'away':
      return `${standInWords(area, place)}${awayWords(skip.override)} until ${until(skip.override.to)}`;
    case 'swapped':
      return `swapped with ${nameOf(area, skip.with)} until ${until(skip.until)}`;
    case 'no-phone':
      return `${claimWords(area, place, until)}, but has no phone in people.yaml`;
    case 'unknown':
      return `${claimWords(area, place, until)}, but is not in people.yaml`;
  }
}

function standInWords(area: Area, { claim }: Place): string {
  return claim.kind === 'swap' ? `was to stand in for ${nameOf(area, claim.insteadOf)}, but is ` : '';
}

function awayWords({ kind }: Override): string {
  return kind === 'pause' ? 'paused' : 'on leave';
}

/** `first` is the tier that is rung first: of those who can be rung now, and so not always 1. */
function tierWords({ tier, skip, backedOff }: Place, first: number): string {
  if (skip || backedOff !== undefined || tier === 1) return '';
  return tier === first ? ` (tier ${tier})` : ` (tier ${tier}, rung if nobody before answers)`;
}

function emptyWords(places: readonly Place[]): readonly string[] {
  if (places.length === 0) return ['Nobody is on shift'];
  return places.every(({ skip }) => skip !== undefined) ? ['Nobody who is on shift can be rung'] : [];
}

function orderWords({ area, line, history }: LadderScene, places: readonly Place[]): readonly string[] {
  if (places.filter(({ skip }) => skip === undefined).length < 2) return [];
  switch (line.ring.order) {
    case 'listed':
      return [];
    case 'rotate':
      return history.lastRung === undefined
        ? []
        : [`In turn: starting after ${nameOf(area, history.lastRung)}, who was rung last`];
    case 'longest-idle':
      return ['In order of waiting: whoever took a call longest ago is rung first'];
    case 'fewest-calls':
      return ['In order of calls: whoever took the fewest today is rung first'];
  }
}
