import type { OnCallOnLines } from '../calls/on-call-now.ts';
import type { StoredEffect } from '../calls/save-decision.ts';
import type { Carrier, LegStatus } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Done } from '../escalation/done.ts';
import { keepEffects } from '../escalation/keep-effects.ts';
import { isOver } from '../carrier/leg-over.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { areaById } from '../rota/directory.ts';
import type { Area, AreaId, Rotas } from '../rota/types.ts';
import type { Queryable } from '../statistics/queryable.ts';
import { derivedId } from '../texts/derived-id.ts';
import { keysOf, phonesOf, quietPhone, type CheckedPhone } from './phone-to-check.ts';
import type { CheckResult, PhoneCheck, PhoneChecks } from './phone-checks.ts';
import { isCalling, quietHour } from './quiet-hour.ts';

export interface PhoneCheckNeeds {
  readonly database: Queryable;
  readonly checks: PhoneChecks;
  readonly rotas: { readonly current: Rotas };
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly onCall: OnCallOnLines;
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
}

/** A round goes on no longer than this: who is on no shift in four weeks is not rung. */
export const ROUND = 28 * 24 * 3_600_000;
const NEXT_PHONE = 60_000;
const NEXT_LOOK = 5 * 60_000;
const RING_SECONDS = 25;
const LEG_LIMIT_SECONDS = 60;
/** Longer than ringing and both askings can last: beyond this the news of its end was lost. */
const SETTLE_AFTER = 100_000;
const LATER = 2_000;
const PLACE_TRIES = 3;
/** Nobody is rung for what was asked for so long ago: their shift may be over. */
const STALE = 60_000;

/** Rings the phones of an area, one at a time, each when its owner is on shift and it is quiet. */
export class PhoneCheckEffects {
  readonly #needs: PhoneCheckNeeds;

  constructor(needs: PhoneCheckNeeds) {
    this.#needs = needs;
  }

  /** Begins a round now: every phone that was not checked since. False when one is under way. */
  async begin(area: AreaId): Promise<boolean> {
    const { checks, clock } = this.#needs;
    if (await checks.isUnderWay(area)) return false;
    const now = clock.now();
    await this.#keepRound(area, now, now);
    return true;
  }

  /** One look of a round: begins the next check, if any can be; keeps the next look, unless all are done. */
  async look(areaId: AreaId, since: Instant): Promise<Done> {
    const { rotas, overrides, checks, clock } = this.#needs;
    const area = areaById(rotas.current, areaId);
    const now = clock.now();
    const span = { from: now, to: since + ROUND };
    if (!area || span.to <= now) return { kind: 'done' };
    const begunSince = await checks.since(areaId, since);
    const phones = phonesOf(area, span, await overrides.standing(areaId, span.from, span.to));
    const left = phones.filter(({ phone }) => !begunSince.some((check) => check.phone === phone));
    // One that is still running may yet turn out not to have been rung.
    if (left.length === 0 && begunSince.every(({ ended }) => ended)) return { kind: 'done' };
    const begun = await this.#checkNext(area, left, now);
    await this.#keepRound(areaId, since, now + (begun ? NEXT_PHONE : NEXT_LOOK));
    return { kind: 'done' };
  }

