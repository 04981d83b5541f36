import type { Override } from '../rota/types.ts';
import type { KeyHolder } from './api-keys.ts';
import { Problem } from './problem.ts';

/** Whose an override is. */
type Owned = Pick<Override, 'area' | 'clinician' | 'with'>;

const notYours = new Problem(
  403,
  "This key changes only its own clinician's shifts. A swap both ways changes the other's too: ask a manager.",
);
const notYourArea = new Problem(403, 'This key is of a clinician of another area.');

/** The clinician of a clinician's key, whose name is "area/clinician"; `undefined`: the key is nobody's own. */
export function clinicianOf({ role, name }: KeyHolder): { area: string; clinician: string } | undefined {
  if (role !== 'clinician') return undefined;
  const [area = '', clinician = ''] = name.split('/');
  return { area, clinician };
}

/** Managers may change anyone's; a clinician their own. */
export function refuseChange(holder: KeyHolder, overrides: readonly Owned[]): Problem | undefined {
  const own = clinicianOf(holder);
  if (!own) return undefined;
  const mine = overrides.every(({ area, clinician }) => area === own.area && clinician === own.clinician);
  return mine ? undefined : notYours;
}

/** What is of an area is for its own clinicians; who is on call, for those of any: calls overflow into other areas. */
export function refuseArea(holder: KeyHolder, area: string): Problem | undefined {
  const own = clinicianOf(holder);
  return own && own.area !== area ? notYourArea : undefined;
}

/** Reasons may be private: for those who manage, and for those whom it is about. */
export function seesWhy(holder: KeyHolder, override: Owned): boolean {
  const own = clinicianOf(holder);
  if (!own) return holder.role !== 'reader';
  return own.area === override.area && [override.clinician, override.with].includes(own.clinician);
}
