import type { Instant } from '../clock.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, ClinicianId, Line, Override } from '../rota/types.ts';
import { dutiesOf, withoutPauses, type Duty } from '../rota/duties/clinician-duties.ts';
import type { SwapProposal } from './swap-proposal.ts';

/** Why a swap would not do what is meant by it. */
export type SwapFault = 'no-shift' | 'away' | 'on-shift' | 'extra';

type Wanted = Pick<SwapProposal, 'line' | 'askedBy' | 'asked' | 'from' | 'to'>;

/** What stands against `asked` taking the shift of `askedBy`, as the rota and its overrides are; `undefined`: nothing. */
export function swapFault(
  area: Area,
  wanted: Wanted,
  overrides: readonly Override[],
  now: Instant,
): SwapFault | undefined {
  const lasting = withoutPauses(overrides);
  const duties = swappedDuties(area, wanted, lasting, now);
  if (duties.length === 0) return 'no-shift';
  if (lasting.some((each) => isAway(each, wanted))) return 'away';
  const swap = swapOf(area, wanted);
  for (const { line, from } of duties) {
    const at = Math.max(from, now);
    if (isOn(area, line, wanted.asked, at, lasting)) return 'on-shift';
    // An extra is one person's own: a swap takes them off and puts nobody in.
    if (!isOn(area, line, wanted.asked, at, [...lasting, swap])) return 'extra';
  }
  return undefined;
}

/** The shifts that change hands: those that begin in the span and are not over. */
export function swappedDuties(
  area: Area,
  { line, askedBy, from, to }: Wanted,
  overrides: readonly Override[],
  now: Instant,
): readonly Duty[] {
  return dutiesOf(area, askedBy, { from, to }, overrides).filter(
    (duty) => (line === undefined || duty.line.id === line) && duty.to > now,
  );
}

function isAway({ kind, clinician, line, from, to }: Override, wanted: Wanted): boolean {
  const here = line === undefined || wanted.line === undefined || line === wanted.line;
  return kind === 'leave' && clinician === wanted.asked && here && from < wanted.to && wanted.from < to;
}

function swapOf(area: Area, { line, askedBy, asked, from, to }: Wanted): Override {
  return {
    id: 'wanted',
    area: area.id,
    line,
    kind: 'swap',
    clinician: askedBy,
    with: asked,
    from,
    to,
    why: '',
  };
}

function isOn(
  area: Area,
  line: Line,
  clinician: ClinicianId,
  at: Instant,
  overrides: readonly Override[],
): boolean {
  return onCall({ area, line, at, overrides }).ladder.some((rung) => rung.clinician.id === clinician);
}
