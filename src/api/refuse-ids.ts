import type { MentionedIds, Overrides } from '../overrides/overrides.ts';
import { didYouMean } from '../rota/parse/did-you-mean.ts';
import type { Area } from '../rota/types.ts';
import { badParameters, type FieldError, type Problem } from './problem.ts';

/**
 * Refuses the id of a clinician or a line that is neither in the rota of the area nor in any of its overrides; whoever
 * has left may still be asked about.
 */
export async function refuseIds(
  { id: areaId, people, lines }: Area,
  { clinician, line }: MentionedIds,
  overrides: Pick<Overrides, 'mentions'>,
): Promise<Problem | undefined> {
  const ids = { clinician: [...people.keys()], line: lines.map(({ id }) => id) };
  const unknown = {
    clinician: ids.clinician.includes(clinician ?? '') ? undefined : clinician,
    line: ids.line.includes(line ?? '') ? undefined : line,
  };
  if (unknown.clinician === undefined && unknown.line === undefined) return undefined;
  const mentioned = await overrides.mentions(areaId, unknown);
  const errors = (['clinician', 'line'] as const).flatMap((field) =>
    unknown[field] === undefined || mentioned[field] ? [] : [errorOf(field, unknown[field], ids[field])],
  );
  return errors.length > 0 ? badParameters(errors) : undefined;
}

const places = { clinician: 'in people.yaml', line: 'a line' } as const;

function errorOf(field: 'clinician' | 'line', id: string, known: readonly string[]): FieldError {
  return { field, message: `is not ${places[field]} of this area${didYouMean(id, known)}` };
}
