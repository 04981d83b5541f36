import { inPieces } from '../pieces.ts';
import { parsingRotas } from '../rota/parse-rotas.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Reading } from './publish.ts';
import { VersionStore } from './version-store.ts';

/** The newest version of the rota files; `undefined` when there is none, or none that can still be read. */
export async function lastGoodRotas(database: Queryable): Promise<Reading | undefined> {
  const versions = new VersionStore(database);
  const newest = await versions.newest('');
  if (!newest) return undefined;
  const files = await versions.files(newest.number);
  const { rotas } = await inPieces(parsingRotas(files));
  return rotas && { rotas, files };
}
