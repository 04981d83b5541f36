import type { Instant } from '../clock.ts';
import type { AreaId, ClinicianId, LineId } from '../rota/types.ts';

/** A shift that one clinician asks another to take. */
export interface SwapProposal {
  readonly id: string;
  readonly area: AreaId;
  /** `undefined`: every line of the area. */
  readonly line: LineId | undefined;
  readonly askedBy: ClinicianId;
  readonly asked: ClinicianId;
  readonly from: Instant;
  readonly to: Instant;
  readonly proposedAt: Instant;
}

/** How it stands. */
export interface KnownProposal extends SwapProposal {
  /** `undefined`: not answered. */
  readonly accepted: boolean | undefined;
  /** Whoever asked asks no longer. */
  readonly withdrawn: boolean;
}

const dayLong = 24 * 3_600_000;

/** Until when a YES counts: a day, but no longer than the shift lasts. */
export function answerBy({ proposedAt, to }: Pick<SwapProposal, 'proposedAt' | 'to'>): Instant {
  return Math.min(proposedAt + dayLong, to);
}
