import type { Rest } from '../rota/duties/rest-of-shift.ts';
import type { Area, Clinician, ClinicianId, Line, LineRef, OnCall } from '../rota/types.ts';
import type { Attempt, Call, Journey, Offer, Room, Walk } from './call.ts';
import type { Effect } from './event.ts';

/** What a decision needs of the world as it is now. */
export interface World {
  /** The call's area, from the rota now in force. */
  readonly area: Area;
  /** A line of any area; `undefined` when the rota does not have it. */
  readonly line: (ref: LineRef) => Line | undefined;
  /** Who may be rung on a line now; closed and empty for a line that the rota does not have. */
  readonly onCall: (line: LineRef) => OnCall;
  /** Keys of clinicians and telephones in use by other calls: see `reservationKeys`. */
  readonly busy: ReadonlySet<string>;
  /** Whether this clinician of a line is rung last for a while if they miss a ring now, and was not before. */
  readonly beginsBackOff: (line: LineRef, clinician: ClinicianId) => boolean;
  /** The pauses of a clinician of a line who asks not to be rung for the rest of their shift; empty: it is over. */
  readonly restOfShift: (line: LineRef, clinician: ClinicianId) => readonly Pause[];
  /** A new id, never given before. */
  readonly newId: () => string;
}

/** A clinician asked not to be rung for the rest of their shift. */
export type Pause = Rest;

/** The call as it is after an event, and what follows from it. */
export interface Decision {
  readonly call: Call;
  readonly effects: readonly Effect[];
  readonly pauses: readonly Pause[];
  /** What happened and why, in words, for the timeline. */
  readonly notes: readonly string[];
}

/** Nothing changes. */
export function unchanged(call: Call): Decision {
  return { call, effects: [], pauses: [], notes: [] };
}

/** Did the event mean anything? */
export function isUnchanged(decision: Decision, before: Call): boolean {
  return decision.call === before && decision.effects.length === 0;
}

export function withJourney(decision: Decision, journey: Journey): Decision {
  return { ...decision, call: { ...decision.call, journey } };
}

/** Does nothing unless the call hunts. */
export function withWalk(decision: Decision, walk: Walk): Decision {
  const { journey } = decision.call;
  return journey.at === 'hunting' ? withJourney(decision, { ...journey, walk }) : decision;
}

export function withRoom(decision: Decision, change: Partial<Room>): Decision {
  return { ...decision, call: { ...decision.call, room: { ...decision.call.room, ...change } } };
}

export function withEffects(decision: Decision, ...effects: Effect[]): Decision {
  return { ...decision, effects: [...decision.effects, ...effects] };
}

export function withNote(decision: Decision, note: string): Decision {
  return { ...decision, notes: [...decision.notes, note] };
}

export function withAttempt(decision: Decision, id: string, change: Partial<Attempt>): Decision {
  const attempts = decision.call.attempts.map((each) => (each.id === id ? { ...each, ...change } : each));
  return { ...decision, call: { ...decision.call, attempts } };
}

export function withOffer(decision: Decision, id: string, change: Partial<Offer>): Decision {
  const offers = decision.call.offers.map((each) => (each.id === id ? { ...each, ...change } : each));
  return { ...decision, call: { ...decision.call, offers } };
}

/**
 * What a clinician on the telephone keeps from others: themself, wherever they are on a rota (the GMC number says
 * that two entries are one person), and the telephone rung, which two entries may share.
 */
export function reservationKeys(
  area: string,
  clinician: Pick<Clinician, 'id' | 'gmc'>,
  phone: string,
): string[] {
  return [personKey(area, clinician), `phone/${phone}`];
}

/** The GMC number says that entries in two areas are one person; without it the same id in two areas is two people. */
export function personKey(area: string, { id, gmc }: Pick<Clinician, 'id' | 'gmc'>): string {
  return gmc ? `gmc/${gmc}` : `person/${area}/${id}`;
}
