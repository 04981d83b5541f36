import { randomUUID } from 'node:crypto';
import { failingPhones } from '../calls/failing-phones.ts';
import { loadHistories, type Histories } from '../calls/ring-history.ts';
import { systemTime } from '../clock.ts';
import { createLogger } from '../logger.ts';
import { Overrides } from '../overrides/overrides.ts';
import type { PhoneOf } from '../rota/coverage-report.ts';
import type { Area, AreaId, Override } from '../rota/types.ts';
import type { Span } from '../statistics/period.ts';
import { openDatabase } from '../store/database.ts';

/** What the database knows of an area's rota besides the files. */
export interface KeptRota {
  readonly overrides: readonly Override[];
  readonly failing: readonly PhoneOf[];
  /** What the orders of ringing go by, as of the beginning of the span asked for. Absent: nobody was rung yet. */
  readonly histories?: Histories | undefined;
}

/** Asks the database at `databaseUrl` about some areas. Throws what the database throws. */
export async function keptRota(
  databaseUrl: string,
  areas: readonly Area[],
  { from, to }: Span,
): Promise<ReadonlyMap<AreaId, KeptRota>> {
  const logger = createLogger('silent');
  const database = await openDatabase({ databaseUrl, dataDir: '', logger });
  try {
    const { pool } = database;
    const kept = new Overrides(pool, systemTime, randomUUID);
    const found = areas.map(async (area) => {
      const overrides = await kept.standing(area.id, from, to);
      const failing = await failingPhones(pool, area, from);
      return [area.id, { overrides, failing, histories: await loadHistories(pool, [area], from) }] as const;
    });
    return new Map(await Promise.all(found));
  } finally {
    await database.close();
  }
}
