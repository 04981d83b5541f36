import { areHeadings, columnCalled, columnsNotRead, headerFaults, type Column } from './csv-headings.ts';
import { broken, firstLineOf, mostAbove, recordsOf, type CsvRecord } from './csv-records.ts';
import type { ImportFault } from './import-row.ts';

type Cells = Readonly<Record<'clinician' | 'date' | 'from' | 'to' | 'line' | 'why' | 'status', string>>;

export interface CsvRow extends Cells {
  /** The line of the file on which it begins, from 1. */
  readonly row: number;
  /** How many cells it has, and how many the header has. */
  readonly width: { readonly own: number; readonly header: number };
  /** Whether a name stands where an event has its title. */
  readonly titled: boolean;
}

/** A table's rows, with what is told of its header; or why it cannot be read. */
export type CsvTable =
  | { readonly rows: readonly CsvRow[]; readonly notes: readonly ImportFault[] }
  | { readonly faults: readonly ImportFault[] };

/** More is no rota; and each column is compared with each. */
const mostColumns = 100;
/** A cell may go over several lines, but not over so many. */
const mostLines = 50_000;
/** In letters; a table of that many rows is never longer. */
const mostLength = 2 * 1024 * 1024;

/** How files of Excel begin, the newer and the older kind. */
const workbooks = ['PK\u0003\u0004', 'ÐÏ\u0011à'];

/**
 * Reads a table with commas, semicolons or tabs, with our headings or with those of Outlook, Google and rosters. `pause`
 * waits for the moment in which a call may be answered in between.
 */
export async function csvTable(
  text: string,
  mostRows: number,
  pause: () => Promise<void>,
): Promise<CsvTable> {
  if (workbooks.some((each) => text.startsWith(each)))
    return broken(1, 'this is a workbook or a zip file: save it as CSV');
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text))
    return broken(1, 'this is a web page, not a table: export it again, as CSV');
  if (text.length > mostLength) return broken(1, 'this table is longer than 2 MB: import a part of it');
  const lines = text.replace(/\r\n?/g, '\n');
  const tooMany = `it holds more than ${mostRows} rows: import a part of it`;
  if (lines.split('\n', mostLines + 1).length > mostLines) return broken(1, tooMany);
  const read = await recordsOf(lines, mostRows, pause);
  if ('faults' in read) return read;
  const above = read.records.slice(0, mostAbove).findIndex(({ record }) => areHeadings(namesOf(record)));
  const [header, ...records] = read.records.slice(Math.max(above, 0));
  if (records.length > mostRows) return broken(1, tooMany);
  if (header && records.length === 0) return broken(1, 'it holds no rows');
  const table = rowsOf(header ? firstLineOf(header) : 1, header?.record ?? [], records);
  return 'faults' in table
    ? table
    : { ...table, notes: [...aboveHeader(read.records.slice(0, Math.max(above, 0))), ...table.notes] };
}

/** A title is no loss, but an entry would be. */
function aboveHeader(records: readonly CsvRecord[]): readonly ImportFault[] {
  const [first] = records.filter(({ raw }) => !/^\s*sep=/i.test(raw));
  return first ? broken(firstLineOf(first), 'what stands above the header is not read').faults : [];
}

function rowsOf(line: number, header: readonly string[], records: readonly CsvRecord[]): CsvTable {
  const headings = header.map((name) => name.slice(0, 40).toLowerCase());
  if (headings.length > mostColumns) return broken(line, `it has more than ${mostColumns} columns`);
  const titled = ['subject', 'start date'].every((name) => headings.includes(name));
  const names = titled ? headings : namesOf(header);
  const faults = titled ? [] : headerFaults(names);
  if (faults.length > 0) return { faults: faults.flatMap((reason) => broken(line, reason).faults) };
  const unread = titled ? undefined : columnsNotRead(names);
  return {
    notes: unread === undefined ? [] : broken(line, unread).faults,
    rows: records.map((each) => {
      const cell = (name: string): string => each.record[names.indexOf(name)] ?? '';
      const width = { own: each.record.length, header: names.length };
      return { ...(titled ? eventCells(cell) : ownCells(cell)), row: firstLineOf(each), width, titled };
    }),
  };
}

function namesOf(header: readonly string[]): readonly string[] {
  return header.map((name) => columnCalled(name.slice(0, 40).toLowerCase()));
}

function ownCells(cell: (name: Column) => string): Cells {
  const inParts = [cell('surname'), cell('forename')].filter((each) => each !== '').join(', ');
  const times = cell('date') === '' ? [cell('from'), cell('to')] : ['', ''];
  const [from = '', to = ''] = times.map((day, place) =>
    `${day} ${cell(place === 0 ? 'start time' : 'end time')}`.trim(),
  );
  return {
    clinician: cell('clinician') || inParts,
    date: cell('date'),
    from: from || cell('from'),
    to: to || cell('to'),
    ...{ line: cell('line'), why: cell('why'), status: cell('status') },
  };
}

/** As Outlook exports a calendar. Its description, its place and who was asked are nobody's business here. */
function eventCells(cell: (name: string) => string): Cells {
  const from = `${cell('start date')} ${cell('start time')}`;
  const to = `${cell('end date') || cell('start date')} ${cell('end time')}`;
  const rest = { date: '', line: '', why: '', status: '' };
  return { clinician: cell('subject'), from: from.trim(), to: to.trim(), ...rest };
}
