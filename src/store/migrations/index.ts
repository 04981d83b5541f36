import { sql as calls } from './0001-calls.ts';
import { sql as rotas } from './0002-rotas.ts';
import { sql as oneStatement } from './0003-one-statement.ts';
import { sql as toldOnce } from './0004-told-once.ts';
import { sql as overridesFound } from './0005-overrides-found.ts';
import { sql as rungArea } from './0006-rung-area.ts';

export interface Migration {
  /** From 1, without gaps. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Every change to the schema, oldest first. A released migration is never edited, and a new one must leave the
 * program's previous version working: it runs beside it while machines are replaced.
 */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'calls', sql: calls },
  { version: 2, name: 'rotas', sql: rotas },
  { version: 3, name: 'one-statement', sql: oneStatement },
  { version: 4, name: 'told-once', sql: toldOnce },
  { version: 5, name: 'overrides-found', sql: overridesFound },
  { version: 6, name: 'rung-area', sql: rungArea },
];
