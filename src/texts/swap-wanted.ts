import { ClinicianMatcher } from '../calendars/match-clinician.ts';
import type { Area, Clinician } from '../rota/types.ts';
import type { Duty } from './duties.ts';
import type { KnownProposal, SwapProposal } from './swap-proposal.ts';
import type { ShiftAsked } from './swap-words.ts';

/** Who is meant. A first name or a slip in one word will do where it can be one person only: they are asked anyway. */
export function named(area: Area, name: string): Clinician | 'nobody' | 'several' {
  const match = new ClinicianMatcher(area).match(name);
  if ('clinician' in match) return match.clinician;
  const [only, another] = match.suggestions;
  if (another) return 'several';
  return only && !/\s/.test(name.trim()) ? only : 'nobody';
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

/** The one that waits, or the one whose asker is named. */
export function chosenOf(
  area: Area,
  waiting: readonly KnownProposal[],
  more: string,
): KnownProposal | undefined {
  if (more === '') return waiting.length === 1 ? waiting[0] : undefined;
  const asker = named(area, more);
  return typeof asker === 'string' ? undefined : waiting.find(({ askedBy }) => askedBy === asker.id);
}
