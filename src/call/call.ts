import type { ConferenceSid, LegSid } from '../carrier/carrier.ts';
import type { Instant } from '../clock.ts';
import type { AreaId, ClinicianId, LineId, LineRef, PhoneNumber } from '../rota/types.ts';

export const outcomes = [
  'referral-avoided',
  'admission-avoided',
  'investigation-arranged',
  'referral-made',
  'admitted',
  'other',
] as const;

/** What the advice led to. */
export type Outcome = (typeof outcomes)[number];
export type Party = 'caller' | 'clinician';

/** How one choice of a line ended: see the measures. */
export type OfferEnding = 'connected' | 'abandoned' | 'unanswered' | 'closed';

/** One choice of a line by the caller. The first ending sticks: who was connected once stays connected. */
export interface Offer {
  readonly id: string;
  readonly line: LineId;
  readonly chosenAt: Instant;
  readonly ending: OfferEnding | null;
  readonly endedAt: Instant | null;
  readonly connectedAt: Instant | null;
  /** The first clinician rung was the one who took it, on whichever of their phones. */
  readonly connectedFirst: boolean;
  /** Who took it. */
  readonly clinician: ClinicianId | null;
  /** On whose rota they are: by overflow it may be another area's than the call's. Absent: the call's. */
  readonly clinicianArea?: AreaId;
  readonly outcome: Readonly<Record<Party, Outcome | null>>;
}

export type AttemptResult =
  'accepted' | 'declined' | 'no-response' | 'no-answer' | 'busy' | 'failed' | 'cancelled';

/** Why nobody needs this clinician any more, so that a late one can be told kindly. */
export type CancelReason = 'taken' | 'caller-gone' | 'given-up' | 'other-line';

/**
 * One ringing of one clinician. `placing`: asked of Twilio, or about to be; `ringing`: Twilio took it;
 * `answered`: hears the whisper; `ended`: has a result. A leg can outlive its attempt (a colleague was quicker),
 * and the clinician stays reserved until `legOver`.
 */
export interface Attempt {
  readonly id: string;
  readonly offer: string;
  readonly line: LineRef;
  readonly clinician: ClinicianId;
  readonly name: string;
  readonly phone: PhoneNumber;
  /** Which of the clinician's phones this is, from 0. */
  readonly phonePlace: number;
  /** 1, 2, 3… over the whole call. */
  readonly number: number;
  /** Which of the ladder this was when rung: the second of four. */
  readonly place: number;
  readonly of: number;
  readonly ringSeconds: number;
  /** When what put them on the ladder ends; once they pressed 3, when they may be rung again. */
  readonly shiftEnds: Instant;
  readonly tier: number;
  /** What this ringing keeps from others: see `reservationKeys`. */
  readonly keys: readonly string[];
  readonly status: 'placing' | 'ringing' | 'answered' | 'ended';
  readonly result: AttemptResult | null;
  readonly cancelled: CancelReason | null;
  /** The clinician pressed 3. */
  readonly paused: boolean;
  readonly legSid: LegSid | null;
  readonly createdAt: Instant;
  /** When our request for the leg had ended without an answer; absent when it was answered. */
  readonly unknownAt?: Instant;
  /** Twilio said "not now", or could not be reached: nobody was rung, and that says nothing of their phone. */
  readonly unreached?: boolean;
  readonly placedAt: Instant | null;
  readonly ringingAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly legOver: boolean;
  /** Both were in the room. */
  readonly talkedAt: Instant | null;
  /** After a call the clinician stays reserved until then, to write it up. */
  readonly wrapUpUntil: Instant | null;
  /** Unhelpful keys at the whisper, or at the outcome prompt. */
  readonly misses: number;
}

/** The walk along the ladder of one offer. */
export interface Walk {
  readonly offer: string;
  /** The line being walked now: the offer's own, or one it overflowed to. */
  readonly line: LineRef;
  readonly walked: readonly LineRef[];
  readonly giveUpAt: Instant;
  readonly pass: number;
  /** Who was rung in this pass: see `personOf`. */
  readonly tried: readonly string[];
  /** Who did not answer one phone and has another: which of their phones is next, from 0. */
  readonly nextPhone: Readonly<Record<string, number>>;
  /** What the timeline was told of the ladder, so that it is told once. */
  readonly said: readonly string[];
  /** Who was rung on an earlier line of this offer, or cut off: not rung again on an overflow line. */
  readonly spent: readonly string[];
  /** Everybody who could be rung is busy, or Twilio could not be asked for them: looking again soon. */
  readonly allBusy: boolean;
}

/** Where the caller's ear is while the walk goes on. */
export type Ear = 'coming' | 'waiting' | 'choices';

