import type { z } from 'zod';
import { draftsOf } from '../calendars/import-preview.ts';
import type { ImportPreview } from '../calendars/preview-shape.ts';
import { importWarnings, type ImportWarning } from '../calendars/import-warnings.ts';
import type { ListedImport } from '../calendars/stored-import.ts';
import { effectWindow } from '../rota/override-effect.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area, Override } from '../rota/types.ts';
import { longInstant } from '../rota/words.ts';
import { isoInstant } from '../statistics/period.ts';
import { presentEffect } from './override-presenter.ts';
import type { Sources } from './route.ts';
import type { importBody, importsBody } from './schemas/calendar-imports.ts';

const mostWarnings = 20;

type Shown = z.output<typeof importBody>;

/** A preview as the API shows it, with what confirming it would do to the next 14 days. */
export async function presentImport(
  sources: Sources,
  area: Area,
  id: string,
  preview: ImportPreview,
): Promise<Shown> {
  return {
    id,
    area: area.id,
    as: preview.as,
    matched: preview.matched.map((each) => ({
      row: each.line,
      clinician: { id: each.clinician, name: nameOf(area, each.clinician) },
      line: lineShown(area, each.adviceLine),
      from: isoInstant(each.from),
      to: isoInstant(each.to),
      summary: each.text,
    })),
    unmatched: preview.unmatched.map(({ line, ...each }) => ({ row: line, ...each })),
    leftOut: preview.leftOut,
    effect: await effectOf(sources, area, preview),
  };
}

/** An import in a list. */
export function presentListed(each: ListedImport): z.output<typeof importsBody>['imports'][number] {
  const { id, as, entries, standing, madeBy, madeAt, confirmedAt, undoneAt } = each;
  const status = undoneAt !== undefined ? 'undone' : confirmedAt !== undefined ? 'confirmed' : 'waiting';
  return {
    ...{ id, as, status, entries, standing, madeBy, madeAt: isoInstant(madeAt) },
    confirmedAt: confirmedAt === undefined ? null : isoInstant(confirmedAt),
    undoneAt: undoneAt === undefined ? null : isoInstant(undoneAt),
  };
}

async function effectOf(sources: Sources, area: Area, preview: ImportPreview): Promise<Shown['effect']> {
  const changed: readonly Override[] = draftsOf(area, preview).map((draft, place) => ({
    ...draft,
    id: `imported ${place}`,
  }));
  if (changed.length === 0) return null;
  const now = sources.clock.now();
  const looked = effectWindow(area, now, changed);
  const first = Math.min(looked.from, ...changed.map(({ from }) => from));
  const last = Math.max(looked.to, ...changed.map(({ to }) => to));
  const before = await sources.overrides.standing(area.id, first, last);
  const effect = presentEffect({ area, now, changed, before, after: [...before, ...changed] }, false);
  const warnings = importWarnings(area, preview, before);
  return {
    ...effect,
    warnings: warnings.map((each) => warningShown(area, each)),
    words: [...warningWords(area, warnings), ...effect.words],
  };
}

/** Each says of which entry it is: the same words thirty times would tell nobody anything. */
function warningWords(area: Area, warnings: readonly ImportWarning[]): readonly string[] {
  const more = warnings.length - mostWarnings;
  return [
    ...warnings
      .slice(0, mostWarnings)
      .map(({ row, from, words }) => `Line ${row}, ${longInstant(from, area.timezone)}: ${words}`),
    ...(more > 0 ? [`And ${more} more like these`] : []),
  ];
}

function warningShown(
  area: Area,
  { kind, clinician, line, words }: ImportWarning,
): NonNullable<Shown['effect']>['warnings'][number] {
  const person = { id: clinician, name: nameOf(area, clinician) };
  return { kind, clinician: person, line: lineShown(area, line ?? null), words };
}

function lineShown(area: Area, id: string | null): Shown['matched'][number]['line'] {
  return id === null ? null : { id, name: area.lines.find((line) => line.id === id)?.name ?? id };
}
