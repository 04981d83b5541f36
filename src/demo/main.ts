import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../api/api-keys.ts';
import { systemTime, wallClock } from '../clock.ts';
import { createLogger } from '../logger.ts';
import { loadRotas } from '../rota-files/load-rotas.ts';
import { faultText } from '../rota/parse/fault-list.ts';
import type { Area } from '../rota/types.ts';
import { statisticsOf } from '../statistics/statistics.ts';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { narrator } from './narrator.ts';
import { playDay } from './play-day.ts';
import { Rehearsal } from './rehearsal.ts';
import { resultsTable } from './results-table.ts';
import { latestWorkingDay } from './working-day.ts';

const CALLS = 40;
const SEED = 303;

async function main(once: boolean): Promise<void> {
  const print = (line: string): void => console.log(line);
  const { rotas, faults } = await loadRotas(process.env['ROTAS_DIR'] || './rotas');
  const [area] = rotas?.areas ?? [];
  if (!rotas || !area)
    throw new Error(faults?.map(faultText).join('\n') ?? 'there is no area in the rota folder');
  const logger = createLogger('error');
  const database = await openDatabase({ dataDir: 'memory://', logger });
  await migrate(database.pool, logger);
  const key: ApiKey = { name: 'demo', role: 'manager', secret: randomBytes(24).toString('base64url') };
  const start = latestWorkingDay(area, systemTime.now());
  const rehearsal = await Rehearsal.open({
    rotas: { current: rotas },
    start,
    database,
    logger,
    apiKeys: [key],
    observers: [narrator(area.timezone, print)],
    port: once ? 0 : Number(process.env['PORT'] || 3000),
  }).catch(async (problem: unknown) => {
    await database.close();
    throw problem;
  });
  const day = wallClock(start, area.timezone);
  print(
    `A working day in ${area.name} (all fictional), ${day.toFormat('cccc d LLLL yyyy')}: ${CALLS} calls.\n`,
  );
  await playDay(rehearsal, area, CALLS, SEED);
  const days = { from: day.toISODate() ?? '', to: day.plus({ days: 1 }).toISODate() ?? '' };
  print(`\n${resultsTable(await statisticsOf(database.pool, area, days, 'line'))}\n`);
  if (once) {
    await rehearsal.close();
    return database.close();
  }
  print(lookingAround(rehearsal.publicUrl, key, area, days));
  rehearsal.keepPace(systemTime, (problem) => logger.error({ err: problem }, 'the demo stopped'));
}

function lookingAround(
  url: string,
  { secret }: ApiKey,
  { id, lines }: Area,
  days: { from: string; to: string },
): string {
  const curl = `curl -sH "Authorization: Bearer ${secret}"`;
  return [
    'Still here for looking around (Ctrl-C ends it):',
    `  ${curl} "${url}/api/v1/areas/${id}/statistics?from=${days.from}&to=${days.to}&by=line"`,
    `  ${curl} "${url}/api/v1/areas/${id}/calls?from=${days.from}&to=${days.to}"`,
    `  ${curl} "${url}/api/v1/areas/${id}/lines/${lines[0]?.id ?? ''}/on-call"`,
    `  curl -s ${url}/readyz ; curl -s ${url}/metrics ; curl -s ${url}/openapi.json`,
  ].join('\n');
}

main(process.argv.includes('--once')).catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
