import { createHash } from 'node:crypto';
import { areaIdOf, lineIdOf, type Attempt, type Call, type Offer, type OfferEnding } from '../call/call.ts';
import { areaById } from '../rota/directory.ts';
import type { LineRef, Rotas } from '../rota/types.ts';
import type { EmergencyAttempt, EmergencyRecord } from './emergency-record.ts';

/**
 * The call as it is once the record has been written into it. `known` is what the call book has of the same leg, if
 * anything. Ids follow from the record, so that a record that was written before changes nothing: then the result is
 * `known` itself.
 */
export function recordedCall(record: EmergencyRecord, known: Call | undefined, rotas: Rotas): Call {
  const call = known ?? emptyCall(record, rotas);
  if (record.line === null || record.chosen === null) return call;
  const offer = offerOf(record, { line: record.line, chosen: record.chosen });
  if (call.offers.some(({ id }) => id === offer.id)) return call;
  const attempts = record.attempts.map((attempt, index) =>
    attemptOf(attempt, { offer, record, rotas, number: call.attempts.length + index + 1 }),
  );
  return { ...call, offers: [...call.offers, offer], attempts: [...call.attempts, ...attempts] };
}

/** What happened, in words, for the timeline. */
export function notesOf(call: Call, record: EmergencyRecord): string[] {
  const rung = call.attempts.filter((attempt) => attempt.offer === offerId(record));
  return [
    'The database was away, and the call was answered from memory.',
    ...rung.map(({ name, result }) => `${name}: ${result?.replaceAll('-', ' ')}.`),
    ...(record.outcome ? [`The caller recorded the outcome: ${record.outcome}.`] : []),
  ];
}

function emptyCall({ callerSid, area, practice, started, chosen }: EmergencyRecord, rotas: Rotas): Call {
  return {
    id: idFrom(`call ${callerSid}`),
    area,
    callerSid,
    callerNumber: null,
    service: areaById(rotas, area)?.numbers[0] ?? '',
    practice,
    startedAt: started,
    journey: { at: 'over', how: chosen === null ? 'no-choice' : 'talked', offer: null },
    offers: [],
    attempts: [],
    room: { number: 1, sid: null, callerIn: false, clinicianIn: null, awaited: false },
    nhsNumber: null,
    callerGone: true,
    recorded: false,
  };
}

interface Chosen {
  readonly line: LineRef;
  readonly chosen: number;
}

function offerOf(record: EmergencyRecord, { line, chosen }: Chosen): Offer {
  const { connectedAt, clinician, outcome, ended, attempts } = record;
  return {
    id: offerId(record),
    line: lineIdOf(line),
    chosenAt: chosen,
    ending: endingOf(record),
    endedAt: connectedAt ?? ended ?? chosen,
    connectedAt,
    connectedFirst: attempts[0]?.result === 'accepted',
    clinician,
    ...takerArea(record),
    outcome: { caller: connectedAt === null ? null : outcome, clinician: null },
  };
}

function takerArea({ attempts }: EmergencyRecord): Pick<Offer, 'clinicianArea'> {
  const taken = attempts.findLast(({ result }) => result === 'accepted');
  return taken ? { clinicianArea: areaIdOf(taken.line) } : {};
}

function endingOf({ connectedAt, unanswered }: EmergencyRecord): OfferEnding {
  if (connectedAt !== null) return 'connected';
  return unanswered ? 'unanswered' : 'abandoned';
}

interface Around {
  readonly offer: Offer;
  readonly record: EmergencyRecord;
  readonly rotas: Rotas;
  readonly number: number;
}

function attemptOf(attempt: EmergencyAttempt, { offer, record, rotas, number }: Around): Attempt {
  const { clinician, line, began, ended, result, place } = attempt;
  const isAnswered = result === 'accepted' || result === 'declined' || result === 'no-response';
  return {
    id: idFrom(`attempt ${record.callerSid} ${offer.chosenAt} ${place}`),
    offer: offer.id,
    line,
    clinician,
    name: areaById(rotas, areaIdOf(line))?.people.get(clinician)?.name ?? clinician,
    // Kept nowhere while the database is away; a leg that is over is not rung again.
    phone: '',
    phonePlace: 0,
    number,
    place: number,
    of: record.attempts.length,
    ringSeconds: 0,
    shiftEnds: began,
    tier: 1,
    keys: [],
    status: 'ended',
    result: result ?? 'cancelled',
    cancelled: null,
    paused: false,
    legSid: null,
    createdAt: began,
    placedAt: began,
    ringingAt: began,
    answeredAt: isAnswered ? ended : null,
    endedAt: ended ?? began,
    legOver: true,
    talkedAt: result === 'accepted' ? ended : null,
    wrapUpUntil: null,
    misses: 0,
  };
}

function offerId({ callerSid, chosen }: EmergencyRecord): string {
  return idFrom(`offer ${callerSid} ${chosen}`);
}

/** A UUID (version 8) that follows from a text. */
function idFrom(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  const [a, b, c, d, e] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
    hash.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
