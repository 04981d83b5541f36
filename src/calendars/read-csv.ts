import { CsvError, parse } from 'csv-parse/sync';
import type { Interval } from '../rota/hours.ts';
import { didYouMean } from '../rota/parse/did-you-mean.ts';
import { csvSpan } from './csv-times.ts';
import { oneLine, shownText, type ImportFault, type ImportReading, type ImportRow } from './import-row.ts';
import { mostEntries, type ReadingQuestion } from './read-ics.ts';

const columns = ['clinician', 'date', 'from', 'to', 'line', 'why'] as const;
type Column = (typeof columns)[number];

interface Row {
  readonly line: number;
  readonly cell: (name: Column) => string;
  /** How many cells it has. */
  readonly width: number;
}

type Table =
  | { readonly names: readonly string[]; readonly rows: readonly Row[] }
  | { readonly faults: readonly ImportFault[] };

/**
 * Reads a table with the columns clinician, from, to (or date, from, to), and maybe line and why, in any order, with
 * commas, semicolons or tabs between them as spreadsheets write it. A `to` that is a day alone is the last day.
 */
export function readCsv(text: string, { zone, span }: Pick<ReadingQuestion, 'zone' | 'span'>): ImportReading {
  const table = tableOf(text);
  if ('faults' in table) return { rows: [], faults: table.faults, leftOut: { cancelled: 0, over: 0 } };
  const rows: ImportRow[] = [];
  const faults: ImportFault[] = [];
  let over = 0;
  for (const row of table.rows) {
    const read = rowOf(row, table.names, zone, span);
    if (typeof read === 'string') faults.push({ line: row.line, text: textOf(row), reason: read });
    else if (read.to <= span.from) over++;
    else rows.push(read);
  }
  return { rows, faults, leftOut: { cancelled: 0, over } };
}

function rowOf(row: Row, names: readonly string[], zone: string, span: Interval): ImportRow | string {
  const { line, cell, width } = row;
  if (width > names.length)
    return `the row has ${width} columns, the header ${names.length}: put text with a comma in quotes`;
  if (cell('clinician') === '') return '"clinician" is empty: write a name or an id';
  if (/\+?\d(?:[ ().-]*\d){8,}/.test(cell('why'))) return '"why" must have no telephone or NHS number in it';
  if (cell('why').length > 200) return '"why" has more than 200 characters';
  const times = csvSpan({ date: cell('date'), from: cell('from'), to: cell('to') }, zone);
  if (typeof times === 'string') return times;
  if (times.from >= span.to) return 'it begins more than a year ahead';
  return {
    ...{ line, ...times, who: cell('clinician'), mayBeId: true, text: textOf(row) },
    adviceLine: cell('line') || undefined,
    why: oneLine(cell('why')) || undefined,
  };
}

function textOf({ cell }: Row): string {
  return shownText(
    columns
      .map(cell)
      .filter((each) => each !== '')
      .join(', '),
  );
}

function tableOf(text: string): Table {
  const [headerLine = ''] = text.split(/\r\n|\n|\r/, 1);
  const delimiter = [';', '\t'].find((each) => headerLine.includes(each) && !headerLine.includes(',')) ?? ',';
  const read = recordsOf(text, delimiter);
  if ('faults' in read) return read;
  const [header, ...records] = read.records;
  if (records.length > mostEntries)
    return broken(1, `it holds more than ${mostEntries} rows: import a part of it`);
  if (header && records.length === 0) return broken(1, 'it holds no rows');
  const names = (header?.record ?? []).map((name) => name.toLowerCase());
  const faults = headerFaults(names);
  if (faults.length > 0)
    return { faults: faults.map((reason) => ({ line: header?.info.lines ?? 1, text: '', reason })) };
  const rows = records.map(({ record, info }) => ({
    line: info.lines,
    width: record.length,
    cell: (name: Column) => record[names.indexOf(name)] ?? '',
  }));
  return { names, rows };
}

function headerFaults(names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const needed = names.includes('date') ? ['clinician'] : ['clinician', 'from', 'to'];
  return [
    ...unknown.map(
      (name) =>
        `column "${name.slice(0, 40)}" is not known${didYouMean(name, columns)}: there are ${columns.join(', ')}`,
    ),
    ...needed
      .filter((name) => !names.includes(name))
      .map((name) => `the column "${name}" is missing from the header`),
    ...twice.map((name) => `the column "${name.slice(0, 40)}" stands in the header twice`),
  ].slice(0, 20);
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function recordsOf(
  text: string,
  delimiter: string,
): { readonly records: readonly CsvRecord[] } | { readonly faults: readonly ImportFault[] } {
  try {
    const options = {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    } as const;
    return {
      records: parse(text, {
        ...options,
        delimiter,
        skip_records_with_empty_values: true,
      }) as unknown[] as CsvRecord[],
    };
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
