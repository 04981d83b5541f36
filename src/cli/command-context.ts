import type { Clock } from '../clock.ts';
import { faultText } from '../rota/parse/fault-list.ts';
import type { ParsedRotas } from '../rota/parse-rotas.ts';
import type { Area, AreaId, Rotas } from '../rota/types.ts';
import type { Span } from '../statistics/period.ts';
import type { ImportPreview } from '../calendars/preview-shape.ts';
import type { KeptImport } from './keep-import.ts';
import type { KeptRota } from './kept-rota.ts';

/** 0: done. 1: something is wrong, as told. 2: the command was not given as it must be. */
export type ExitCode = 0 | 1 | 2;

/** What commands need of the world. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** A line of the answer. */
  print(line: string): void;
  /** A line of what is wrong. */
  complain(line: string): void;
  /** Asks whoever sits there, yes or no; `undefined`: nobody sits there. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** By what the running program is asked; `fetch` unless told. */
  readonly request?: typeof fetch | undefined;
  /** Reads a rota folder. */
  readRotas(folder: string): Promise<ParsedRotas>;
  /** What the database knows besides the files. Absent: there is none that could be asked. */
  readonly keptRota?:
    ((areas: readonly Area[], span: Span) => Promise<ReadonlyMap<AreaId, KeptRota>>) | undefined;
  /** Writes what an import showed. Absent: there is no database that could be written to. */
  readonly keepImport?: ((area: Area, preview: ImportPreview) => Promise<KeptImport>) | undefined;
}

/** The folder that managers edit. */
export function rotasFolder({ env }: CommandContext): string {
  return env['ROTAS_DIR']?.trim() || './rotas';
}

/** The rotas in force; `undefined`, and every fault told, when they cannot be used. */
export async function goodRotas(context: CommandContext): Promise<Rotas | undefined> {
  const read = await context.readRotas(rotasFolder(context));
  if (read.rotas) return read.rotas;
  read.faults.forEach((fault) => context.complain(faultText(fault)));
  return undefined;
}
