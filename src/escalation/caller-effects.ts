import { areaIdOf, attemptOf, isOfTaker, offerOf, type Call } from '../call/call.ts';
import { backedOffText, outcomeText } from '../call/prompts.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { Recordings } from '../calls/recordings.ts';
import type { Questions } from '../calls/questions.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { Party } from '../call/call.ts';
import type { Clock } from '../clock.ts';
import { shortTime } from '../rota/words.ts';
import { fitted } from '../texts/gsm.ts';
import { takesTexts } from '../rota/mobile.ts';
import type { Done } from '../outbox/done.ts';
import { doneAfterText } from '../texts/done-after-text.ts';
import { isOver } from '../carrier/leg-over.ts';
import type { Claimed } from '../outbox/outbox.ts';

const LATER = 1_000;
/** How often a caller is looked for, and how often a recording is tried again to be deleted. */
const CHECK_EVERY = 30_000;
const DELETE_EVERY = 60_000;
/** Longer than any goodbye takes to speak. */
const GOODBYE = 45_000;
const CHECK_ROOM_EVERY = 3_000;

export interface CallerNeeds {
  readonly calls: CallBook;
  readonly carrier: Carrier;
  readonly questions: Questions;
  readonly recordings: Recordings;
  readonly clock: Clock;
}

/** The effects on the caller, on the room, and the texts. */
export class CallerEffects {
  readonly #needs: CallerNeeds;

  constructor(needs: CallerNeeds) {
    this.#needs = needs;
  }

  /** Fetches the caller out of the room (or of a menu) to hear what is true now. */
  async redirect(claimed: Claimed): Promise<Done> {
    const call = await this.#needs.calls.find({ id: claimed.callId });
    // A job that comes late must not take a caller out of a talk that has begun.
    if (!call || call.callerGone || call.journey.at === 'talking') return { kind: 'done' };
    const asked = await this.#needs.carrier.redirectLeg(call.callerSid, '/webhooks/voice/resume');
    if (asked.kind === 'later') return { kind: 'again', in: LATER };
    return asked.kind === 'refused' ? { kind: 'failed', problem: asked.reason } : { kind: 'done' };
  }

  /** Asks Twilio whether the caller is still there, until they are not: the news may have been lost. */
  async check(claimed: Claimed): Promise<Done> {
    const call = await this.#needs.calls.find({ id: claimed.callId });
    if (!call || call.callerGone) return { kind: 'done' };
    if (await this.#isGone(call)) return { kind: 'done' };
    if (isForgotten(call, this.#needs.clock.now())) await this.redirect(claimed);
    return { kind: 'again', in: CHECK_EVERY };
  }

  /** Whether the caller has hung up; the call learns of it then. */
  async #isGone(call: Call): Promise<boolean> {
    const status = await this.#needs.carrier.legStatus(call.callerSid);
    if (status === 'unreachable' || (status && !isOver(status))) return false;
    await this.#needs.calls.change({ id: call.id }, (at) => ({ kind: 'caller-gone', at }));
    return true;
  }

  /** Asks Twilio who is in the room, until the call has moved on. */
  async checkRoom(claimed: Claimed, attemptId: string): Promise<Done> {
    const { calls, carrier } = this.#needs;
    const call = await calls.find({ id: claimed.callId });
    if (call?.journey.at !== 'joining' || call.journey.attempt !== attemptId) return { kind: 'done' };
    const conference = call.room.sid;
    const members = conference ? await carrier.conferenceMembers(conference) : [];
    if (members === 'unreachable') return { kind: 'again', in: LATER };
    if (!members.includes(call.callerSid) && (await this.#isGone(call))) return { kind: 'done' };
    await calls.change({ id: call.id }, (at) => ({
      kind: 'seen-in-room',
      at,
      conference: conference ?? '',
      members,
    }));
    return { kind: 'again', in: CHECK_ROOM_EVERY };
  }

  /** Asks for the outcome by text, once, if the number can take texts. */
  async sendText(claimed: Claimed, offerId: string, party: Party): Promise<Done> {
    const { calls, carrier, questions } = this.#needs;
    const call = await calls.find({ id: claimed.callId });
    const offer = call && offerOf(call, offerId);
    const number = call && numberOf(call, offerId, party);
    if (!offer || !number || offer.outcome[party] !== null || !takesTexts(number)) return { kind: 'done' };
    const isNew = await questions.ask({ call, offer: offerId, party, number });
    if (!isNew) return { kind: 'done' };
    const area = calls.area(call.area);
    const line = calls.line(`${call.area}/${offer.line}`)?.name ?? offer.line;
    const time = shortTime(offer.chosenAt, area.timezone);
    const body = fitted(outcomeText(line, time), outcomeText('Your', time));
    const asked = await carrier.sendText({ from: call.service, to: number, body });
    // One that may have been sent stays open, and is not sent again: a second answer would be for another call.
    if (asked.kind !== 'done' && asked.kind !== 'unknown') await questions.withdraw(offerId, party);
    return doneAfterText(asked, { tries: claimed.tries, mayComeTwice: false });
  }

  /** Tells a clinician who missed three rings in a row why others are rung first for a while. */
  async tellBackedOff(claimed: Claimed, attemptId: string): Promise<Done> {
    const { calls, carrier } = this.#needs;
    const call = await calls.find({ id: claimed.callId });
    const attempt = call && attemptOf(call, attemptId);
    const person = attempt && calls.area(areaIdOf(attempt.line)).people.get(attempt.clinician);
    // The last of their phones may be on a desk.
    const to = [attempt?.phone ?? '', ...(person?.phones ?? [])].find(takesTexts);
    if (!call || !to) return { kind: 'done' };
    const asked = await carrier.sendText({ from: call.service, to, body: backedOffText });
    return doneAfterText(asked, { tries: claimed.tries, mayComeTwice: false });
  }

  async deleteRecording(recording: string): Promise<Done> {
    const { carrier, recordings } = this.#needs;
    const asked = await carrier.deleteRecording(recording);
    if (asked.kind === 'later') return { kind: 'again', in: DELETE_EVERY };
    if (asked.kind !== 'refused') await recordings.deleted(recording);
    return asked.kind === 'refused' ? { kind: 'failed', problem: asked.reason } : { kind: 'done' };
  }
}

/** To be told long ago that nobody could take the call, and still there: the word did not reach them. */
function isForgotten({ journey, offers }: Call, now: number): boolean {
  if (journey.at !== 'over' || journey.how !== 'unanswered') return false;
  const offer = offers.find(({ id }) => id === journey.offer);
  return (offer?.endedAt ?? now) < now - GOODBYE;
}

function numberOf(call: Call, offerId: string, party: Party): string | null {
  if (party === 'caller') return call.callerNumber;
  const offer = offerOf(call, offerId);
  const took = call.attempts.filter(
    (attempt) =>
      offer && attempt.offer === offerId && attempt.result === 'accepted' && isOfTaker(call, offer, attempt),
  );
  const last = took.at(-1);
  return last ? (attemptOf(call, last.id)?.phone ?? null) : null;
}
