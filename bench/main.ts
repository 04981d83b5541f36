import { describeMachine } from './machine.ts';
import { measureStore, type StoreFigures } from './measure-store.ts';
import { measureRota } from './measures/rota.ts';
import { tablesOf } from './report.ts';
import { readSettings, type Settings } from './settings.ts';
import { removeStores, storeKinds } from './stores.ts';
import { renderTable } from './table.ts';

const say = (what: string): void => console.error(`… ${what}`);

async function measureStores(settings: Settings): Promise<StoreFigures[]> {
  const databaseUrl = process.env['DATABASE_URL'] || 'postgres://postgres@127.0.0.1:5432/postgres';
  const redisUrl = process.env['REDIS_URL'] || 'redis://127.0.0.1:6379';
  const measured: StoreFigures[] = [];
  for (const kind of await storeKinds({ databaseUrl, redisUrl })) {
    if (settings.stores && !settings.stores.has(kind.name)) continue;
    if (kind.absent === undefined) measured.push(await measureStore(kind, settings, say));
    else console.log(`Not measured: ${kind.name}. There is ${kind.absent}`);
  }
  return measured;
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  for (const line of describeMachine()) console.log(line);
  const needsStore = [...settings.only].some((section) => section !== 'rota');
  const rota = settings.only.has('rota') ? await measureRota() : undefined;
  const stores = needsStore ? await measureStores(settings) : [];
  console.log(`Stores: ${stores.map(({ store }) => store.title).join(', ') || 'none needed'}\n`);
  for (const table of tablesOf(settings.only, stores, rota)) console.log(renderTable(table));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void removeStores().finally(() => process.exit(130)));
}

main().catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
