import { randomUUID } from 'node:crypto';
import { CalendarImports } from '../calendars/calendar-imports.ts';
import type { ImportPreview } from '../calendars/preview-shape.ts';
import { systemTime } from '../clock.ts';
import { createLogger } from '../logger.ts';
import type { Area } from '../rota/types.ts';
import { openDatabase } from '../store/database.ts';

/** An import that was written. */
export interface KeptImport {
  readonly id: string;
  /** How many overrides are new. */
  readonly overrides: number;
}

/** Keeps a preview in the database and confirms it, as the API does in two steps. */
export async function keepImport(
  databaseUrl: string,
  area: Area,
  preview: ImportPreview,
): Promise<KeptImport> {
  const database = await openDatabase({ databaseUrl, dataDir: '', logger: createLogger('silent') });
  try {
    const imports = new CalendarImports(database.pool, systemTime, randomUUID);
    const id = await imports.keep(area.id, preview, 'command line');
    const settled = await imports.confirm(area, id, 'command line');
    return { id, overrides: 'overrides' in settled ? settled.overrides : 0 };
  } finally {
    await database.close();
  }
}
