import type { Instant } from '../clock.ts';
import { nameOf } from '../rota/ladder-words.ts';
import { overrideWarnings, type OverrideWarning, type WarningKind } from '../rota/override-warnings.ts';
import type { Area, Override } from '../rota/types.ts';
import { draftsOf } from './import-preview.ts';
import type { ImportPreview, Matched } from './preview-shape.ts';

/** Why an entry may not do what was meant: a shift while the line is closed rings nobody, a birthday is no leave. */
export interface ImportWarning extends Omit<OverrideWarning, 'kind'> {
  readonly kind: WarningKind | 'short-leave' | 'birthday';
  /** The line of the file on which the entry begins, from 1. */
  readonly row: number;
  /** When the entry begins. */
  readonly from: Instant;
}

/** Half a day off is leave; what is shorter is more often a meeting. */
const shortestLeave = 4 * 3_600_000;

/** What to warn of in a preview, going by the overrides that stand (`before`). */
export function importWarnings(
  area: Area,
  preview: ImportPreview,
  before: readonly Override[],
): readonly ImportWarning[] {
  return draftsOf(area, preview).flatMap((draft, place) => {
    const entry = preview.matched[place];
    const warnings = [
      ...(entry && preview.as === 'leave' ? doubtfulLeave(area, entry) : []),
      ...overrideWarnings(area, [{ ...draft, id: `imported ${place}` }], before),
    ];
    return warnings.map((each) => ({ ...each, row: entry?.line ?? 0, from: draft.from }));
  });
}

/** What is in many a calendar beside leave, and is taken for it. */
function doubtfulLeave(
  area: Area,
  { clinician, from, to, text }: Matched,
): readonly Omit<ImportWarning, 'row' | 'from'>[] {
  const warn = (kind: 'short-leave' | 'birthday', why: string) => {
    return { kind, clinician, line: undefined, words: `${nameOf(area, clinician)} ${why}: is it leave?` };
  };
  return [
    ...(to - from < shortestLeave ? [warn('short-leave', 'would be on leave for less than four hours')] : []),
    ...(/\bbirthday\b/i.test(text) ? [warn('birthday', 'would be on leave for a birthday')] : []),
  ];
}
