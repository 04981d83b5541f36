import { findArea } from '../rota/directory.ts';
import type { Area, Clinician, PhoneNumber, Rotas } from '../rota/types.ts';

/** Whose phone a text came from, in the area whose number it was sent to. */
export type TextSender =
  | {
      readonly kind: 'clinician';
      readonly area: Area;
      readonly clinician: Clinician;
      /** They are in the rota of another area, too. */
      readonly isElsewhere: boolean;
    }
  /** Several have this phone: nobody can tell who holds it. */
  | { readonly kind: 'shared' }
  | { readonly kind: 'nobody' };

export function textSender(rotas: Rotas, from: PhoneNumber, to: PhoneNumber): TextSender {
  const area = findArea(rotas, to);
  const owners = [...(area?.people.values() ?? [])].filter(({ phones }) => phones.includes(from));
  const [clinician, other] = owners;
  if (!area || !clinician) return { kind: 'nobody' };
  if (other) return { kind: 'shared' };
  const isElsewhere = rotas.areas.some((each) => each.id !== area.id && hasPerson(each, clinician));
  return { kind: 'clinician', area, clinician, isElsewhere };
}

/** The same person by GMC number, or by a telephone. */
function hasPerson({ people }: Area, { gmc, phones }: Clinician): boolean {
  return [...people.values()].some(
    (each) => (gmc !== undefined && each.gmc === gmc) || each.phones.some((phone) => phones.includes(phone)),
  );
}

/** Whether the rota knows the number at all: a clinician's, or a practice's. */
export function isKnown(rotas: Rotas, number: PhoneNumber): boolean {
  return rotas.areas.some(
    ({ people, practices }) =>
      [...people.values()].some(({ phones }) => phones.includes(number)) ||
      practices.some(({ phones }) => phones.includes(number)),
  );
}
