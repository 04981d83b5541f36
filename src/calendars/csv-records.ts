import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { ImportFault } from './import-row.ts';

/** So many rows may stand above the header: a title, or what tells Excel the separator. */
export const mostAbove = 10;

/** One record of a table, as it stands in the file. */
export interface CsvRecord {
  readonly record: readonly string[];
  /** As it stands in the file, with empty lines before it. */
  readonly raw: string;
  /** The line on which it ends. */
  readonly info: { readonly lines: number };
}

/** The line on which it begins, from 1. */
export function firstLineOf({ raw, info }: CsvRecord): number {
  return info.lines - (raw.trim().split('\n').length - 1);
}

/** So many bytes are read at a time. */
const readAtOnce = 16_384;

/** Reads the records of a table, at most some more than `mostRows`; or why they cannot be. */
export async function recordsOf(
  text: string,
  mostRows: number,
  pause: () => Promise<void>,
): Promise<{ readonly records: readonly CsvRecord[] } | { readonly faults: readonly ImportFault[] }> {
  const parser = parse({ ...options, delimiter: delimiterOf(text) });
  const records: CsvRecord[] = [];
  const tooMany = (): boolean => records.length > mostAbove + mostRows;
  parser.on('data', (record: CsvRecord) => records.push(record));
  try {
    await pipeline(pieces(text, pause, tooMany), parser);
    return { records };
  } catch (problem) {
    if (tooMany()) return { records };
    if (!(problem instanceof CsvError)) throw problem;
    const line = Number(Reflect.get(problem, 'lines'));
    return broken(
      Number.isFinite(line) ? line : 1,
      'this is not CSV: a quote is opened and not closed, or stands inside a cell',
    );
  }
}

const options = {
  ...{ bom: true, trim: true, info: true, raw: true, relax_column_count: true },
  ...{ skip_empty_lines: true, skip_records_with_empty_values: true },
} as const;

function delimiterOf(text: string): string {
  const above = text.split('\n', mostAbove);
  const header = above.find((each) => /[,;\t]/.test(each) && !/^sep=/i.test(each)) ?? '';
  return [';', '\t'].find((each) => header.includes(each) && !header.includes(',')) ?? ',';
}

async function* pieces(
  text: string,
  pause: () => Promise<void>,
  enough: () => boolean,
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length && !enough(); at += readAtOnce) {
    yield bytes.subarray(at, at + readAtOnce);
    await pause();
  }
}

/** What is told of a table as a whole. */
export function broken(line: number, reason: string): { readonly faults: readonly ImportFault[] } {
  return { faults: [{ line, text: '', reason }] };
}
