import type { Pause } from '../call/decision.ts';
import type { Clock } from '../clock.ts';
import type { AreaId, ClinicianId, Override } from '../rota/types.ts';
import { longestWalk } from './walk-place.ts';

/** The pauses that clinicians asked for by pressing 3 or by text, as far as this process heard of them. */
export class PausesHeard {
  readonly #clock: Clock;
  #pauses: readonly Override[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hear(pauses: readonly Pause[]): void {
    if (pauses.length > 0) this.#pauses = [...this.current(), ...pauses.map(asOverride)];
  }

  /** They can be rung again. */
  forget(area: AreaId, clinician: ClinicianId): void {
    this.#pauses = this.current().filter((pause) => pause.area !== area || pause.clinician !== clinician);
  }

  /** Those that are not over, and those that a walk under way may have begun with. */
  current(): readonly Override[] {
    const since = this.#clock.now() - longestWalk;
    return this.#pauses.filter((pause) => pause.to > since);
  }
}

function asOverride(pause: Pause): Override {
  const id = `${pause.area}/${pause.clinician}/${pause.from}`;
  return { ...pause, id, kind: 'pause', line: undefined, with: undefined, why: 'Asked not to be rung' };
}
