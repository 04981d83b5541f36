import type { OnCallOnLines } from '../calls/on-call-now.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Done } from '../outbox/done.ts';
import { keepEffects } from '../outbox/keep-effects.ts';
import type { Overrides } from '../overrides/overrides.ts';
import { areaById } from '../rota/directory.ts';
import type { Area, AreaId, Rotas } from '../rota/types.ts';
import type { Queryable } from '../store/queryable.ts';
import { derivedId } from '../texts/derived-id.ts';
import { keysOf, phonesOf, quietPhone, type CheckedPhone } from './phone-to-check.ts';
import type { PhoneChecks } from './phone-checks.ts';
import { quietHour } from './quiet-hour.ts';

export interface PhoneCheckRoundsNeeds {
  readonly database: Queryable;
  readonly checks: PhoneChecks;
  readonly rotas: { readonly current: Rotas };
  readonly overrides: Pick<Overrides, 'standing'>;
  readonly onCall: OnCallOnLines;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
}

/** A round goes on no longer than this: who is on no shift in four weeks is not rung. */
export const ROUND = 28 * 24 * 3_600_000;
const NEXT_PHONE = 60_000;
const NEXT_LOOK = 5 * 60_000;
/** Longer than ringing and both askings can last: beyond this the news of its end was lost. */
const SETTLE_AFTER = 100_000;

/** Has the phones of an area rung, one at a time, each when its owner is on shift and it is quiet. */
export class PhoneCheckRounds {
  readonly #needs: PhoneCheckRoundsNeeds;

  constructor(needs: PhoneCheckRoundsNeeds) {
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
    const { database, onCall, checks, rotas, newId, dispatch } = this.#needs;
    if (left.length === 0) return false;
    const where = { area, rotas: rotas.current };
    const next = quietPhone(area, left, await quietHour(database, onCall, where, now));
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

  async #keepRound(area: AreaId, since: Instant, dueAt: Instant): Promise<void> {
    const { database, clock, dispatch } = this.#needs;
    const id = derivedId('check-phones', area, since, dueAt);
    const round: StoredEffect = { id, effect: { kind: 'check-phones', area, since, dueAt } };
    dispatch(await keepEffects(database, [round], clock.now()));
  }
}
