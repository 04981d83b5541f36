import type { EmergencyRecord } from './emergency-record.ts';
import type { Spool, WriteRecord } from './spool.ts';

const MOST = 10_000;

/** A spool without a disk: what it holds is lost with the process. For stories, the demo and benchmarks. */
export class MemorySpool implements Pick<Spool, 'keep' | 'kept' | 'replay'> {
  readonly #records: EmergencyRecord[] = [];

  keep(record: EmergencyRecord): Promise<void> {
    if (this.#records.length < MOST) this.#records.push(record);
    return Promise.resolve();
  }

  kept(): Promise<void> {
    return Promise.resolve();
  }

  async replay(write: WriteRecord): Promise<number> {
    let written = 0;
    for (let record = this.#records[0]; record; record = this.#records[0]) {
      if ((await write(record)) === 'written') written += 1;
      this.#records.shift();
    }
    return written;
  }
}
