import type { Instant } from '../clock.ts';
import type { Area, Override } from './types.ts';
import { untilWords } from './words.ts';

/** An override that names somebody, or a line, that the rota files do not have: it changes nothing, as if it were not. */
export interface LostOverride {
  readonly override: Override;
  /** In words, with the id that is not known: an id that was changed in the files is the usual cause. */
  readonly words: string;
}

/** Which of the overrides of an area were lost to a change of its files. */
export function lostOverrides(
  area: Area,
  overrides: readonly Override[],
  now: Instant,
): readonly LostOverride[] {
  return overrides.flatMap((override) => {
    const missing = override.area === area.id ? missingOf(area, override) : undefined;
    if (missing === undefined) return [];
    const until = untilWords(override.to, now, area.timezone);
    const words = `The ${override.kind} of "${override.clinician}" until ${until} changes nothing: ${missing}`;
    return [{ override, words }];
  });
}

function missingOf(
  { people, lines }: Area,
  { clinician, with: standIn, line }: Override,
): string | undefined {
  const nobody = [clinician, standIn].find((id) => id !== undefined && !people.has(id));
  if (nobody !== undefined) return `nobody in people.yaml has the id "${nobody}"`;
  if (line !== undefined && lines.every(({ id }) => id !== line)) return `there is no line "${line}"`;
  return undefined;
}
