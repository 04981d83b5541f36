import { findArea } from '../rota/directory.ts';
import type { Area, Clinician, PhoneNumber, Rotas } from '../rota/types.ts';

/** Whose phone a text came from, and for which area it counts. */
export type TextSender =
  | {
      readonly kind: 'clinician';
      readonly area: Area;
      readonly clinician: Clinician;
      /** It is to be said which area this is: another may ring them, too, or it is not the one they sent it to. */
      readonly namesArea: boolean;
    }
  /** Several have this phone: nobody can tell who holds it. */
  | { readonly kind: 'shared' }
  | { readonly kind: 'nobody' };

/** A text counts for the area whose number it was sent to; of who is not in its rota, for the one area they are in. */
export function textSender(rotas: Rotas, from: PhoneNumber, to: PhoneNumber): TextSender {
  const area = findArea(rotas, to);
  if (!area) return { kind: 'nobody' };
  const here = ownersIn(area, from);
  const [known, another] = here.length > 0 ? here : rotas.areas.flatMap((each) => ownersIn(each, from));
  if (!known) return { kind: 'nobody' };
  if (another) return { kind: 'shared' };
  const { clinician } = known;
  const isElsewhere = rotas.areas.some((each) => each.id !== area.id && hasPerson(each, clinician));
  return { kind: 'clinician', ...known, namesArea: isElsewhere };
}

function ownersIn(
  area: Area,
  phone: PhoneNumber,
): readonly { readonly area: Area; readonly clinician: Clinician }[] {
  const owners = [...area.people.values()].filter(({ phones }) => phones.includes(phone));
  return owners.map((clinician) => ({ area, clinician }));
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
