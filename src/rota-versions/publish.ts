import type { Instant } from '../clock.ts';
import { inPieces } from '../pieces.ts';
import { rotaDifference } from '../rota/difference.ts';
import { parsingRotas, type RotaTexts } from '../rota/parse-rotas.ts';
import type { Rotas } from '../rota/types.ts';
import type { KeptDifference, Newest, VersionStore } from './version-store.ts';

/** A reading of rota files, and the files. */
export interface Reading {
  readonly rotas: Rotas;
  readonly files: RotaTexts;
}

export interface Publication {
  readonly reading: Reading;
  /** What this process served before, which spares reading it from the database if that was the newest version. */
  readonly before: Rotas | undefined;
  readonly at: Instant;
  readonly by: string;
}

/** A rota may be replaced as a whole: what is told of a version stays readable. */
const mostChanges = 500;
/** As often as several processes may publish at the same instant. */
const tries = 5;

/**
 * Publishes a reading as the next version. Where another process has just published the same files, that version is
 * given back, and no second one is made.
 */
export async function publish(
  versions: Pick<VersionStore, 'newest' | 'files' | 'add'>,
  publication: Publication,
): Promise<Newest> {
  const { reading, at, by } = publication;
  const { hash } = reading.rotas;
  for (let left = tries; left > 0; left--) {
    const newest = await versions.newest(hash);
    if (newest?.hash === hash) return newest;
    const number = (newest?.number ?? 0) + 1;
    const difference = await differenceFrom(versions, newest, publication);
    if (await versions.add({ number, hash, at, by, difference, files: reading.files })) {
      return { number, hash, knowsMine: true };
    }
  }
  throw new Error('others kept publishing at the same time');
}

async function differenceFrom(
  versions: Pick<VersionStore, 'files'>,
  newest: Newest | undefined,
  { reading, before }: Publication,
): Promise<KeptDifference> {
  if (!newest) return kept(undefined, reading.rotas);
  if (before?.hash === newest.hash) return kept(before, reading.rotas);
  const { rotas } = await inPieces(parsingRotas(await versions.files(newest.number)));
  // An older program may have let through what this one does not.
  return rotas ? kept(rotas, reading.rotas) : { changes: [], more: 0, compared: false };
}

function kept(before: Rotas | undefined, after: Rotas): KeptDifference {
  const all = rotaDifference(before, after);
  const changes = all.slice(0, mostChanges);
  return { changes, more: all.length - changes.length, compared: true };
}
