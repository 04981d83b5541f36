import type { AttemptResult, Outcome } from '../call/call.ts';
import type { LegSid } from '../carrier/carrier.ts';
import type { Instant } from '../clock.ts';
import type { Ring } from '../fallback/ring-list.ts';
import type { AreaId, ClinicianId, LineRef } from '../rota/types.ts';
import { placeOf, type WalkPlace } from './walk-place.ts';

/** One ringing during a walk from memory. */
export interface EmergencyAttempt {
  /** Which ringing of the walk; a repeated webhook names the same. */
  readonly place: number;
  readonly line: LineRef;
  readonly clinician: ClinicianId;
  readonly began: Instant;
  readonly ended: Instant | null;
  readonly result: AttemptResult | null;
}

/** What is kept of a call that was answered from memory. It holds no telephone number: it goes to disk. */
export interface EmergencyRecord {
  readonly callerSid: LegSid;
  readonly area: AreaId;
  /** ODS code. */
  readonly practice: string | null;
  readonly started: Instant;
  readonly line: LineRef | null;
  readonly chosen: Instant | null;
  readonly attempts: readonly EmergencyAttempt[];
  readonly connectedAt: Instant | null;
  readonly clinician: ClinicianId | null;
  readonly outcome: Outcome | null;
  /** The walk came to its end. */
  readonly unanswered: boolean;
  readonly ended: Instant | null;
}

export function begun(
  who: Pick<EmergencyRecord, 'callerSid' | 'area' | 'practice' | 'started'>,
): EmergencyRecord {
  return {
    ...who,
    line: null,
    chosen: null,
    attempts: [],
    connectedAt: null,
    clinician: null,
    outcome: null,
    unanswered: false,
    ended: null,
  };
}

/** A telephone begins to ring. */
export function ringing(record: EmergencyRecord, walk: WalkPlace, ring: Ring, at: Instant): EmergencyRecord {
  const chosen = { ...record, line: walk.line, chosen: walk.chosen };
  const place = placeOf(walk);
  if (chosen.attempts.some((attempt) => attempt.place === place)) return chosen;
  const { line, clinician } = ring;
  const attempt = { place, line, clinician, began: at, ended: null, result: null };
  return { ...chosen, attempts: [...chosen.attempts, attempt] };
}

/** A ringing has its result. The first sticks. */
export function rung(
  record: EmergencyRecord,
  place: number,
  result: AttemptResult,
  at: Instant,
): EmergencyRecord {
  const attempts = record.attempts.map((attempt) =>
    attempt.place === place && !attempt.result ? { ...attempt, result, ended: at } : attempt,
  );
  return { ...record, attempts };
}

/** Whoever was rung at this place pressed 1. */
export function accepted(record: EmergencyRecord, place: number, at: Instant): EmergencyRecord {
  const taken = rung(record, place, 'accepted', at);
  const attempt = taken.attempts.find((each) => each.place === place);
  if (attempt?.result !== 'accepted') return record;
  return { ...taken, clinician: attempt.clinician, connectedAt: record.connectedAt ?? at };
}

export function hasAccepted(record: EmergencyRecord | undefined, place: number): boolean {
  return record?.attempts.some((each) => each.place === place && each.result === 'accepted') ?? false;
}

/** The caller is gone, or has not been heard of for hours: who was still being rung is rung no longer. */
export function over(record: EmergencyRecord, at: Instant): EmergencyRecord {
  const attempts = record.attempts.map((attempt) =>
    attempt.result ? attempt : { ...attempt, result: 'cancelled' as const, ended: at },
  );
  return { ...record, attempts, ended: record.ended ?? at };
}
