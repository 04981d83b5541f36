import type { Pool } from 'pg';
import { arrive } from '../call/arrive.ts';
import { areaIdOf, type Call } from '../call/call.ts';
import { decide } from '../call/decide.ts';
import { isUnchanged, type Decision, type World } from '../call/decision.ts';
import { mayRing, type Arrival, type CallEvent } from '../call/event.ts';
import type { LegSid } from '../carrier/carrier.ts';
import type { Clock, Instant } from '../clock.ts';
import { beginsBackOff } from '../rota/back-off.ts';
import { areaById, findArea, findPractice, lineByRef, withOverflow } from '../rota/directory.ts';
import { restOfShift } from '../rota/duties/rest-of-shift.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Clinician, ClinicianId, Line, LineRef, OnCall, Rotas } from '../rota/types.ts';
import { onAnyConnection } from '../store/lost-connection.ts';
import { closedArea } from './closed-area.ts';
import { loadCall, loadOverrides, readCall, type LoadedCall } from './load-call.ts';
import type { CallKey } from './call-key.ts';
import { loadHistories, noHistories, type Histories } from './ring-history.ts';
import { saveDecision } from './save-decision.ts';
import type { StoredEffect } from '../outbox/effect.ts';

/** Told of every change once it is committed. */
export interface CallObserver {
  changed(before: Call | undefined, decision: Decision, event: CallEvent | Arrival): void;
}

export interface CallBookNeeds {
  readonly pool: Pool;
  readonly rotas: { readonly current: Rotas };
  readonly clock: Clock;
  readonly newId: () => string;
  /** Has the effects performed: called after commit, must not throw and is not waited for. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
  readonly observers: readonly CallObserver[];
}

/** The event that happens to a call, once its time is known. */
export type Happening = (at: Instant) => CallEvent;

/** How often a change is decided anew because the call, or a clinician it wanted, changed meanwhile. */
const TRIES = 100;

/**
 * Every call, and the only way to change one: read it, decide, store the new state with its event and effects in one
 * statement, which does nothing when the call has changed since (then again from the start), and have the effects
 * performed.
 */
export class CallBook {
  readonly #needs: CallBookNeeds;

  constructor(needs: CallBookNeeds) {
    this.#needs = needs;
  }

  /** A new call, or the one that this leg began before; `undefined` when no area has the dialled number. */
  async arrive(arrival: Omit<Arrival, 'kind' | 'at'>): Promise<Call | undefined> {
    const { rotas, clock, newId } = this.#needs;
    const area = findArea(rotas.current, arrival.to);
    if (!area) return undefined;
    const known = await this.find({ callerSid: arrival.sid });
    if (known) return known;
    const event: Arrival = { kind: 'arrived', at: clock.now(), ...arrival };
    const practice = arrival.from ? findPractice(area, arrival.from) : undefined;
    return this.#begin(arrive(event, area, practice, newId()), event);
  }

  async #begin(decision: Decision, event: Arrival): Promise<Call> {
    const { pool, newId } = this.#needs;
    const effects = this.#number(decision);
    try {
      const change = { before: undefined, decision, event, effects, finishes: undefined, newId };
      await onAnyConnection(() => saveDecision(pool, change));
    } catch (problem) {
      // The same first webhook, twice at the same instant: whoever was first made the call.
      const known = await this.find({ callerSid: event.sid });
      if (known) return known;
      throw problem;
    }
    this.#committed(undefined, decision, event, effects);
    return decision.call;
  }

