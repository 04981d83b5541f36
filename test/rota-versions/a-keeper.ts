import type { Pool } from 'pg';
import { RotaWatch } from '../../src/rota-files/rota-watch.ts';
import { ProcessStore } from '../../src/rota-versions/process-store.ts';
import { beatEvery, RotaKeeper } from '../../src/rota-versions/rota-keeper.ts';
import { VersionStore } from '../../src/rota-versions/version-store.ts';
import type { VirtualTime } from '../../src/virtual-time.ts';

/** A process that watches a rota folder and keeps its versions, on a clock that a test moves. */
export interface KeptProcess {
  readonly watch: RotaWatch;
  readonly keeper: RotaKeeper;
  /** What the log was told, "level: words". */
  readonly told: string[];
  /** What the metrics were told last. */
  readonly figures: { faults: number; served: number };
  /** Looks at its folder, and says what it serves. */
  looks(): Promise<void>;
  close(): Promise<void>;
}

export async function aProcess(
  process: string,
  dir: string,
  { pool, time }: { readonly pool: Pool; readonly time: VirtualTime },
): Promise<KeptProcess> {
  const told: string[] = [];
  const say = (level: string) => (_about: object, words: string) => void told.push(`${level}: ${words}`);
  const logger = { info: say('info'), warn: say('warn'), error: say('error') };
  const figures = { faults: -1, served: -1 };
  const watch = await RotaWatch.start({ dir, timers: time, logger, hints: false, stillFor: 0 });
  const keeper = new RotaKeeper({
    source: watch,
    versions: new VersionStore(pool),
    processes: new ProcessStore(pool),
    process,
    timers: time,
    logger,
    figures: {
      setRotaFaults: (count) => (figures.faults = count),
      setRotaVersionsServed: (count) => (figures.served = count),
    },
  });
  return {
    watch,
    keeper,
    told,
    figures,
    async looks() {
      await watch.look();
      await keeper.beat();
    },
    async close() {
      watch.close();
      await keeper.stop();
    },
  };
}

/** Lets `beats` beats go by for each process, one after the other. */
export async function beats(time: VirtualTime, count: number, ...processes: KeptProcess[]): Promise<void> {
  for (let beat = 0; beat < count; beat++) {
    time.moveTo(time.now() + beatEvery);
    for (const process of processes) await process.looks();
  }
}
