import { expect } from '@jest/globals';
import type { Attempt, Call, Offer } from '../../../src/call/call.ts';
import { callIdOf } from '../../../src/call/call.ts';
import type { Conversation } from '../../../src/phone-network/conversation.ts';
import type { Leg } from '../../../src/phone-network/leg.ts';
import type { Story } from '../story.ts';
import { nobodyWasRungTwiceAtOnce, nothingIsLate } from './a-walk.ts';

/**
 * A talk shorter than this, in seconds, may be missed: when the news that a clinician joined is lost, the room is
 * looked into 2 s after they pressed 1 and every 3 s from then on, and each look may fail once.
 */
const longestUnheardTalk = 12;

/** What must be true when everything is over, however bad the network was. */
export async function theBooksAreRight(tale: Story): Promise<void> {
  const calls = await tale.calls();
  nobodyIsLeftOnALine(tale);
  nobodyWasRungTwiceAtOnce(tale);
  nobodyWasInTwoTalks(tale.rehearsal.network.conversations);
  everyCallerHeardWords(tale);
  everythingHasItsEnding(calls);
  theTalksAreInTheBook(calls, tale.rehearsal.network.conversations);
  for (const call of calls) oneClinicianAtATime(call, tale.rehearsal.network.legs);
  await theRowsAreTheState(tale, calls);
  await theTimelinesHold(tale, calls);
  expect(await nothingIsLate(tale)).toEqual([]);
}

function nobodyIsLeftOnALine({ rehearsal }: Story): void {
  expect(rehearsal.network.legs.filter((leg) => leg.live).map((leg) => leg.sid)).toEqual([]);
}

function nobodyWasInTwoTalks(conversations: readonly Conversation[]): void {
  const parts = conversations.flatMap((conversation) =>
    conversation.talkers.map((talker) => ({ conversation, talker })),
  );
  const doubled = parts.flatMap(({ conversation, talker }, index) =>
    parts
      .slice(index + 1)
      .filter(
        (other) =>
          other.conversation !== conversation &&
          other.talker.phone === talker.phone &&
          other.talker.from < (talker.to ?? Infinity) &&
          talker.from < (other.talker.to ?? Infinity),
      )
      .map(
        (other) =>
          `${talker.phone} in ${conversation.conference ?? ''} and ${other.conversation.conference ?? ''}`,
      ),
  );
  expect(doubled).toEqual([]);
  expect(conversations.filter((conversation) => phonesOf(conversation).size !== 2)).toEqual([]);
}

function phonesOf(conversation: Conversation): Set<string> {
  return new Set(conversation.talkers.map((talker) => talker.phone));
}

/** Who did not hang up was let go with words. */
function everyCallerHeardWords({ rehearsal: { network } }: Story): void {
  const hungUp = new Set(network.log.flatMap((event) => (event.kind === 'hangs-up' ? [event.leg] : [])));
  const letGo = network.legs.filter((leg) => leg.options.direction === 'inbound' && !hungUp.has(leg.sid));
  expect(letGo.filter((leg) => !leg.heard.at(-1)?.includes('Goodbye')).map((leg) => leg.heard)).toEqual([]);
  expect(
    letGo.filter((leg) => leg.heard.join().includes('something went wrong')).map((leg) => leg.sid),
  ).toEqual([]);
}

function everythingHasItsEnding(calls: readonly Call[]): void {
  expect(calls.filter((call) => call.journey.at !== 'over').map((call) => call.journey)).toEqual([]);
  const offers = calls.flatMap((call) => call.offers).filter((offer) => offer.ending !== 'closed');
  const ended = (ending: Offer['ending']): number => offers.filter((offer) => offer.ending === ending).length;
  expect(offers.length).toBe(ended('connected') + ended('abandoned') + ended('unanswered'));
  const attempts = calls.flatMap((call) => call.attempts);
  expect(attempts.filter((attempt) => attempt.result === null || !attempt.legOver)).toEqual([]);
}

