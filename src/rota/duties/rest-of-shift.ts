import type { Instant } from '../../clock.ts';
import { areaById, entriesOf } from '../directory.ts';
import type { AreaId, ClinicianId, Override, Rotas } from '../types.ts';
import { shiftEnd } from './clinician-duties.ts';

/** One entry of a person who is not to be rung in this time. */
export interface Rest {
  readonly area: AreaId;
  readonly clinician: ClinicianId;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * What it is not to be rung for the rest of the shift, of the person who has this entry: in every area that has them,
 * until the last of the shifts ends on which they are now. Empty: they are on none.
 */
export function restOfShift(
  rotas: Rotas,
  entry: { readonly area: AreaId; readonly clinician: ClinicianId },
  at: Instant,
  overrides: readonly Override[],
): readonly Rest[] {
  const area = areaById(rotas, entry.area);
  const clinician = area?.people.get(entry.clinician);
  if (!area || !clinician) return [];
  const entries = entriesOf(rotas, area, clinician);
  const ends = entries.flatMap((each) => shiftEnd(each.area, each.clinician.id, at, overrides) ?? []);
  const to = Math.max(at, ...ends);
  return to > at
    ? entries.map((each) => ({ area: each.area.id, clinician: each.clinician.id, from: at, to }))
    : [];
}
