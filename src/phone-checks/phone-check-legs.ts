import type { OnCallOnLines } from '../calls/on-call-now.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import type { Carrier, LegRequest } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Done } from '../outbox/done.ts';
import { keepEffects } from '../outbox/keep-effects.ts';
import { isOver } from '../carrier/leg-over.ts';
import { areaById } from '../rota/directory.ts';
import type { Area, AreaId, Clinician, PhoneNumber, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { derivedId } from '../texts/derived-id.ts';
import { resultOf } from './check-result.ts';
import type { PhoneChecks } from './phone-checks.ts';
import { keysOf } from './phone-to-check.ts';
import { keysThatCallsMayRing } from './quiet-hour.ts';
import type { PhoneCheck } from './stored-check.ts';
import { keysWithinReach } from './within-reach.ts';

export interface PhoneCheckLegsNeeds {
  readonly database: Queryable;
  readonly checks: PhoneChecks;
  readonly rotas: { readonly current: Rotas };
  readonly carrier: Carrier;
  readonly onCall: OnCallOnLines;
  readonly clock: Clock;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
}

const RING_SECONDS = 25;
const LEG_LIMIT_SECONDS = 60;
const LATER = 2_000;
const PLACE_TRIES = 3;
/** Nobody is rung for what was asked for so long ago: their shift may be over. */
const STALE = 60_000;

/** The legs by which phones are checked: placed, ended, and called off when a call comes. */
export class PhoneCheckLegs {
  readonly #needs: PhoneCheckLegsNeeds;

  constructor(needs: PhoneCheckLegsNeeds) {
    this.#needs = needs;
  }

  /** A call has come to the area: nobody whom it may ring is to be engaged for a check. Never rejects. */
  async makeWay(area: AreaId): Promise<void> {
    const { database, checks, rotas, clock, dispatch } = this.#needs;
    try {
      const running = await checks.running();
      if (running.length === 0) return;
      const within = keysWithinReach(rotas.current, area);
      const inTheWay = running.filter((check) => check.area === area || this.#isIn(within, check));
      await checks.callOff(inTheWay.map(({ id }) => id));
      const now = clock.now();
      const effects = inTheWay.map(({ id: check }): StoredEffect => {
        const effect = { kind: 'end-phone-check', check, dueAt: now } as const;
        return { id: derivedId('make way', check, now), effect };
      });
      dispatch(await keepEffects(database, effects, now));
    } catch {
      // The database is away. The check ends by itself in a minute or two.
    }
  }

  /** Asks Twilio for the leg, once. */
  async ring(checkId: string, tries: number): Promise<Done> {
    const { checks, rotas, carrier, clock } = this.#needs;
    const check = await checks.find(checkId);
    if (!check || check.ended || check.legSid) return { kind: 'done' };
    const area = areaById(rotas.current, check.area);
    const [from] = area?.numbers ?? [];
    if (from === undefined || check.calledOff || !(await this.#mayRing(area, check)))
      return this.#abandon(check);
    const placed = await carrier.placeLeg(legOf(check, from, area));
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
    if (sid === 'unreachable') return this.#later(check);
    if (sid === undefined) return this.#abandon(check);
    const status = check.calledOff ? 'ringing' : await carrier.legStatus(sid);
    if (status === 'unreachable') return this.#later(check);
    if (status !== undefined && !isOver(status)) {
      const asked = await carrier.hangUpLeg(sid);
      if (asked.kind === 'later') return this.#later(check);
    }
    await checks.end(check.id, resultOf(status ?? 'completed'), clock.now());
    return { kind: 'done' };
  }

  /** Whether they are on duty still, with this phone, and no call may want them: either may have changed meanwhile. */
  async #mayRing(area: Area | undefined, check: PhoneCheck): Promise<boolean> {
    const { database, onCall, rotas, clock } = this.#needs;
    const now = clock.now();
    if (!area || now > check.askedAt + STALE) return false;
    const answers = await onCall(area, area.lines, now);
    const isOurs = ({ id, phones }: Clinician): boolean =>
      id === check.clinician && phones.includes(check.phone);
    if (!answers.some(({ ladder }) => ladder.some(({ clinician }) => isOurs(clinician)))) return false;
    const calling = await keysThatCallsMayRing(database, rotas.current);
    return !calling.areas.has(area.id) && !this.#isIn(calling.keys, check);
  }

  #isIn(keys: ReadonlySet<string>, { area: id, clinician: who, phone }: PhoneCheck): boolean {
    const area = areaById(this.#needs.rotas.current, id);
    const clinician = area?.people.get(who);
    if (!area || !clinician) return keys.has(`phone/${phone}`);
    return keysOf(area, { clinician, phone }).some((key) => keys.has(key));
  }

  /** Twilio cannot be asked now. That does not matter once no leg can be live: nobody is kept from calls for it. */
  async #later(check: PhoneCheck): Promise<Done> {
    const { checks, rotas, clock } = this.#needs;
    const now = clock.now();
    if (now <= liveUntil(check, areaById(rotas.current, check.area))) return { kind: 'again', in: LATER };
    if (!check.result) return this.#abandon(check);
    await checks.end(check.id, check.result, now);
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
}

/** Rung at the last moment, and answered at the last. */
function liveUntil({ askedAt, clinician }: PhoneCheck, area: Area | undefined): Instant {
  return askedAt + STALE + (ringSecondsOf(clinician, area) + LEG_LIMIT_SECONDS) * 1000;
}

function ringSecondsOf(clinician: string, area: Area | undefined): number {
  return area?.people.get(clinician)?.ringSeconds ?? RING_SECONDS;
}

function legOf({ id, phone, clinician }: PhoneCheck, from: PhoneNumber, area: Area | undefined): LegRequest {
  return {
    from,
    to: phone,
    answerPath: `/webhooks/voice/phone-check?check=${id}`,
    statusPath: `/webhooks/voice/phone-check-status?check=${id}`,
    ringSeconds: ringSecondsOf(clinician, area),
    limitSeconds: LEG_LIMIT_SECONDS,
  };
}
