import type { Pause } from '../call/decision.ts';
import { callOffQueued } from '../calls/call-off-queued.ts';
import type { Clock, Instant } from '../clock.ts';
import type { StoredEffect } from '../outbox/effect.ts';
import { clocksApart, type Overrides } from '../overrides/overrides.ts';
import type { StoredOverride } from '../overrides/stored-override.ts';
import { entriesOf } from '../rota/directory.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, AreaId, Clinician, ClinicianId, Line, Override, Rotas } from '../rota/types.ts';
import { dutiesOf, lookAhead, pauseEnd, type Duty } from '../rota/duties/clinician-duties.ts';
import type { Queryable } from '../store/queryable.ts';
import { endWords } from './notice-words.ts';
import { offWords, onWords } from './reply-words.ts';

/** Who keeps what was said at once, for callers who are answered while the database is away. */
export interface PauseHearer {
  hear(pauses: readonly Pause[]): void;
  /** They can be rung again. */
  forget(area: AreaId, clinician: ClinicianId): void;
}

export interface PauseNeeds {
  readonly overrides: Pick<Overrides, 'list' | 'standing' | 'add' | 'remove'>;
  readonly pauses: PauseHearer;
  readonly rotas: { readonly current: Rotas };
  readonly database: Queryable;
  /** Has the effects performed: called after commit. */
  readonly dispatch: (effects: readonly StoredEffect[]) => void;
  readonly clock: Clock;
}

/** Who texts, and which text it was: Twilio may bring it twice. */
export interface Texting {
  readonly area: Area;
  readonly clinician: Clinician;
  /** It is to be said which area this is. */
  readonly namesArea: boolean;
  readonly sid: string;
}

const msPerDay = 86_400_000;

/** OFF and ON. */
export class PauseByText {
  readonly #needs: PauseNeeds;

  constructor(needs: PauseNeeds) {
    this.#needs = needs;
  }

  /** Pauses them from now; what they said before of being off no longer counts. */
  async off({ area, clinician, namesArea, sid }: Texting, wanted: Instant | 'shift-end'): Promise<string> {
    const { overrides, pauses, database, dispatch, clock } = this.#needs;
    const now = clock.now();
    const by = `text ${clinician.id}`;
    const standing = await this.#standing(area);
    const to = wanted === 'shift-end' ? pauseEnd(area, clinician.id, now, standing) : wanted;
    const pause = { area: area.id, clinician: clinician.id, from: now, to };
    const draft = { ...pause, kind: 'pause', line: undefined, with: undefined, why: 'OFF by text' } as const;
    // "2H" is another instant when the same text comes again: the text alone says that it is the same.
    const request = { key: sid, digest: 'off' };
    const added = await overrides.add({ drafts: [draft], by, request });
    const [made] = 'overrides' in added ? added.overrides : [];
    const own = (await this.#pausesOf(area, clinician))
      .filter((pause) => isOwn(pause, clinician))
      .toSorted(inOrderMade);
    // The last stands, whichever of two texts at once is heard first: else each would end the other's pause.
    for (const { id } of own.slice(0, -1)) await overrides.remove(area.id, id, by);
    pauses.forget(area.id, clinician.id);
    if (!made?.removed) pauses.hear([{ ...pause, to: made?.to ?? to }]);
    // A leg that waits at Twilio for its turn would ring them yet.
    dispatch(await callOffQueued(database, pause, now));
    const alone = area.lines.filter((line) => isAlone(area, line, clinician, standing, now));
    const where = { alone: alone.map(({ name }) => name), area: namesArea ? area.name : undefined };
    return offWords(made?.to ?? to, where, { now, zone: area.timezone });
  }

  /** Ends their pauses, and says what is still in the way. */
  async on({ area, clinician }: Texting): Promise<string> {
    const { overrides, pauses, rotas, clock } = this.#needs;
    const now = clock.now();
    const held = [...(await this.#pausesOf(area, clinician)), ...(await this.#elsewhere(area, clinician))];
    for (const { area: at, id } of held) await overrides.remove(at, id, `text ${clinician.id}`);
    for (const entry of entriesOf(rotas.current, area, clinician))
      pauses.forget(entry.area.id, entry.clinician.id);
    const standing = await this.#standing(area);
    const leave = standing.find((each) => isLeave(each, clinician, now));
    const said = { now, zone: area.timezone };
    const still = leave && `you are on leave until ${endWords(leave.to, now, area.timezone)}`;
    return onWords(held.length, nowOrNext(area, clinician, standing, now), still, said);
  }

  /** What the same person has in other areas for having pressed 3, which is for all of them. */
  async #elsewhere(area: Area, clinician: Clinician): Promise<readonly StoredOverride[]> {
    const others = entriesOf(this.#needs.rotas.current, area, clinician).filter(
      (entry) => entry.area.id !== area.id || entry.clinician.id !== clinician.id,
    );
    const held = others.map(async (entry) =>
      (await this.#pausesOf(entry.area, entry.clinician)).filter(
        ({ madeBy }) => madeBy === `clinician ${entry.clinician.id}`,
      ),
    );
    return (await Promise.all(held)).flat();
  }

  /** Those that hold now, and their own that hold at once: the clock of the process that heard of them may be ahead. */
  async #pausesOf(area: Area, clinician: Clinician): Promise<readonly StoredOverride[]> {
    const now = this.#needs.clock.now();
    const filter = { area: area.id, from: now, to: now + clocksApart, clinician: clinician.id, limit: 100 };
    const pauses = (await this.#needs.overrides.list(filter)).filter(({ kind }) => kind === 'pause');
    return pauses.filter((pause) => pause.from <= now || isOwn(pause, clinician));
  }

  async #standing(area: Area): Promise<readonly Override[]> {
    const now = this.#needs.clock.now();
    return this.#needs.overrides.standing(area.id, now - 3 * msPerDay, now + (lookAhead + 3) * msPerDay);
  }
}

function isLeave({ kind, clinician, line, from, to }: Override, { id }: Clinician, now: Instant): boolean {
  return kind === 'leave' && clinician === id && line === undefined && from <= now && now < to;
}

/** Asked for by text, or by pressing 3. */
function isOwn({ madeBy }: StoredOverride, { id }: Clinician): boolean {
  return madeBy === `text ${id}` || madeBy === `clinician ${id}`;
}

function inOrderMade(one: StoredOverride, other: StoredOverride): number {
  return one.madeAt - other.madeAt || (one.id < other.id ? -1 : 1);
}

/** Nobody else would be rung on the line now. */
function isAlone(
  area: Area,
  line: Line,
  { id }: Clinician,
  overrides: readonly Override[],
  at: Instant,
): boolean {
  const others = overrides.filter(({ kind, clinician }) => kind !== 'pause' || clinician !== id);
  const { ladder } = onCall({ area, line, at, overrides: others });
  return ladder.length === 1 && ladder[0]?.clinician.id === id;
}

function nowOrNext(
  area: Area,
  { id }: Clinician,
  overrides: readonly Override[],
  now: Instant,
): Duty | undefined {
  const span = { from: now - 2 * msPerDay, to: now + lookAhead * msPerDay };
  return dutiesOf(area, id, span, overrides).find(({ to }) => to > now);
}
