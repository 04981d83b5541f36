import type { Instant } from '../clock.ts';
import type { ClinicianId, RingHistory } from './types.ts';

/** Who missed so many rings in a row is rung last for half an hour: they are in theatre, or their phone is off. */
const MISSES_TO_BACK_OFF = 3;
const BACK_OFF_FOR = 30 * 60_000;

/** A ring that a person did not take up: neither yes, no, nor on another call. */
export function isMissed(result: string | null | undefined): boolean {
  return result === 'no-answer' || result === 'no-response';
}

/** Until when this clinician is rung last; `undefined`: they are not. */
export function backedOffUntil(
  history: Pick<RingHistory, 'missed'>,
  id: ClinicianId,
  at: Instant,
): Instant | undefined {
  const missed = history.missed?.get(id);
  if (!missed || missed.count < MISSES_TO_BACK_OFF) return undefined;
  const until = missed.last + BACK_OFF_FOR;
  return until > at ? until : undefined;
}

/** Whether a ring missed at `at` begins such a rest: the third in a row, or one more when the rest before is over. */
export function beginsBackOff(history: Pick<RingHistory, 'missed'>, id: ClinicianId, at: Instant): boolean {
  const before = history.missed?.get(id)?.count ?? 0;
  return before >= MISSES_TO_BACK_OFF - 1 && backedOffUntil(history, id, at) === undefined;
}
