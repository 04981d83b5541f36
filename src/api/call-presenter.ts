import type { z } from 'zod';
import type { Area, Rotas } from '../rota/types.ts';
import type { StoredAttempt, StoredOffer } from './load-call.ts';
import type { StoredCall } from './load-calls.ts';
import type { callBody, callDetailBody } from './schemas/calls.ts';

type CallShown = z.output<typeof callBody>;
type Named = { readonly id: string; readonly name: string };

function areaOf(rotas: Rotas, id: string): Area | undefined {
  return rotas.areas.find((area) => area.id === id);
}

/** What the rota no longer has is named by its id. */
function lineNamed(area: Area | undefined, id: string): Named {
  return { id, name: area?.lines.find((line) => line.id === id)?.name ?? id };
}

function clinicianNamed(rotas: Rotas, area: string, id: string): Named & { readonly area: string } {
  return { id, area, name: areaOf(rotas, area)?.people.get(id)?.name ?? id };
}

function practiceNamed(area: Area | undefined, ods: string): CallShown['practice'] {
  return { ods, name: area?.practices.find((practice) => practice.ods === ods)?.name ?? ods };
}

function iso(time: Date | null): string | null {
  return time && time.toISOString();
}

function presentOffer(offer: StoredOffer, rotas: Rotas): CallShown['offers'][number] {
  const area = areaOf(rotas, offer.area);
  const { clinician, clinician_area: clinicianArea } = offer;
  return {
    id: offer.id,
    line: lineNamed(area, offer.line),
    chosenAt: offer.chosen_at.toISOString(),
    ending: offer.ending,
    endedAt: iso(offer.ended_at),
    connectedAt: iso(offer.connected_at),
    connectedFirst: offer.connected_first,
    clinician: clinician === null ? null : clinicianNamed(rotas, clinicianArea ?? offer.area, clinician),
    outcome: offer.outcome,
    callerOutcome: offer.caller_outcome,
    clinicianOutcome: offer.clinician_outcome,
  };
}

/** A call as the API shows it: names from the rotas of now, and no telephone number. */
export function presentCall(call: StoredCall, offers: readonly StoredOffer[], rotas: Rotas): CallShown {
  const area = areaOf(rotas, call.area);
  return {
    id: call.id,
    area: call.area,
    status: call.status,
    startedAt: call.started_at.toISOString(),
    endedAt: iso(call.ended_at),
    practice: call.practice === null ? null : practiceNamed(area, call.practice),
    hasNhsNumber: call.has_nhs_number,
    degraded: call.degraded,
    offers: offers.map((offer) => presentOffer(offer, rotas)),
  };
}

/** The line that was rung, and its area: by overflow it may be another than the call's. */
function rung({ area, line }: StoredAttempt): { readonly area: string; readonly line: string } {
  const slash = line.indexOf('/');
  return slash < 0 ? { area, line } : { area: line.slice(0, slash), line: line.slice(slash + 1) };
}

/** A ringing as the API shows it. */
export function presentAttempt(
  attempt: StoredAttempt,
  rotas: Rotas,
): z.output<typeof callDetailBody>['attempts'][number] {
  const { area: areaId, line } = rung(attempt);
  const area = areaOf(rotas, areaId);
  return {
    id: attempt.id,
    offer: attempt.offer_id,
    number: attempt.number,
    area: areaId,
    line: lineNamed(area, line),
    clinician: clinicianNamed(rotas, areaId, attempt.clinician),
    status: attempt.status,
    result: attempt.result,
    createdAt: attempt.created_at.toISOString(),
    ringingAt: iso(attempt.ringing_at),
    answeredAt: iso(attempt.answered_at),
    endedAt: iso(attempt.ended_at),
  };
}
