import { createLogger } from '../../src/logger.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { groupings, type Grouping } from '../../src/statistics/counts-query.ts';
import { statisticsOf } from '../../src/statistics/statistics.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { area, loadRota } from '../bench-rota.ts';
import { summarise, type Summary } from '../figures.ts';
import type { BenchStore } from '../stores.ts';

/** Milliseconds for the table of a year, by what its rows stand for. */
export type StatisticsFigures = ReadonlyMap<Grouping, Summary>;

const times = 7;

/** Fills the store with a year of `offers`, a connected call and a half-attempt more each, and asks for every table. */
export async function measureStatistics(store: BenchStore, offers: number): Promise<StatisticsFigures> {
  const logger = createLogger('silent');
  const database = await openDatabase({ databaseUrl: store.databaseUrl, dataDir: store.dataDir, logger });
  try {
    await migrate(database.pool, logger);
    await fill(database, offers);
    return await askForAll(database);
  } finally {
    await database.close();
  }
}

async function askForAll({ pool }: Database): Promise<StatisticsFigures> {
  const [place] = parseRotas(loadRota()).rotas?.areas ?? [];
  if (!place) throw new Error("the bench's rota has no area");
  const figures = new Map<Grouping, Summary>();
  for (const by of groupings) {
    const taken: number[] = [];
    for (let time = 0; time < times; time++) {
      const began = performance.now();
      await statisticsOf(pool, place, { from: '2025-01-01', to: '2026-01-01' }, by);
      taken.push(performance.now() - began);
    }
    figures.set(by, summarise(taken));
  }
  return figures;
}

/** In pieces, so that no statement takes longer than the pool allows. */
async function fill({ pool }: Database, offers: number): Promise<void> {
  const piece = 10_000;
  for (let from = 1; from <= offers; from += piece) {
    const values = [from, Math.min(offers, from + piece - 1), offers, area];
    for (const statement of fillings) await pool.query(statement, values);
  }
  for (const table of ['calls', 'offers', 'attempts']) await pool.query(`analyze ${table}`);
}

const id = (kind: number): string => `('${kind}0000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const instant = `timestamptz '2025-01-01T09:00Z' + n * interval '364 days' / $3::int`;
const all = `from generate_series($1::int, $2::int) as n where $3::int > 0 and $4::text <> ''`;

const fillings = [
  `insert into calls (id, area, caller_sid, status, state, started_at, updated_at)
   select ${id(1)}, $4, 'CA-statistics-' || n, 'over', '{}', ${instant}, ${instant} ${all}`,
  `insert into offers (id, call_id, area, line, practice, chosen_at, ending, ended_at, connected_at, connected_first,
     clinician, caller_outcome)
   select ${id(2)}, ${id(1)}, $4, 'line-' || 1 + n % 9, 'Z' || n % 60, ${instant},
     (array['connected', 'connected', 'connected', 'abandoned', 'unanswered'])[1 + n % 5], ${instant},
     case when n % 5 < 3 then ${instant} + (n % 90) * interval '1 second' end, n % 5 = 0,
     case when n % 5 < 3 then 'person' || n % 360 end,
     case when n % 5 < 2 then (array['referral-avoided', 'referral-made', 'investigation-arranged'])[1 + n % 3] end
   ${all}`,
  ...[1, 2].map(
    (
      number,
    ) => `insert into attempts (id, call_id, offer_id, area, line, clinician, number, status, created_at)
   select ${id(2 + number)}, ${id(1)}, ${id(2)}, $4, 'line-' || 1 + n % 9, 'person' || (n + ${number - 1}) % 360, ${number}, 'ended',
     ${instant} ${all} and (${number} = 1 or n % 2 = 0)`,
  ),
];
