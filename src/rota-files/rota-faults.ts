import { faultText } from '../rota/parse/fault-list.ts';
import type { Fault } from '../rota/types.ts';

/** The rota folder has faults; the message lists every one on a line of its own. */
export class RotaFaults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`The rota files have faults:\n${faults.map(faultText).join('\n')}`);
    this.name = 'RotaFaults';
    this.faults = faults;
  }
}