  async #checkNext(area: Area, left: readonly CheckedPhone[], now: Instant): Promise<boolean> {
    const { database, onCall, checks, newId, dispatch } = this.#needs;
    if (left.length === 0) return false;
    const next = quietPhone(area, left, await quietHour(database, onCall, area, now));
    if (!next) return false;
    const check = newId();
    const effects: StoredEffect[] = [
      { id: newId(), effect: { kind: 'ring-phone', check, dueAt: now } },
      { id: newId(), effect: { kind: 'end-phone-check', check, dueAt: now + SETTLE_AFTER } },
    ];
    const about = { id: check, area: area.id, clinician: next.clinician.id, phone: next.phone, askedAt: now };
    const begun = await checks.begin(about, keysOf(area, next), effects);
    if (begun) dispatch(effects);
    return begun;
  }

  /** A call has come to the area: nobody's telephone is to be engaged for a check. Never rejects. */
  async makeWay(area: AreaId): Promise<void> {
    const { database, checks, clock, dispatch } = this.#needs;
    try {
      const running = await checks.callOff(area);
      if (!running) return;
      const now = clock.now();
      const effect = { kind: 'end-phone-check', check: running.id, dueAt: now } as const;
      dispatch(await keepEffects(database, [{ id: derivedId('make way', running.id), effect }], now));
    } catch {
      // The database is away. The check ends by itself in a minute or two.
    }
  }

  /** Asks Twilio for the leg, once. */
  async ring(checkId: string, tries: number): Promise<Done> {
    const { database, checks, rotas, carrier, clock } = this.#needs;
    const check = await checks.find(checkId);
    if (!check || check.ended || check.legSid) return { kind: 'done' };
    const area = areaById(rotas.current, check.area);
    const [from] = area?.numbers ?? [];
    const isStale = clock.now() > check.askedAt + STALE;
    if (from === undefined || isStale || check.calledOff || (await isCalling(database, check.area)))
      return this.#abandon(check);
    const placed = await carrier.placeLeg({
      from,
      to: check.phone,
      answerPath: `/webhooks/voice/phone-check?check=${check.id}`,
      statusPath: `/webhooks/voice/phone-check-status?check=${check.id}`,
      ringSeconds: area?.people.get(check.clinician)?.ringSeconds ?? RING_SECONDS,
      limitSeconds: LEG_LIMIT_SECONDS,
    });
    switch (placed.kind) {
      case 'placed':
        // It was called off while Twilio was asked.
        if (!(await checks.bind(check.id, placed.sid))) await carrier.hangUpLeg(placed.sid);
        return { kind: 'done' };
      case 'refused':
        await checks.end(check.id, 'failed', clock.now());
        return { kind: 'done' };
      case 'unknown':
        // Never asked again: what is heard of the leg, or the end of the check, settles it.
        return { kind: 'done' };
      case 'later':
        return tries < PLACE_TRIES ? { kind: 'again', in: LATER } : this.#abandon(check);
    }
  }

  /** Ends a check that was called off, and frees whoever the news of the leg's end did not. */
  async settle(checkId: string): Promise<Done> {
    const { checks, carrier, clock } = this.#needs;
    const check = await checks.find(checkId);
    if (!check || check.ended) return { kind: 'done' };
    const sid = check.legSid ?? (await this.#searched(check));
    if (sid === 'unreachable') return { kind: 'again', in: LATER };
    if (sid === undefined) return this.#abandon(check);
    const status = check.calledOff ? 'ringing' : await carrier.legStatus(sid);
    if (status === 'unreachable') return { kind: 'again', in: LATER };
    if (status !== undefined && !isOver(status)) {
      const asked = await carrier.hangUpLeg(sid);
      if (asked.kind === 'later') return { kind: 'again', in: LATER };
    }
    await checks.end(check.id, resultOf(status ?? 'completed'), clock.now());
    return { kind: 'done' };
  }

  async #searched({ area: areaId, phone, askedAt }: PhoneCheck): Promise<string | undefined> {
    const [from] = areaById(this.#needs.rotas.current, areaId)?.numbers ?? [];
    if (from === undefined) return undefined;
    const seen = await this.#needs.carrier.findLegs({ from, to: phone, since: askedAt - 1_000 });
    return seen === 'unreachable' ? seen : seen[0]?.sid;
  }

  async #abandon({ id }: PhoneCheck): Promise<Done> {
    await this.#needs.checks.abandon(id);
    return { kind: 'done' };
  }

  async #keepRound(area: AreaId, since: Instant, dueAt: Instant): Promise<void> {
    const { database, clock, dispatch } = this.#needs;
    const id = derivedId('check-phones', area, since, dueAt);
    const round: StoredEffect = { id, effect: { kind: 'check-phones', area, since, dueAt } };
    dispatch(await keepEffects(database, [round], clock.now()));
  }
}

/** What a leg that is over tells of the phone. One that was answered without a 1 is `no-key`. */
export function resultOf(status: LegStatus): CheckResult {
  switch (status) {
    case 'busy':
    case 'no-answer':
    case 'failed':
      return status;
    case 'canceled':
    case 'queued':
    case 'initiated':
    case 'ringing':
      return 'no-answer';
    case 'in-progress':
    case 'completed':
      return 'no-key';
  }
}
