import type { Pause } from '../call/decision.ts';
import type { Clock } from '../clock.ts';
import type { Override } from '../rota/types.ts';

/** The pauses that clinicians asked for by pressing 3, as far as this process heard of them. */
export class PausesHeard {
  readonly #clock: Clock;
  #pauses: readonly Override[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hear(pauses: readonly Pause[]): void {
    if (pauses.length > 0) this.#pauses = [...this.current(), ...pauses.map(asOverride)];
  }

  /** Those that are not over. */
  current(): readonly Override[] {
    const now = this.#clock.now();
    return this.#pauses.filter((pause) => pause.to > now);
  }
}

function asOverride(pause: Pause): Override {
  const id = `${pause.area}/${pause.clinician}/${pause.from}`;
  return { ...pause, id, kind: 'pause', line: undefined, with: undefined, why: 'Pressed 3' };
}
