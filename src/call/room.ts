import {
  attemptOf,
  nextRoom,
  offerOf,
  roomName,
  type Attempt,
  type Call,
  type Journey,
  type Room,
} from './call.ts';
import {
  withAttempt,
  withEffects,
  withJourney,
  withNote,
  withOffer,
  type Decision,
  type World,
} from './decision.ts';
import type { CallEvent } from './event.ts';
import { endTalk } from './outcome.ts';
import { cancelRinging, endOffer, walkOn } from './walk.ts';

/** How long after pressing 1 both must have been seen in the room. */
const JOIN_LIMIT = 15_000;
const FETCH_CALLER_AFTER = 5_000;
/** Longer than it takes to tell a clinician that it came to nothing. */
const LAST_WORDS = 15_000;
/** However much of the budget is spent, the walk goes on this long after a clinician was lost. */
const AT_LEAST = 30_000;

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
  const out = setRoom(before, { sid: null, left: conference, callerIn: false });
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
  return attempt.legOver ? before : fetchClinician(setRoom(before, { left: conference }), attempt, at);
}

/**
 * Somebody is in this conference. Whoever was seen in another of the same name is not in this one: it ended when they
 * left, and the news of their leaving may have been lost.
 */
function enter(decision: Decision, conference: string | null, who: Partial<Room>): Decision {
  const { sid } = decision.call.room;
  const isAnother = sid !== null && sid !== conference;
  return setRoom(decision, {
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
  const connected = offer.connectedAt
    ? { clinician: attempt.clinician }
    : {
        clinician: attempt.clinician,
        ending: 'connected' as const,
        connectedAt: at,
        endedAt: at,
        connectedFirst: first?.id === attempt.id,
      };
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
      setRoom(before, { sid: event.conference, callerIn, clinicianIn: attempt.id }),
      event.at,
    );
  }
  if (event.at - journey.since >= JOIN_LIMIT) return neverMet(before, attempt, event.at, world);
  return !callerIn && event.at - journey.since >= FETCH_CALLER_AFTER
    ? withEffects(before, { kind: 'redirect-caller', dueAt: event.at })
    : before;
}

/** The clinician hears so, and is let go; the caller goes on to another room, in case one of them is yet to come to this. */
function neverMet(before: Decision, attempt: Attempt, at: number, world: World): Decision {
  const failed = withAttempt(before, attempt.id, { result: 'failed' });
  const words = `${attempt.name} could not be brought together with the caller.`;
  const told = fetchClinician(withNote(setRoom(failed, nextRoom(before.call.room)), words), attempt, at);
  const letGo = withEffects(told, { kind: 'hang-up-leg', attempt: attempt.id, dueAt: at + LAST_WORDS });
  const hunting = backToHunting(letGo, at, world);
  const isFetched = hunting.effects.some(({ kind }) => kind === 'redirect-caller');
  return isFetched ? hunting : withEffects(hunting, { kind: 'redirect-caller', dueAt: at });
}

/**
 * The caller is out of the room: by the star key while waiting, because a clinician who was in it left, or because
 * the talk is over.
 */
export function leftRoom(before: Decision, { at }: Of<'left-room'>): Decision {
  const { journey, room } = before.call;
  const out: Partial<Room> = { callerIn: false, clinicianIn: null, sid: null, left: room.sid };
  switch (journey.at) {
    case 'hunting':
      if (journey.ear === 'choices') return before;
      return room.awaited
        ? withJourney(setRoom(before, { ...out, awaited: false }), {
            ...journey,
            ear: 'coming',
            cutOff: true,
          })
        : withNote(
            withJourney(setRoom(before, out), { ...journey, ear: 'choices' }),
            'The caller pressed star.',
          );
    case 'joining':
      return withJourney(setRoom(before, out), { ...journey, ear: 'coming' });
    case 'talking':
      return endTalk(setRoom(before, out), journey, at);
    case 'pin':
    case 'menu':
    case 'nhs-number':
    case 'nhs-number-check':
    case 'outcome':
    case 'over':
      return before;
  }
}

/** After the star key: 1 another line, 2 stop, anything else goes on waiting. The walk went on meanwhile. */
export function choiceKeyed(before: Decision, { answer, at }: Of<'choice-keyed'>): Decision {
  const { journey } = before.call;
  if (journey.at !== 'hunting' || journey.ear !== 'choices') return before;
  const { offer } = journey.walk;
  switch (answer.digits) {
    case '1':
      return leaveLine(
        before,
        offer,
        { at: 'menu', misses: 0, notice: null },
        'The caller asked for another line.',
        at,
      );
    case '2':
      return leaveLine(
        before,
        offer,
        { at: 'over', how: 'stopped', offer },
        'The caller stopped waiting.',
        at,
      );
    default:
      return withJourney(before, { ...journey, ear: 'coming', cutOff: false });
  }
}

function leaveLine(before: Decision, offer: string, journey: Journey, note: string, at: number): Decision {
  const reason = journey.at === 'menu' ? 'other-line' : 'caller-gone';
  const left = endOffer(withJourney(cancelRinging(before, reason, at), journey), offer, 'abandoned', at);
  return withNote(left, note);
}

/** The clinician's leg lives but is out of the room: the caller left it, so the talk is over. */
export function clinicianLeft(before: Decision, { attempt: id, sid, at }: Of<'clinician-left'>): Decision {
  const attempt = attemptOf(before.call, id);
  const { journey } = before.call;
  if (!attempt || attempt.legSid !== sid || journey.at !== 'talking' || journey.attempt !== id) return before;
  return endTalk(before, journey, at);
}

/** The leg of a clinician who had accepted is over. */
export function clinicianLost(over: Decision, attempt: Attempt, at: number, world: World): Decision {
  const { journey } = over.call;
  if (journey.at === 'talking' && journey.attempt === attempt.id) return endTalk(over, journey, at);
  if (journey.at !== 'joining' || journey.attempt !== attempt.id) return over;
  return backToHunting(withNote(over, `${attempt.name} was cut off before they could talk.`), at, world);
}

function backToHunting(decision: Decision, at: number, world: World): Decision {
  const { journey } = decision.call;
  if (journey.at !== 'joining') return decision;
  const { ear } = journey;
  const walk = { ...journey.walk, giveUpAt: Math.max(journey.walk.giveUpAt, at + AT_LEAST) };
  const hunting = withJourney(decision, { at: 'hunting', walk, ear, cutOff: true });
  // The budget may have run out while they were being put through, and its timer with it.
  const timed = withEffects(hunting, {
    kind: 'timer',
    timer: 'give-up',
    attempt: null,
    offer: walk.offer,
    dueAt: walk.giveUpAt,
  });
  return walkOn(timed, at, world);
}

/** Fetches a clinician's leg out of wherever it is, to hear what is true now. */
export function fetchClinician(decision: Decision, { id, legOver }: Attempt, at: number): Decision {
  return legOver ? decision : withEffects(decision, { kind: 'redirect-leg', attempt: id, dueAt: at });
}

function setRoom(decision: Decision, change: Partial<Room>): Decision {
  const call: Call = { ...decision.call, room: { ...decision.call.room, ...change } };
  return { ...decision, call };
}
