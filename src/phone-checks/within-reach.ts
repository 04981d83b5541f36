import { reservationKeys } from '../call/decision.ts';
import { areaById } from '../rota/directory.ts';
import type { Area, AreaId, Rotas } from '../rota/types.ts';

/**
 * The keys (see `reservationKeys`) of everybody whom a call to the area may ring: of its people, and of those of the
 * areas that its lines overflow to. Somebody on the rotas of two areas is one person there.
 */
export function keysWithinReach(rotas: Rotas, id: AreaId): ReadonlySet<string> {
  const area = areaById(rotas, id);
  const ids = new Set([id, ...(area?.lines ?? []).flatMap(({ overflow }) => overflow.map(areaOf))]);
  return new Set([...ids].flatMap((each) => keysOfPeople(areaById(rotas, each))));
}

function areaOf(ref: string): AreaId {
  return ref.slice(0, ref.indexOf('/'));
}

function keysOfPeople(area: Area | undefined): string[] {
  if (!area) return [];
  return [...area.people.values()].flatMap((clinician) =>
    clinician.phones.flatMap((phone) => reservationKeys(area.id, clinician, phone)),
  );
}
