import type { Pause } from '../call/decision.ts';
import type { Clock, Instant } from '../clock.ts';
import type { AreaId, ClinicianId, Override } from '../rota/types.ts';

/** A pause, and when this process heard of it. */
interface Heard {
  readonly pause: Pause;
  readonly heardAt: Instant;
  /** It was asked for while the database was away, which does not know it yet. */
  readonly isWish: boolean;
}

type Whose = Pick<Pause, 'area' | 'clinician'>;

/** The pauses that clinicians asked for by pressing 3 or by text, as far as this process heard of them. */
export class PausesHeard {
  readonly #clock: Clock;
  #heard: readonly Heard[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Once they are stored. */
  hear(pauses: readonly Pause[]): void {
    if (pauses.length === 0) return;
    const heardAt = this.#clock.now();
    const isStored = (wish: Pause): boolean => pauses.some((pause) => isOfOne(pause, wish));
    const others = this.#lasting().filter(({ pause, isWish }) => !isWish || !isStored(pause));
    this.#heard = [...others, ...pauses.map((pause) => ({ pause, heardAt, isWish: false }))];
  }

  /** While the database is away: to be stored once it is back. Of several of one person the last stands. */
  wish(pause: Pause): void {
    const others = this.#lasting().filter((each) => !each.isWish || !isOfOne(each.pause, pause));
    this.#heard = [...others, { pause, heardAt: this.#clock.now(), isWish: true }];
  }

  /** Those that are to be stored. */
  get wishes(): readonly Pause[] {
    return this.#lasting().flatMap(({ pause, isWish }) => (isWish ? [pause] : []));
  }

  /** They can be rung again. */
  forget(area: AreaId, clinician: ClinicianId): void {
    this.#heard = this.#lasting().filter(({ pause }) => !isOfOne(pause, { area, clinician }));
  }

  /**
   * The database has answered a question that was begun then. It knows all that was heard before; what it does not
   * tell of was ended elsewhere.
   */
  settle(asked: Instant): void {
    this.#heard = this.#lasting().filter(({ heardAt, isWish }) => isWish || heardAt >= asked);
  }

  /** Those that are not over. */
  current(): readonly Override[] {
    return this.#lasting().map(({ pause }) => asOverride(pause));
  }

  #lasting(): readonly Heard[] {
    const now = this.#clock.now();
    return this.#heard.filter(({ pause }) => pause.to > now);
  }
}

function isOfOne(one: Whose, other: Whose): boolean {
  return one.area === other.area && one.clinician === other.clinician;
}

function asOverride(pause: Pause): Override {
  const id = `${pause.area}/${pause.clinician}/${pause.from}`;
  return { ...pause, id, kind: 'pause', line: undefined, with: undefined, why: 'Asked not to be rung' };
}
