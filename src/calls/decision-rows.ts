import { areaIdOf, type Attempt, type Call, type Offer } from '../call/call.ts';
import type { Decision } from '../call/decision.ts';
import type { Instant } from '../clock.ts';
import type { StoredEffect } from '../outbox/effect.ts';

/**
 * A leg rings for a minute or two and then lasts two hours at the most. Whoever is reserved for longer was forgotten, and
 * must not be kept off the rota for ever.
 */
const LONGEST_LEG = 3 * 3_600_000;

/** An instant as the rows of a decision have it. */
export function time(instant: Instant): string;
export function time(instant: Instant | null): string | null;
export function time(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

export function callRow(call: Call, at: Instant): Record<string, unknown> {
  return {
    id: call.id,
    area: call.area,
    caller_sid: call.callerSid,
    caller_number: call.callerNumber,
    practice: call.practice,
    status: call.journey.at,
    state: call,
    nhs_number: call.nhsNumber,
    started_at: time(call.startedAt),
    ended_at: call.journey.at === 'over' ? time(at) : null,
    updated_at: time(at),
  };
}

export function offerRow(call: Call): (offer: Offer) => Record<string, unknown> {
  return (offer) => ({
    id: offer.id,
    call_id: call.id,
    area: call.area,
    line: offer.line,
    practice: call.practice,
    chosen_at: time(offer.chosenAt),
    ending: offer.ending,
    ended_at: time(offer.endedAt),
    connected_at: time(offer.connectedAt),
    connected_first: offer.connectedFirst,
    clinician: offer.clinician,
    clinician_area: offer.clinicianArea ?? null,
    caller_outcome: offer.outcome.caller,
    clinician_outcome: offer.outcome.clinician,
  });
}

export function attemptRow(call: Call): (attempt: Attempt) => Record<string, unknown> {
  return (attempt) => ({
    id: attempt.id,
    call_id: call.id,
    offer_id: attempt.offer,
    area: areaIdOf(attempt.line),
    line: attempt.line,
    clinician: attempt.clinician,
    number: attempt.number,
    status: attempt.status,
    result: attempt.result,
    leg_sid: attempt.legSid,
    created_at: time(attempt.createdAt),
    placed_at: time(attempt.placedAt),
    ringing_at: time(attempt.ringingAt),
    answered_at: time(attempt.answeredAt),
    ended_at: time(attempt.endedAt),
    leg_over: attempt.legOver,
    phone_place: attempt.phonePlace,
    phone: attempt.phone || null,
  });
}

/** A reservation that goes on after its leg: the clinician writes the call up. */
export function wrapUpRow({ id, wrapUpUntil }: Attempt): Record<string, unknown>[] {
  return wrapUpUntil === null ? [] : [{ attempt_id: id, free_at: time(wrapUpUntil) }];
}

export interface Reservation {
  readonly key: string;
  readonly attempt_id: string;
  readonly call_id: string;
  readonly since: string;
  readonly free_at: string;
}

export function reservations(call: Call, at: Instant): (attempt: Attempt) => Reservation[] {
  const [since, free_at] = [time(at), time(at + LONGEST_LEG)];
  return (attempt) =>
    attempt.keys.map((key) => ({ key, attempt_id: attempt.id, call_id: call.id, since, free_at }));
}

export function effectRow(call: Call, at: Instant): (stored: StoredEffect) => Record<string, unknown> {
  return ({ id, effect: { kind, dueAt, ...data } }) => ({
    id,
    call_id: call.id,
    attempt_id: 'attempt' in data ? data.attempt : null,
    kind,
    data,
    due_at: time(dueAt),
    created_at: time(at),
  });
}

export function pauseRow(
  pause: Decision['pauses'][number],
  id: string,
  at: Instant,
): Record<string, unknown> {
  return {
    id,
    area: pause.area,
    kind: 'pause',
    clinician: pause.clinician,
    starts_at: time(pause.from),
    ends_at: time(pause.to),
    why: 'Pressed 3: not to be rung for the rest of the shift',
    made_by: `clinician ${pause.clinician}`,
    made_at: time(at),
  };
}
