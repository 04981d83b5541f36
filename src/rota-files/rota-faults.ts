import { loggedFault } from '../rota/parse/fault-list.ts';
import type { Fault } from '../rota/types.ts';

/** The rota folder has faults; the message lists every one on a line of its own, as a log may hold it. */
export class RotaFaults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      `The rota files have faults (rota check tells them in full):\n${faults.map(loggedFault).join('\n')}`,
    );
    this.name = 'RotaFaults';
    this.faults = faults;
  }
}
