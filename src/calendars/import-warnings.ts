import type { Instant } from '../clock.ts';
import { overrideWarnings, type OverrideWarning } from '../rota/override-warnings.ts';
import type { Area, Override } from '../rota/types.ts';
import { draftsOf } from './import-preview.ts';
import type { ImportPreview } from './preview-shape.ts';

/** Why an entry does not do what was meant: a shift while the line is closed rings nobody. */
export interface ImportWarning extends OverrideWarning {
  /** The line of the file on which the entry begins, from 1. */
  readonly row: number;
  /** When the entry begins. */
  readonly from: Instant;
}

/** What to warn of in a preview, going by the overrides that stand (`before`). */
export function importWarnings(
  area: Area,
  preview: ImportPreview,
  before: readonly Override[],
): readonly ImportWarning[] {
  return draftsOf(area, preview).flatMap((draft, place) => {
    const row = preview.matched[place]?.line ?? 0;
    const warnings = overrideWarnings(area, [{ ...draft, id: `imported ${place}` }], before);
    return warnings.map((each) => ({ ...each, row, from: draft.from }));
  });
}
