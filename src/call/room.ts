import { areaIdOf, attemptOf, offerOf, personOf, roomName, type Attempt, type Room } from './call.ts';
import {
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withOffer,
  withRoom,
  type Decision,
  type World,
} from './decision.ts';
import type { CallEvent } from './event.ts';
import { fetchClinician, neverMet } from './out-of-room.ts';

/** How long after pressing 1 both must have been seen in the room. */
const JOIN_LIMIT = 15_000;
const FETCH_CALLER_AFTER = 5_000;

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** The caller hears the hold audio, so is in the room. */
export function waiting(before: Decision, { conference, at }: Of<'waiting'>): Decision {
  const { call } = before;
  const { journey, room } = call;
  if (conference && conference === room.left) return before;
  if (journey.at === 'outcome' || (journey.at === 'over' && journey.how === 'talked'))
    return fetchCaller(before, conference, at);
  if (journey.at !== 'hunting' && journey.at !== 'joining') return before;
  if (room.callerIn && journey.ear === 'waiting' && (room.sid === conference || !conference)) return before;
  const inRoom = enter(before, conference ?? room.sid, { callerIn: true });
  return connectIfBoth(withJourney(inRoom, { ...journey, ear: 'waiting' }), at);
}

/** The talk is over, and the caller waits in a room for nobody: they are fetched from it, once. */
function fetchCaller(before: Decision, conference: string | null, at: number): Decision {
  if (!conference) return before;
  const out = withRoom(before, { sid: null, left: conference, callerIn: false });
  return withEffects(out, { kind: 'redirect-caller', dueAt: at });
}

/** Twilio says that a leg came into the room, or that two are in it. */
export function joined(before: Decision, { sid, conference, room, at }: Of<'joined'>): Decision {
  const { call } = before;
  if (room !== roomName(call) || conference === call.room.left) return before;
  if (sid === null) return began(before, conference, at);
  const attempt = call.attempts.find((each) => each.legSid === sid);
  if (call.journey.at === 'over' || call.journey.at === 'outcome')
    return attempt && conference !== call.room.sid ? cameBack(before, attempt, conference, at) : before;
  if (sid === call.callerSid) return callerJoined(before, conference, at);
  if (!attempt || (call.room.clinicianIn === attempt.id && call.room.sid === conference)) return before;
  return connectIfBoth(enter(before, conference, { clinicianIn: attempt.id }), at);
}

/** With the second to come in: the caller, and who was sent to them. Nobody else is ever sent to a room of this name. */
function began(before: Decision, conference: string, at: number): Decision {
  const { journey } = before.call;
  if (journey.at !== 'joining') return before;
  return connectIfBoth(enter(before, conference, { callerIn: true, clinicianIn: journey.attempt }), at);
}

/** The talk is over, and the clinician, whom late news of it had sent back to the room, is in another of that name. */
function cameBack(before: Decision, attempt: Attempt, conference: string, at: number): Decision {
  return attempt.legOver ? before : fetchClinician(withRoom(before, { left: conference }), attempt, at);
}

/**
 * Somebody is in this conference. Whoever was seen in another of the same name is not in this one: it ended when they
 * left, and the news of their leaving may have been lost.
 */
function enter(decision: Decision, conference: string | null, who: Partial<Room>): Decision {
  const { sid } = decision.call.room;
  const isAnother = sid !== null && sid !== conference;
  return withRoom(decision, {
    ...(isAnother && { callerIn: false, clinicianIn: null }),
    sid: conference,
    ...who,
  });
}

function callerJoined(before: Decision, conference: string, at: number): Decision {
  const { journey, room } = before.call;
  if (room.callerIn && room.sid === conference) return before;
  const inRoom = enter(before, conference, { callerIn: true });
  const isComing = (journey.at === 'hunting' || journey.at === 'joining') && journey.ear === 'coming';
  return connectIfBoth(isComing ? withJourney(inRoom, { ...journey, ear: 'waiting' }) : inRoom, at);
}

/** Both are in the room: connected. */
function connectIfBoth(decision: Decision, at: number): Decision {
  const { journey, room, attempts } = decision.call;
  if (journey.at !== 'joining' || !room.callerIn || room.clinicianIn !== journey.attempt) return decision;
  const attempt = attemptOf(decision.call, journey.attempt);
  const offer = offerOf(decision.call, journey.walk.offer);
  if (!attempt || !offer) return decision;
  const first = attempts.find((each) => each.offer === offer.id);
  const taken = {
    clinician: attempt.clinician,
    clinicianArea: areaIdOf(attempt.line),
    connectedFirst: first !== undefined && personOf(first) === personOf(attempt),
  };
  const connected = offer.connectedAt
    ? taken
    : { ...taken, ending: 'connected' as const, connectedAt: at, endedAt: at };
  const talking = withJourney(decision, {
    at: 'talking',
    walk: journey.walk,
    attempt: attempt.id,
    since: at,
  });
  const met = withAttempt(talking, attempt.id, { talkedAt: attempt.talkedAt ?? at });
  const noted = withNote(met, `The caller and ${attempt.name} are talking.`);
  return withOffer(noted, offer.id, connected);
}

/** What Twilio says, when asked, of who is in the room: settles a lost callback. */
export function seenInRoom(before: Decision, event: Of<'seen-in-room'>, world: World): Decision {
  const { call } = before;
  const { journey } = call;
  if (journey.at !== 'joining') return before;
  const attempt = attemptOf(call, journey.attempt);
  // Asked before the caller left it, and answered after.
  if (!attempt || event.conference === call.room.left) return before;
  const clinicianIn = attempt.legSid !== null && event.members.includes(attempt.legSid);
  const callerIn = event.members.includes(call.callerSid);
  if (clinicianIn && callerIn) {
    return connectIfBoth(
      withRoom(before, { sid: event.conference, callerIn, clinicianIn: attempt.id }),
      event.at,
    );
  }
  if (event.at - journey.since >= JOIN_LIMIT) return neverMet(before, attempt, event.at, world);
  return !callerIn && event.at - journey.since >= FETCH_CALLER_AFTER
    ? withEffects(before, { kind: 'redirect-caller', dueAt: event.at })
    : before;
}
