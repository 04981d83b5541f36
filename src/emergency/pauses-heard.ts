import type { Pause } from '../call/decision.ts';
import type { Clock, Instant } from '../clock.ts';
import type { AreaId, ClinicianId, Override } from '../rota/types.ts';

/** A pause, and when this process heard of it. */
interface Heard {
  readonly pause: Override;
  readonly heardAt: Instant;
}

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
    this.#heard = [...this.#lasting(), ...pauses.map((pause) => ({ pause: asOverride(pause), heardAt }))];
  }

  /** They can be rung again. */
  forget(area: AreaId, clinician: ClinicianId): void {
    this.#heard = this.#lasting().filter(({ pause }) => pause.area !== area || pause.clinician !== clinician);
  }

  /**
   * The database has answered a question that was begun then. It knows all that was heard before; what it does not
   * tell of was ended elsewhere.
   */
  settle(asked: Instant): void {
    this.#heard = this.#lasting().filter(({ heardAt }) => heardAt >= asked);
  }

  /** Those that are not over. */
  current(): readonly Override[] {
    return this.#lasting().map(({ pause }) => pause);
  }

  #lasting(): readonly Heard[] {
    const now = this.#clock.now();
    return this.#heard.filter(({ pause }) => pause.to > now);
  }
}

function asOverride(pause: Pause): Override {
  const id = `${pause.area}/${pause.clinician}/${pause.from}`;
  return { ...pause, id, kind: 'pause', line: undefined, with: undefined, why: 'Asked not to be rung' };
}
