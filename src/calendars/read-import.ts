import { wallClock, type Instant } from '../clock.ts';
import type { Area, LineId } from '../rota/types.ts';
import type { DayOrder } from './csv-days.ts';
import type { FileKind } from './file-text.ts';
import { previewOf } from './import-preview.ts';
import type { ImportedAs, ImportPreview } from './preview-shape.ts';
import { readCsv } from './read-csv.ts';
import { readIcs } from './read-ics.ts';
import { untilLater } from '../pieces.ts';

/** The longest file that is read: a calendar of many years. */
export const mostBytes = 8 * 1024 * 1024;

export interface ImportedFile {
  /** What it is said to be; a calendar is one even by another name. */
  readonly kind: FileKind;
  readonly text: string;
  readonly as: ImportedAs;
  /** For shifts: the advice line of every entry that names none itself. */
  readonly line: LineId | undefined;
  /** For a table: which number of "01/02/2027" is the day, if that is known. */
  readonly dates: DayOrder | undefined;
}

/** What a file would do to the rota of an area: its entries from `now` to a year ahead. Writes nothing. */
export async function readImport(area: Area, file: ImportedFile, now: Instant): Promise<ImportPreview> {
  const inAYear = wallClock(now, area.timezone).plus({ years: 1 }).toMillis();
  const { text, dates } = file;
  const kind = /^\ufeff?\s*BEGIN:VCALENDAR/i.test(text) ? 'calendar' : file.kind;
  const question = { zone: area.timezone, span: { from: now, to: inAYear }, pause: untilLater };
  const reading =
    kind === 'csv' ? await readCsv(text, { ...question, dates }) : await readIcs(text, question);
  return previewOf(area, reading, { ...file, pause: untilLater });
}
