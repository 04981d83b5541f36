import { CsvError, parse } from 'csv-parse/sync';
import { columnCalled, headerFaults, type Column } from './csv-headings.ts';
import type { ImportFault } from './import-row.ts';

type Cells = Readonly<Record<Column, string>>;

export interface CsvRow extends Cells {
  /** The line of the file on which it begins, from 1. */
  readonly row: number;
  /** How many cells it has, and how many the header has. */
  readonly width: { readonly own: number; readonly header: number };
  /** Whether a name stands where an event has its title. */
  readonly titled: boolean;
}

export type CsvTable = { readonly rows: readonly CsvRow[] } | { readonly faults: readonly ImportFault[] };

/** More is no rota; and each column is compared with each. */
const mostColumns = 100;
/** A cell may go over several lines, but not over so many. */
const mostLines = 50_000;

/** How files of Excel begin, the newer and the older kind. */
const workbooks = ['PK\u0003\u0004', 'ÐÏ\u0011à'];

/** Reads a table with commas, semicolons or tabs, with our headings or with those of Outlook and Google. */
export function csvTable(text: string, mostRows: number): CsvTable {
  if (workbooks.some((each) => text.startsWith(each)))
    return broken(1, 'this is a workbook or a zip file: save it as CSV');
  const lines = text.replace(/\r\n?/g, '\n');
  const tooMany = `it holds more than ${mostRows} rows: import a part of it`;
  if (lines.split('\n', mostLines + 1).length > mostLines) return broken(1, tooMany);
  const read = recordsOf(lines, mostRows);
  if ('faults' in read) return read;
  const [header, ...records] = read.records;
  if (records.length > mostRows) return broken(1, tooMany);
  if (header && records.length === 0) return broken(1, 'it holds no rows');
  return rowsOf(header?.record ?? [], records);
}

function rowsOf(header: readonly string[], records: readonly CsvRecord[]): CsvTable {
  const headings = header.map((name) => name.slice(0, 40).toLowerCase());
  if (headings.length > mostColumns) return broken(1, `it has more than ${mostColumns} columns`);
  const titled = ['subject', 'start date'].every((name) => headings.includes(name));
  const names = titled ? headings : headings.map(columnCalled);
  const faults = titled ? [] : headerFaults(names);
  if (faults.length > 0) return { faults: faults.flatMap((reason) => broken(1, reason).faults) };
  return {
    rows: records.map((each) => {
      const cell = (name: string): string => each.record[names.indexOf(name)] ?? '';
      const width = { own: each.record.length, header: names.length };
      return { ...(titled ? eventCells(cell) : ownCells(cell)), row: firstLineOf(each), width, titled };
    }),
  };
}

function ownCells(cell: (name: Column) => string): Cells {
  const times = { date: cell('date'), from: cell('from'), to: cell('to') };
  return { ...times, clinician: cell('clinician'), line: cell('line'), why: cell('why') };
}

/** As Outlook exports a calendar. Its description, its place and who was asked are nobody's business here. */
function eventCells(cell: (name: string) => string): Cells {
  const from = `${cell('start date')} ${cell('start time')}`;
  const to = `${cell('end date') || cell('start date')} ${cell('end time')}`;
  return { clinician: cell('subject'), date: '', from: from.trim(), to: to.trim(), line: '', why: '' };
}

interface CsvRecord {
  readonly record: readonly string[];
  /** As it stands in the file, with empty lines before it. */
  readonly raw: string;
  /** The line on which it ends. */
  readonly info: { readonly lines: number };
}

function firstLineOf({ raw, info }: CsvRecord): number {
  return info.lines - (raw.trim().split('\n').length - 1);
}

function recordsOf(
  text: string,
  mostRows: number,
): { readonly records: readonly CsvRecord[] } | { readonly faults: readonly ImportFault[] } {
  const [headerLine = ''] = text.split('\n', 1);
  const delimiter = [';', '\t'].find((each) => headerLine.includes(each) && !headerLine.includes(',')) ?? ',';
  try {
    const options = { bom: true, trim: true, info: true, raw: true, relax_column_count: true } as const;
    const records: unknown[] = parse(text, {
      ...options,
      ...{ delimiter, skip_empty_lines: true, skip_records_with_empty_values: true },
      // The header, and one row more than may be.
      to: mostRows + 2,
    });
    return { records: records as CsvRecord[] };
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    const line = Number(Reflect.get(problem, 'lines'));
    return broken(
      Number.isFinite(line) ? line : 1,
      'this is not CSV: a quote is opened and not closed, or stands inside a cell',
    );
  }
}

function broken(line: number, reason: string): { readonly faults: readonly ImportFault[] } {
  return { faults: [{ line, text: '', reason }] };
}