  /** The call as it was last committed. */
  async find(key: CallKey): Promise<Call | undefined> {
    return onAnyConnection(() => readCall(this.#needs.pool, key));
  }

  /**
   * Something happened. Returns the call as it is afterwards, or `undefined` when there is no such call.
   * `finishes` is the effect that this carries out: marked done by the same statement.
   */
  async change(key: CallKey, happening: Happening, finishes?: string): Promise<Call | undefined> {
    for (let left = TRIES; left > 0; left--) {
      const done = await onAnyConnection(() => this.#changeOnce(key, happening, finishes));
      if (done !== 'again') return done;
    }
    throw new Error('the call changed each time that it was about to be stored');
  }

  async #changeOnce(
    key: CallKey,
    happening: Happening,
    finishes: string | undefined,
  ): Promise<Call | undefined | 'again'> {
    const { pool, clock, newId } = this.#needs;
    const event = happening(clock.now());
    const before = await loadCall(pool, key, event.at);
    if (!before) return undefined;
    const decision = decide(before.call, event, await this.#world(before, event));
    if (isUnchanged(decision, before.call)) {
      await finish(pool, finishes, event.at);
      return decision.call;
    }
    const effects = this.#number(decision);
    const isStored = await saveDecision(pool, { before, decision, event, effects, finishes, newId });
    if (!isStored) return 'again';
    this.#committed(before.call, decision, event, effects);
    return decision.call;
  }

  async #world(loaded: LoadedCall, event: CallEvent): Promise<World> {
    const { pool, newId } = this.#needs;
    const area = this.area(loaded.call.area);
    const histories = mayRing(event)
      ? await loadHistories(pool, withOverflow(this.#needs.rotas.current, area), event.at)
      : noHistories;
    return {
      area,
      busy: loaded.busy,
      newId,
      line: (ref) => this.line(ref),
      onCall: this.#onCall(loaded, histories, event.at),
      beginsBackOff: (line, clinician) => beginsBackOff(histories(line), clinician, event.at),
      restOfShift: (line, clinician) => {
        const entry = { area: areaIdOf(line), clinician };
        return restOfShift(this.#needs.rotas.current, entry, event.at, loaded.overrides);
      },
    };
  }

  #onCall({ overrides }: LoadedCall, histories: Histories, at: Instant): (ref: LineRef) => OnCall {
    const known = new Map<LineRef, OnCall>();
    return (ref) => {
      const answer = known.get(ref) ?? this.#ladder(ref, overrides, histories, at);
      known.set(ref, answer);
      return answer;
    };
  }

  #ladder(ref: LineRef, overrides: LoadedCall['overrides'], histories: Histories, at: Instant): OnCall {
    const found = lineByRef(this.#needs.rotas.current, ref);
    if (!found) return { open: false, opensNext: undefined, ladder: [], why: [] };
    return onCall({ ...found, at, overrides, history: histories(ref) });
  }

  /** The clinician as the rota has them now; `undefined`: a ring on this line could not be theirs. */
  async onLadder(ref: LineRef, id: ClinicianId): Promise<Clinician | undefined> {
    const { pool, clock } = this.#needs;
    const at = clock.now();
    const overrides = await onAnyConnection(() => loadOverrides(pool, at));
    const { ladder } = this.#ladder(ref, overrides, noHistories, at);
    return ladder.find(({ clinician }) => clinician.id === id)?.clinician;
  }

  /** Which of these legs already belong to an attempt of any call. */
  async legsKnown(sids: readonly LegSid[]): Promise<ReadonlySet<LegSid>> {
    const { rows } = await this.#needs.pool.query<{ leg_sid: string }>(
      'select leg_sid from attempts where leg_sid = any ($1)',
      [sids],
    );
    return new Set(rows.map((row) => row.leg_sid));
  }

  /** The area of a call as the rota has it now; one that was taken out of the rota has no lines left. */
  area(id: string): Area {
    return areaById(this.#needs.rotas.current, id) ?? closedArea(id);
  }

  line(ref: LineRef): Line | undefined {
    return lineByRef(this.#needs.rotas.current, ref)?.line;
  }

  #number(decision: Decision): StoredEffect[] {
    return decision.effects.map((effect) => ({ id: this.#needs.newId(), effect }));
  }

  #committed(
    before: Call | undefined,
    decision: Decision,
    event: CallEvent | Arrival,
    effects: readonly StoredEffect[],
  ): void {
    this.#needs.dispatch(effects);
    for (const observer of this.#needs.observers) observer.changed(before, decision, event);
  }
}

async function finish(pool: Pool, id: string | undefined, at: Instant): Promise<void> {
  if (!id) return;
  await pool.query(`update effects set status = 'done', finished_at = $2 where id = $1`, [id, new Date(at)]);
}
