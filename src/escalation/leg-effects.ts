import { attemptOf, isTrying, type Attempt, type Call } from '../call/call.ts';
import type { CallEvent } from '../call/event.ts';
import { ringsNoMore } from '../call/unknown-leg.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { Asked, Carrier, LegSeen } from '../carrier/carrier.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Done } from '../outbox/done.ts';
import type { Claimed } from '../outbox/outbox.ts';
import { isOver } from '../carrier/leg-over.ts';

/** A talk may last two hours; then Twilio ends the leg, whatever happened to our own ending of it. */
const LEG_LIMIT_SECONDS = 7_200;
const LATER = 1_000;
/**
 * A request that waited longer than this for its turn, or for a process that was gone, is thought over, as is each that
 * Twilio put off.
 */
const LATE = 1_500;
/** How often Twilio may say "not now" to the same leg before the walk goes on without it. */
const PLACE_TRIES = 3;
/** How often a leg is looked for while the caller waits for it; afterwards less often. */
const FIND_TRIES = 4;
const FIND_EVERY = 5_000;
const CHECK_EVERY = 30_000;
const CHECK_RINGING_EVERY = 5_000;
/** After so many tries Twilio is away for longer than a moment. */
const HASTY = 30;

export interface LegNeeds {
  readonly calls: Pick<CallBook, 'find' | 'change' | 'legsKnown' | 'onLadder'>;
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The effects on one clinician's leg. */
export class LegEffects {
  readonly #needs: LegNeeds;

  constructor(needs: LegNeeds) {
    this.#needs = needs;
  }

