import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { systemTime, wallClock } from '../../src/clock.ts';
import { createLogger } from '../../src/logger.ts';
import { loadRotas } from '../../src/rota-files/load-rotas.ts';
import { coverageGaps } from '../../src/rota/coverage.ts';
import { onCall } from '../../src/rota/on-call.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import type { Area, Rotas } from '../../src/rota/types.ts';
import { publish } from '../../src/rota-versions/publish.ts';
import { VersionStore } from '../../src/rota-versions/version-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { largeRota, written, type RotaTexts } from '../bench-rota.ts';
import { summarise, type Summary } from '../figures.ts';

/** What reckoning with rotas takes. */
export interface RotaFigures {
  /** Microseconds for one ladder of 40 people and 100 shifts, over a week. */
  readonly ladder: Summary;
  /** Seconds for the gaps of 40 lines of 20 shifts over a year, the first time it is asked; and of 100 shifts. */
  readonly year: number;
  readonly fullYear: number;
  /** Seconds to parse 1,000 lines that are in memory. */
  readonly parse: number;
  /** Seconds to publish a change to 1,000 lines: read from disk, parsed, compared, and kept in an embedded store. */
  readonly publish: number;
}

const HOUR = 3_600_000;
const ladders = 20_000;

export async function measureRota(): Promise<RotaFigures> {
  const texts = largeRota({ areas: 1, lines: 40, peopleEach: 40, shiftsEach: 100 });
  const thousand = largeRota({ areas: 25, lines: 40, peopleEach: 40, shiftsEach: 5 });
  return {
    year: yearOf(parsed(largeRota({ areas: 1, lines: 40, peopleEach: 40, shiftsEach: 20 }))),
    fullYear: yearOf(parsed(texts)),
    ladder: ladderOf(parsed(texts)),
    parse: await secondsOf(() => parsed(thousand)),
    publish: await publishOf(thousand),
  };
}

function parsed(texts: RotaTexts): Rotas {
  const { rotas, faults } = parseRotas(texts);
  if (!rotas) throw new Error(`the bench's rota has faults: ${faults[0]?.reason ?? ''}`);
  return rotas;
}

function onlyArea({ areas }: Rotas): Area {
  const [area] = areas;
  if (!area) throw new Error("the bench's rota has no area");
  return area;
}

/** Every call asks for another instant, as it does in use; the first thousand, not yet compiled, are left out. */
function ladderOf(rotas: Rotas): Summary {
  const area = onlyArea(rotas);
  const [line] = area.lines;
  if (!line) throw new Error("the bench's rota has no line");
  const from = wallClock(systemTime.now(), area.timezone).startOf('week').toMillis();
  const times: number[] = [];
  for (let number = 0; number < ladders; number++) {
    const at = from + ((number * 7_919) % (7 * 24 * 60)) * 60_000;
    const began = performance.now();
    onCall({ area, line, at });
    times.push((performance.now() - began) * 1000);
  }
  return summarise(times.slice(1_000));
}

function yearOf(rotas: Rotas): number {
  const area = onlyArea(rotas);
  const from = systemTime.now();
  const began = performance.now();
  for (const line of area.lines) coverageGaps({ area, line, from, to: from + 365 * 24 * HOUR });
  return (performance.now() - began) / 1000;
}

async function publishOf(texts: RotaTexts): Promise<number> {
  const logger = createLogger('silent');
  const { dir, remove } = await written(texts);
  const database = await openDatabase({ dataDir: 'memory://', logger });
  try {
    await migrate(database.pool, logger);
    const before = await publishFrom(dir, database.pool);
    const [changed = ''] = [...texts.keys()].filter((path) => path.endsWith('line-0.yaml'));
    await writeFile(join(dir, changed), texts.get(changed)?.replace('seconds: 20', 'seconds: 25') ?? '');
    return await secondsOf(() => publishFrom(dir, database.pool, before));
  } finally {
    await database.close();
    await remove();
  }
}

async function publishFrom(dir: string, pool: Pool, before?: Rotas): Promise<Rotas> {
  const { rotas, files } = await loadRotas(dir);
  if (!rotas) throw new Error("the bench's rota has faults");
  await publish(new VersionStore(pool), {
    reading: { rotas, files },
    before,
    at: systemTime.now(),
    by: 'bench',
  });
  return rotas;
}

async function secondsOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
