import type { OverrideDraft } from '../rota/override-draft.ts';
import { longestDays } from '../rota/override-draft.ts';
import { didYouMean } from '../rota/parse/did-you-mean.ts';
import type { Area, Clinician, Line, LineId } from '../rota/types.ts';
import { entryFault } from './entry-words.ts';
import { oneLine, type ImportReading, type ImportRow } from './import-row.ts';
import { ClinicianMatcher } from '../rota/names/match-clinician.ts';
import type { ImportedAs, ImportPreview, Matched, Unmatched } from './preview-shape.ts';
import { eachOnce, eachToldOnce } from './said-once.ts';

const msPerDay = 86_400_000;
/** A shift that lasts longer is a mistake: a week on call is seven of them, or one of seven days. */
const longestShiftDays = 8;
const usualWhy: Record<ImportedAs, string> = {
  leave: 'Leave, from a calendar',
  shifts: 'Shift, from a calendar',
};

export interface PreviewQuestion {
  readonly as: ImportedAs;
  /** For shifts: the advice line of every entry that names none itself. */
  readonly line: LineId | undefined;
  /** Waits for the moment in which a call may be answered in between. */
  readonly pause: () => Promise<void>;
}

/** Matches what was read with the area's people. The title of an event is not made the reason: it may be private. */
export async function previewOf(
  area: Area,
  reading: ImportReading,
  { as, line, pause }: PreviewQuestion,
): Promise<ImportPreview> {
  const matcher = new ClinicianMatcher(area);
  const found: Matched[] = [];
  const rest: Unmatched[] = reading.faults.map(({ reason, ...fault }) => {
    return { ...fault, reason: oneLine(reason), suggestions: [] };
  });
  for (const row of reading.rows) {
    await pause();
    const read = matchRow(area, matcher, row, as, line);
    if ('reason' in read) rest.push(read);
    else found.push(read);
  }
  const { once, again } = eachOnce(found);
  return {
    as,
    matched: once.sort((one, other) => one.from - other.from || one.line - other.line),
    unmatched: eachToldOnce([...rest, ...again]).sort((one, other) => one.line - other.line),
    leftOut: reading.leftOut,
  };
}

function matchRow(
  area: Area,
  matcher: ClinicianMatcher,
  row: ImportRow,
  as: ImportedAs,
  given: LineId | undefined,
): Matched | Unmatched {
  const { line, text, from, to } = row;
  const not = (reason: string, suggestions: readonly Clinician[] = []): Unmatched => {
    return {
      line,
      text,
      reason: oneLine(reason),
      suggestions: suggestions.map(({ id, name }) => ({ id, name })),
    };
  };
  const fault = entryFault(row, as);
  if (fault !== undefined) return not(fault);
  const match = matcher.match(row.who, row.mayBeId);
  if ('reason' in match) return not(match.reason, match.suggestions);
  const adviceLine = lineNamed(area, row.adviceLine ?? given);
  if (adviceLine === 'unknown') return not(unknownLine(area, row.adviceLine ?? ''));
  if (as === 'shifts' && !adviceLine)
    return not('it is not said on which advice line the shift is: give one for all, or a column "line"');
  const most = as === 'shifts' ? longestShiftDays : longestDays;
  if (to - from > most * msPerDay) return not(`it lasts more than ${most} days: make several of it`);
  const why = row.why ?? usualWhy[as];
  return { line, text, clinician: match.clinician.id, adviceLine: adviceLine?.id ?? null, from, to, why };
}

function lineNamed(area: Area, text: string | undefined): Line | undefined | 'unknown' {
  if (text === undefined) return undefined;
  const wanted = text.trim().toLowerCase();
  return area.lines.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted) ?? 'unknown';
}

function unknownLine(area: Area, text: string): string {
  const ids = area.lines.map(({ id }) => id);
  return `"${text.slice(0, 60)}" is no advice line of this area${didYouMean(text, ids)}`;
}

/** The overrides that the preview's entries become. */
export function draftsOf(area: Area, { as, matched: entries }: ImportPreview): readonly OverrideDraft[] {
  const kind = as === 'leave' ? 'leave' : 'extra';
  return entries.map(({ clinician, adviceLine, from, to, why }) => {
    return { area: area.id, kind, clinician, line: adviceLine ?? undefined, with: undefined, from, to, why };
  });
}