/** Each connection in the book was a talk; each talk that lasted is a connection in the book. */
function theTalksAreInTheBook(calls: readonly Call[], conversations: readonly Conversation[]): void {
  const talks = conversations.map((talk) => ({
    talk,
    call: calls.find((each) => each.id === callIdOf(talk.conference ?? '')),
  }));
  const connected = calls.flatMap((call) =>
    call.offers.flatMap((offer) => (offer.ending === 'connected' ? [{ call, offer }] : [])),
  );
  const unreal = connected.filter(
    ({ call, offer }) =>
      !talks.some(
        ({ talk, call: of }) => of === call && [...phonesOf(talk)].some((phone) => took(call, offer, phone)),
      ),
  );
  expect(unreal.map(({ offer }) => offer)).toEqual([]);
  const lasting = talks.filter(({ talk }) => ((talk.to ?? Infinity) - talk.from) / 1000 > longestUnheardTalk);
  const unwritten = lasting.filter(
    ({ talk, call }) =>
      !call?.offers.some(
        (offer) =>
          offer.ending === 'connected' && [...phonesOf(talk)].some((phone) => accepted(call, offer, phone)),
      ),
  );
  expect(unwritten.map(({ talk }) => talk)).toEqual([]);
}

function accepted(call: Call, offer: Offer, phone: string): boolean {
  return call.attempts.some(
    (attempt) => attempt.offer === offer.id && attempt.phone === phone && attempt.result === 'accepted',
  );
}

/** The clinician who has the credit for the offer has this telephone. */
function took(call: Call, offer: Offer, phone: string): boolean {
  return call.attempts.some(
    (attempt) =>
      attempt.offer === offer.id &&
      attempt.phone === phone &&
      attempt.clinician === offer.clinician &&
      attempt.result === 'accepted',
  );
}

/** Of one call no two clinicians were with the caller at once. */
function oneClinicianAtATime(call: Call, legs: readonly Leg[]): void {
  const took = call.attempts.filter((attempt) => attempt.result === 'accepted');
  const spans = took.map((attempt) => spanOf(attempt, legs));
  const overlapping = spans.filter((span, index) =>
    spans.some(
      (other, place) =>
        place > index && span.from < other.to && other.from < span.to && other.meets && span.meets,
    ),
  );
  expect(overlapping).toEqual([]);
}

function spanOf(attempt: Attempt, legs: readonly Leg[]): { from: number; to: number; meets: boolean } {
  const leg = legs.find((each) => each.sid === attempt.legSid);
  return { from: attempt.endedAt ?? 0, to: leg?.endedAt ?? Infinity, meets: leg !== undefined };
}

async function theRowsAreTheState({ store }: Story, calls: readonly Call[]): Promise<void> {
  const { pool } = store.database;
  const attempts = await pool.query<{ id: string; result: string; leg_over: boolean }>(
    'select id, result, leg_over from attempts order by id',
  );
  const offers = await pool.query<{ id: string; ending: string; clinician: string | null }>(
    'select id, ending, clinician from offers order by id',
  );
  const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
  expect(attempts.rows.toSorted(byId)).toEqual(
    calls
      .flatMap((call) => call.attempts)
      .map(({ id, result, legOver }) => ({ id, result, leg_over: legOver }))
      .toSorted(byId),
  );
  expect(offers.rows.toSorted(byId)).toEqual(
    calls
      .flatMap((call) => call.offers)
      .map(({ id, ending, clinician }) => ({ id, ending, clinician }))
      .toSorted(byId),
  );
  const held = await pool.query('select key from reservations');
  expect(held.rows).toEqual([]);
}

/** A timeline begins with the arrival, never goes back in time, and asks for each leg once. */
async function theTimelinesHold({ store }: Story, calls: readonly Call[]): Promise<void> {
  const { rows } = await store.database.pool.query<{ call_id: string; kind: string; at: Date }>(
    'select call_id, kind, at from events order by id',
  );
  for (const call of calls) {
    const events = rows.filter((row) => row.call_id === call.id);
    expect(events.filter((event) => event.kind === 'arrived')).toEqual(events.slice(0, 1));
    expect(events.filter((event) => event.kind === 'caller-gone').length).toBeLessThanOrEqual(1);
  }
  const placed = await store.database.pool.query<{ attempt_id: string; asked: string }>(
    `select attempt_id, count(*) as asked from effects where kind = 'place-leg' group by attempt_id having count(*) > 1`,
  );
  expect(placed.rows).toEqual([]);
}