  /**
   * Asks Twilio for the leg, once. Intent was stored before; a request whose answer is unknown is never repeated.
   */
  async place(claimed: Claimed, attemptId: string): Promise<Done> {
    const { carrier, clock } = this.#needs;
    const found = inCall(claimed.call, attemptId) ?? (await this.#find(claimed, attemptId));
    if (!found) return { kind: 'failed', problem: 'no such attempt' };
    const { call, attempt } = found;
    if (!isTrying(attempt)) return this.#refused(claimed, attemptId, 'no longer needed');
    const isLate = claimed.tries > 1 || clock.now() - attempt.createdAt > LATE;
    const problem = isLate ? await this.#outdated(found) : undefined;
    if (problem) return this.#refused(claimed, attemptId, problem);
    const placed = await carrier.placeLeg({
      from: call.service,
      to: attempt.phone,
      answerPath: `/webhooks/voice/whisper?attempt=${attemptId}`,
      statusPath: `/webhooks/voice/leg-status?attempt=${attemptId}`,
      ringSeconds: attempt.ringSeconds,
      limitSeconds: LEG_LIMIT_SECONDS,
    });
    switch (placed.kind) {
      case 'placed':
        return this.#store(claimed, (at) => ({
          kind: 'leg-placed',
          at,
          attempt: attemptId,
          sid: placed.sid,
        }));
      case 'refused':
        return this.#refused(claimed, attemptId, `Twilio refused (${placed.code})`);
      case 'unknown':
        return this.unknown(claimed, attemptId, placed.reason);
      case 'later':
        return claimed.tries < PLACE_TRIES
          ? { kind: 'again', in: LATER }
          : this.#refused(claimed, attemptId, 'Twilio could not be reached', { away: true });
    }
  }

  /** Why a leg that was to be placed some time ago is not to be placed now, if it is not. */
  async #outdated({ call, attempt }: Found): Promise<string | undefined> {
    const { calls, carrier } = this.#needs;
    const known = await calls.onLadder(attempt.line, attempt.clinician);
    if (!known) return 'not on duty any more';
    if (!known.phones.includes(attempt.phone)) return 'their telephone is another now';
    const caller = await carrier.legStatus(call.callerSid);
    if (caller === 'unreachable' || (caller && !isOver(caller))) return undefined;
    await calls.change({ id: call.id }, (at) => ({ kind: 'caller-gone', at }));
    return 'no longer needed';
  }

  /** Nobody knows whether the leg exists: found out by asking, see `find`. */
  async unknown(claimed: Claimed, attempt: string, reason: string): Promise<Done> {
    return this.#store(claimed, (at) => ({ kind: 'leg-unknown', at, attempt, reason }));
  }

  /** Twilio may have acted: whatever happens to our storing what it said, it is never asked again. */
  async #store(claimed: Claimed, happening: (at: number) => CallEvent): Promise<Done> {
    const { calls, logger } = this.#needs;
    try {
      await calls.change({ id: claimed.callId }, happening, claimed.id);
      return { kind: 'stored' };
    } catch (err) {
      logger.error({ err, call: claimed.callId, effect: claimed.id }, 'what became of a leg was not stored');
      return { kind: 'unsettled' };
    }
  }

  async #refused(
    claimed: Claimed,
    attempt: string,
    reason: string,
    more: { readonly away?: boolean } = {},
  ): Promise<Done> {
    await this.#needs.calls.change(
      { id: claimed.callId },
      (at) => ({ kind: 'leg-refused', at, attempt, reason, ...more }),
      claimed.id,
    );
    return { kind: 'stored' };
  }

  /** Looks for the leg that an unanswered request may have made, until it is found or cannot ring any more. */
  async find(claimed: Claimed, attemptId: string): Promise<Done> {
    const found = await this.#find(claimed, attemptId);
    if (!found || found.attempt.legOver || found.attempt.placedAt !== null) return { kind: 'done' };
    const seen = await this.#search(found);
    if (seen === 'unreachable') return { kind: 'again', in: findAgainIn(claimed) };
    return seen ? this.#found(found, seen) : this.#notFound(claimed, attemptId);
  }

  /** The leg that has spoken for the attempt, or that Twilio lists and no other attempt has. */
  async #search({ call, attempt }: Found): Promise<LegSeen | undefined | 'unreachable'> {
    const { calls, carrier, clock } = this.#needs;
    const since = attempt.createdAt - 1_000;
    if (attempt.legSid) return { sid: attempt.legSid, status: 'queued' };
    const seen = await carrier.findLegs({ from: call.service, to: attempt.phone, since });
    if (seen === 'unreachable') return clock.now() < ringsNoMore(attempt) ? seen : undefined;
    const others = await calls.legsKnown(seen.map((leg) => leg.sid));
    return seen.find((leg) => !others.has(leg.sid));
  }

  async #found({ call, attempt: { id: attempt } }: Found, { sid, status }: LegSeen): Promise<Done> {
    const { calls } = this.#needs;
    const key = { id: call.id };
    await calls.change(key, (at) => ({ kind: 'leg-placed', at, attempt, sid, found: true }));
    await calls.change(key, (at) => ({ kind: 'leg-status', at, attempt, sid, status }));
    return { kind: 'done' };
  }

  async #notFound(claimed: Claimed, attempt: string): Promise<Done> {
    const reason = 'Twilio shows no such call';
    const call = await this.#needs.calls.change({ id: claimed.callId }, (at) => ({
      ...{ kind: 'leg-refused', at, attempt, reason, sought: true },
    }));
    const isSettled = !call || attemptOf(call, attempt)?.legOver !== false;
    return isSettled ? { kind: 'done' } : { kind: 'again', in: findAgainIn(claimed) };
  }

  /** Cancels a leg that nobody needs, unless it was answered: then it hears so. Twilio sends no news of a queued one. */
  async cancel(claimed: Claimed, attemptId: string): Promise<Done> {
    return this.#end(claimed, attemptId, (sid) => this.#needs.carrier.cancelLeg(sid));
  }

  async hangUp(claimed: Claimed, attemptId: string): Promise<Done> {
    return this.#end(claimed, attemptId, (sid) => this.#needs.carrier.hangUpLeg(sid));
  }

  /** Cancels a leg that turned up when its attempt was long over. */
  async endStray(sid: string): Promise<Done> {
    const asked = await this.#needs.carrier.cancelLeg(sid);
    if (asked.kind === 'refused') return { kind: 'failed', problem: asked.reason };
    return asked.kind === 'later' ? { kind: 'again', in: LATER } : { kind: 'done' };
  }

  async #end(claimed: Claimed, attemptId: string, ask: (sid: string) => Promise<Asked>): Promise<Done> {
    const found = await this.#find(claimed, attemptId);
    const sid = found?.attempt.legSid;
    if (!found || !sid || found.attempt.legOver) return { kind: 'done' };
    // They took the call after all: their leg is let be, and asked after, for its end may go unheard.
    if (found.attempt.result === 'accepted') return this.check(claimed, attemptId);
    const asked = await ask(sid);
    if (asked.kind === 'later') return { kind: 'again', in: awayFor(claimed) };
    if (asked.kind !== 'done') return this.check(claimed, attemptId);
    await this.#needs.calls.change(
      { id: claimed.callId },
      (at) => ({ kind: 'leg-status', at, attempt: attemptId, sid, status: 'canceled' }),
      claimed.id,
    );
    return { kind: 'stored' };
  }

  /** Sends a leg to ask us what to do next. */
  async redirect(claimed: Claimed, attemptId: string): Promise<Done> {
    const found = await this.#find(claimed, attemptId);
    const sid = found?.attempt.legSid;
    if (!sid || found.attempt.legOver) return { kind: 'done' };
    const asked = await this.#needs.carrier.redirectLeg(sid, `/webhooks/voice/whisper?attempt=${attemptId}`);
    return asked.kind === 'later' ? { kind: 'again', in: LATER } : { kind: 'done' };
  }

  /** Asks Twilio how the leg stands, until it is over: news of its end may have been lost. */
  async check(claimed: Claimed, attemptId: string): Promise<Done> {
    const found = await this.#find(claimed, attemptId);
    const sid = found?.attempt.legSid;
    if (!sid || found.attempt.legOver) return { kind: 'done' };
    const status = await this.#needs.carrier.legStatus(sid);
    if (status === 'unreachable') return { kind: 'again', in: awayFor(claimed) };
    const known = status ?? 'completed';
    const key = { id: claimed.callId };
    await this.#needs.calls.change(key, (at) => ({
      kind: 'leg-status',
      at,
      attempt: attemptId,
      sid,
      status: known,
    }));
    if (isOver(known)) return { kind: 'done' };
    return { kind: 'again', in: known === 'in-progress' ? CHECK_EVERY : CHECK_RINGING_EVERY };
  }

  async #find(claimed: Claimed, attemptId: string): Promise<Found | undefined> {
    return inCall(await this.#needs.calls.find({ id: claimed.callId }), attemptId);
  }
}

/** When to ask again a Twilio that cannot be asked now. */
function awayFor({ tries }: Claimed): number {
  return tries < HASTY ? LATER : CHECK_EVERY;
}

function findAgainIn({ tries }: Claimed): number {
  return tries < FIND_TRIES ? LATER : FIND_EVERY;
}

interface Found {
  readonly call: Call;
  readonly attempt: Attempt;
}

function inCall(call: Call | undefined, attemptId: string): Found | undefined {
  const attempt = call && attemptOf(call, attemptId);
  return attempt && { call, attempt };
}
