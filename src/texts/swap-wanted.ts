import { ClinicianMatcher } from '../rota/names/match-clinician.ts';
import type { Area, Clinician } from '../rota/types.ts';
import type { Duty } from '../rota/duties/clinician-duties.ts';
import type { KnownProposal, SwapProposal } from './swap-proposal.ts';
import type { ShiftAsked } from './swap-words.ts';

/** Who is meant. A first name or a slip in one word will do where it can be one person only: they are asked anyway. */
export function named(area: Area, name: string): Clinician | 'nobody' | 'several' {
  const matcher = new ClinicianMatcher(area);
  const match = matcher.match(name);
  if ('clinician' in match) return namesAnother(matcher, name, match.clinician) ? 'several' : match.clinician;
  const [only, another] = match.suggestions;
  if (another) return 'several';
  return only && !/\s/.test(name.trim()) ? only : 'nobody';
}

/** "Brown or Patel", of whom either may be meant. */
function namesAnother(matcher: ClinicianMatcher, name: string, { id, name: own }: Clinician): boolean {
  const others = name.split(/\s+/).filter((word) => !own.toLowerCase().includes(word.toLowerCase()));
  return others.some((word) => {
    const match = matcher.match(word);
    return 'clinician' in match && match.clinician.id !== id;
  });
}

/** All shifts that begin on the day: on one line, or on every line where there are several. */
export function wantedSwap(
  area: Area,
  { id: askedBy }: Clinician,
  { id: asked }: Clinician,
  duties: readonly Duty[],
): Omit<SwapProposal, 'id' | 'proposedAt'> | undefined {
  const [first] = duties;
  if (!first) return undefined;
  const isOneLine = duties.every(({ line }) => line.id === first.line.id);
  const { from, to } = shiftOf(duties);
  return { area: area.id, line: isOneLine ? first.line.id : undefined, askedBy, asked, from, to };
}

export function shiftOf(duties: readonly Duty[]): ShiftAsked {
  const from = Math.min(...duties.map((duty) => duty.from));
  return { lines: lineNames(duties), from, to: Math.max(...duties.map(({ to }) => to)) };
}

export function lineNames(duties: readonly Duty[]): readonly string[] {
  return [...new Set(duties.map(({ line }) => line.name))];
}

/** "Yes Ahmed, if you take Friday" agrees to nothing that could be kept. */
const conditions =
  /\b(if|but|only|until|except|unless|after|before|instead|maybe|not|no|cannot|can['’`]?t)\b/i;

/** The one that waits, or the one whose asker is named and nothing else. */
export function chosenOf(
  area: Area,
  waiting: readonly KnownProposal[],
  more: string,
): KnownProposal | undefined {
  if (more === '') return waiting.length === 1 ? waiting[0] : undefined;
  if (conditions.test(more)) return undefined;
  const asker = named(area, more);
  return typeof asker === 'string' ? undefined : waiting.find(({ askedBy }) => askedBy === asker.id);
}
