import { reservationKeys } from '../call/decision.ts';
import { areaById, withOverflow } from '../rota/directory.ts';
import type { Area, AreaId, Rotas } from '../rota/types.ts';

/**
 * The keys (see `reservationKeys`) of everybody whom a call to the area may ring: of its people, and of those of the
 * areas that its lines overflow to. Somebody on the rotas of two areas is one person there.
 */
export function keysWithinReach(rotas: Rotas, id: AreaId): ReadonlySet<string> {
  const area = areaById(rotas, id);
  return new Set(area ? withOverflow(rotas, area).flatMap(keysOfPeople) : []);
}

function keysOfPeople({ id, people }: Area): string[] {
  return [...people.values()].flatMap((clinician) =>
    clinician.phones.flatMap((phone) => reservationKeys(id, clinician, phone)),
  );
}