export type Ending = 'talked' | 'abandoned' | 'unanswered' | 'stopped' | 'refused' | 'no-choice';

export type Journey =
  | { readonly at: 'pin'; readonly tries: number }
  | { readonly at: 'menu'; readonly misses: number; readonly notice: MenuNotice | null }
  | { readonly at: 'nhs-number'; readonly offer: string; readonly misses: number; readonly wrong: boolean }
  | {
      readonly at: 'nhs-number-check';
      readonly offer: string;
      readonly digits: string;
      readonly misses: number;
    }
  | { readonly at: 'hunting'; readonly walk: Walk; readonly ear: Ear; readonly cutOff: boolean }
  | {
      readonly at: 'joining';
      readonly walk: Walk;
      readonly ear: Ear;
      readonly attempt: string;
      readonly since: Instant;
    }
  | { readonly at: 'talking'; readonly walk: Walk; readonly attempt: string; readonly since: Instant }
  | { readonly at: 'outcome'; readonly walk: Walk; readonly attempt: string; readonly misses: number }
  | { readonly at: 'over'; readonly how: Ending; readonly offer: string | null };

export type MenuNotice =
  | { readonly kind: 'wrong-key' }
  | { readonly kind: 'closed'; readonly line: LineId; readonly opensNext: Instant | null };

/** The conference in which caller and clinician meet. */
export interface Room {
  /** Raised when the walk begins again after a cut-off, so that each conversation has a room of its own. */
  readonly number: number;
  readonly sid: ConferenceSid | null;
  /** The one that the caller left, which ended it: late news of it is none. */
  readonly left?: ConferenceSid | null;
  readonly callerIn: boolean;
  /** The attempt whose clinician was seen in the room. */
  readonly clinicianIn: string | null;
  /** A clinician was sent to the room: if it ends, that was no star key. */
  readonly awaited: boolean;
}

/** One caller's journey, from the first ring to the recorded outcome. */
export interface Call {
  readonly id: string;
  readonly area: AreaId;
  readonly callerSid: LegSid;
  /** `null` when withheld or not a number. */
  readonly callerNumber: PhoneNumber | null;
  /** The number that was dialled. */
  readonly service: PhoneNumber;
  /** ODS code. */
  readonly practice: string | null;
  readonly startedAt: Instant;
  readonly journey: Journey;
  readonly offers: readonly Offer[];
  readonly attempts: readonly Attempt[];
  readonly room: Room;
  readonly nhsNumber: string | null;
  /** The caller's leg is over. */
  readonly callerGone: boolean;
  readonly recorded: boolean;
  /** Twilio's tokens of the last requests that were heard: one that comes again is not heard twice. */
  readonly heard?: readonly string[];
}

export function offerOf(call: Call, id: string | null): Offer | undefined {
  return call.offers.find((offer) => offer.id === id);
}

export function attemptOf(call: Call, id: string): Attempt | undefined {
  return call.attempts.find((attempt) => attempt.id === id);
}

/** How much longer than asked a ringing may last before Twilio's news of its end must have been lost. */
export const RING_SLACK = 8_000;

/** Still ringing or at the whisper: may yet accept. */
export function isTrying(attempt: Attempt): boolean {
  return attempt.status !== 'ended';
}

/** A leg speaks for an attempt only if it is the leg that our own request made. */
export function isOwnLeg(attempt: Attempt, sid: string): boolean {
  return attempt.legSid === null || attempt.legSid === sid;
}

/** The name of the conference: holds nothing personal. */
export function roomName(call: Call): string {
  return `${call.id}-${call.room.number}`;
}

/** Another room, in which nobody is yet. */
export function nextRoom({ number, sid, left = null }: Room): Room {
  return {
    number: number + 1,
    sid: null,
    left: sid ?? left,
    callerIn: false,
    clinicianIn: null,
    awaited: false,
  };
}

/** The id of the call that meets in this room. */
export function callIdOf(room: string): string {
  return room.slice(0, 36);
}

/**
 * Who was rung, wherever they are on a rota: the first of what they keep from others (`reservationKeys`). An id is
 * somebody else's on another area's rota, and a line may overflow to that.
 */
export function personOf({ keys: [person], line, clinician }: Attempt): string {
  return person ?? `person/${areaIdOf(line)}/${clinician}`;
}

/** Whether this attempt was of the clinician who took the offer. */
export function isOfTaker({ area }: Call, offer: Offer, { line, clinician }: Attempt): boolean {
  return offer.clinician === clinician && (offer.clinicianArea ?? area) === areaIdOf(line);
}

export function areaIdOf(ref: LineRef): AreaId {
  return ref.slice(0, ref.indexOf('/'));
}

export function lineIdOf(ref: LineRef): LineId {
  return ref.slice(ref.indexOf('/') + 1);
}
