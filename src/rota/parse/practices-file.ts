import { parse } from 'csv-parse/sync';
import { CsvError } from 'csv-parse/sync';
import type { FaultList } from './fault-list.ts';
import { practiceShape } from './file-shapes.ts';
import type { PracticeRow } from './file-shapes.ts';
import { unknownKeyWords } from './shape-faults.ts';

/** One row: what it says by column, and where it stands. */
export interface TableRow {
  readonly line: number;
  readonly ods: string;
  readonly phones: readonly string[];
  readonly pin: string | undefined;
  /** `undefined` where the row has faults. */
  readonly practice: PracticeRow | undefined;
}

export interface PracticeTable {
  readonly file: string;
  readonly rows: readonly TableRow[];
}

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const needed = ['ods', 'name', 'network', 'kind', 'phones'] as const;
const columns: readonly string[] = [...needed, 'pin'];

/** Reads practices.csv, with or without a byte order mark, in any order of columns. */
export function readPractices(file: string, text: string, faults: FaultList): PracticeTable {
  const [header, ...records] = recordsOf(file, text, faults);
  if (!header) {
    faults.fault(file, 1, `the file has no header: begin with ${needed.join(',')}`);
    return { file, rows: [] };
  }
  const names = header.record.map((name) => name.toLowerCase());
  if (!headerIsRight(file, header.info.lines, names, faults)) return { file, rows: [] };
  return { file, rows: records.map((record) => rowOf(file, names, record, faults)) };
}

function recordsOf(file: string, text: string, faults: FaultList): readonly Record[] {
  let read = 0;
  try {
    return parse(text, {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      comment: '#',
      comment_no_infix: true,
      on_record: (record: string[], { lines }) => {
        read = lines;
        return record;
      },
    }) as unknown[] as Record[];
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    const isOpen = problem.code === 'CSV_QUOTE_NOT_CLOSED';
    const line = isOpen ? firstQuote(text, read) : Number(Reflect.get(problem, 'lines'));
    faults.fault(file, Number.isFinite(line) ? line : 1, csvWords(problem));
    return [{ record: [...needed], info: { lines: 1 } }];
  }
}

/** The first line after `read` with a quote: there it was opened that nothing closes. */
function firstQuote(text: string, read: number): number {
  const rows = text.split(/\r\n|\n|\r/);
  return rows.findIndex((row, index) => index >= read && row.includes('"') && !row.startsWith('#')) + 1;
}

function csvWords({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed: write another at its end';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'a quote stands within a text: put the whole text in quotes, and write the quote within twice';
    default:
      return `not CSV: ${message}`;
  }
}

function headerIsRight(file: string, line: number, names: readonly string[], faults: FaultList): boolean {
  if (names.length === 1 && /[;\t]/.test(names[0] ?? '')) {
    faults.fault(file, line, 'the columns are not separated by commas: save the table as CSV with commas');
    return false;
  }
  if (!names.some((name) => columns.includes(name))) {
    faults.fault(file, line, `the first row is not the header: begin with ${needed.join(',')}`);
    return false;
  }
  const missing = needed.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !columns.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of unknown) faults.fault(file, line, `column ${unknownKeyWords(name, columns)}`);
  for (const name of missing) faults.fault(file, line, `the column "${name}" is missing from the header`);
  for (const name of twice) faults.fault(file, line, `the column "${name}" stands in the header twice`);
  return missing.length === 0 && unknown.length === 0 && twice.length === 0;
}

function rowOf(
  file: string,
  names: readonly string[],
  { record, info }: Record,
  faults: FaultList,
): TableRow {
  const line = info.lines;
  const cell = (name: string): string => record[names.indexOf(name)] ?? '';
  const phones = cell('phones')
    .split(';')
    .map((phone) => phone.trim())
    .filter((phone) => phone !== '');
  const pin = cell('pin') === '' ? undefined : cell('pin');
  const ods = cell('ods').toUpperCase();
  const row = { ods, name: cell('name'), network: cell('network'), kind: cell('kind'), phones, pin };
  if (record.length !== names.length) {
    const words = `the row has ${record.length} columns, the header ${names.length}`;
    faults.fault(
      file,
      line,
      `${words}: separate telephone numbers with ";", and put names with a comma in quotes`,
    );
    return { line, ods, phones, pin, practice: undefined };
  }
  const result = practiceShape.safeParse(row);
  for (const { path, message } of result.error?.issues ?? [])
    faults.fault(file, line, `${String(path[0])}: ${message}`);
  return { line, ods, phones, pin, practice: result.data };
}
