import type { Area, Practice } from '../rota/types.ts';
import type { Call, Journey } from './call.ts';
import type { Decision } from './decision.ts';
import type { Arrival } from './event.ts';

/** How often a call is checked with Twilio, in case the news of its end was lost. */
const CHECK_CALLER = 30_000;

/**
 * A caller rings an area's number: a new call. `practice` is whose telephone it is, if anybody's; the area's policy
 * says what becomes of a caller whose practice is not known.
 */
export function arrive(arrival: Arrival, area: Area, practice: Practice | undefined, id: string): Decision {
  const call: Call = {
    id,
    area: area.id,
    callerSid: arrival.sid,
    callerNumber: arrival.from,
    service: arrival.to,
    practice: practice?.ods ?? null,
    startedAt: arrival.at,
    journey: firstStep(area, practice),
    offers: [],
    attempts: [],
    room: { number: 1, sid: null, callerIn: false, clinicianIn: null, awaited: false },
    nhsNumber: null,
    callerGone: false,
    recorded: area.record,
  };
  return {
    call,
    effects: [{ kind: 'check-caller', dueAt: arrival.at + CHECK_CALLER }],
    pauses: [],
    notes: [
      `A call to ${area.name} from ${practice?.name ?? 'a number that is not in the list of practices'}.`,
    ],
  };
}

function firstStep(area: Area, practice: Practice | undefined): Journey {
  if (practice || area.callers === 'open') return { at: 'menu', misses: 0, notice: null };
  if (area.callers === 'pin') return { at: 'pin', tries: 0 };
  return { at: 'over', how: 'refused', offer: null };
}
