import { createHash } from 'node:crypto';
import { areaIdOf } from '../call/call.ts';
import type { Instant } from '../clock.ts';
import type { Ring } from '../fallback/ring-list.ts';

/** Stands for one phone of one person in the URLs of one walk, and says to nobody else who that is. */
export type RingMark = string;

export const ringMark = /^[0-9a-f]{8}$/;

export function markOf({ line, clinician, phonePlace }: Ring, chosen: Instant): RingMark {
  const said = JSON.stringify([chosen, areaIdOf(line), clinician, phonePlace]);
  return createHash('sha256').update(said).digest('hex').slice(0, 8);
}

/**
 * The first of these ringings, of which there are several of one phone where there are several passes, that has not
 * been. Whoever has come on duty since is not left out for those who have gone.
 */
export function nextRing(
  rings: readonly Ring[],
  { chosen, rung }: { readonly chosen: Instant; readonly rung: readonly RingMark[] },
  isFree: (ring: Ring) => boolean,
): Ring | undefined {
  const been = new Map<RingMark, number>();
  for (const mark of rung) been.set(mark, (been.get(mark) ?? 0) + 1);
  return rings.find((ring) => {
    const mark = markOf(ring, chosen);
    const times = been.get(mark) ?? 0;
    if (times > 0) been.set(mark, times - 1);
    return times === 0 && isFree(ring);
  });
}
