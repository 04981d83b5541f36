import type { Interval } from '../rota/hours.ts';
import { dayOrderOf, type DayOrder } from './csv-days.ts';
import { csvTable, type CsvRow } from './csv-table.ts';
import { csvSpan } from './csv-times.ts';
import {
  mostEntries,
  oneLine,
  shownText,
  type ImportFault,
  type ImportReading,
  type ImportRow,
} from './import-row.ts';

export interface CsvQuestion {
  readonly zone: string;
  /** From now to a year ahead. What is over before is left out; what begins after is a fault. */
  readonly span: Interval;
  /** Which number of "01/02/2027" is the day; `undefined`: as the file shows, and where it does not, a fault. */
  readonly dates?: DayOrder | undefined;
  /** Waits for the moment in which a call may be answered in between. */
  readonly pause: () => Promise<void>;
}

/**
 * Reads a table with the columns clinician, from, to (or date, from, to), and maybe line and why, in any order; or one as
 * Outlook exports it. A `to` that is a day alone is the last day.
 */
export async function readCsv(text: string, question: CsvQuestion): Promise<ImportReading> {
  const table = await csvTable(text, mostEntries, question.pause);
  if ('faults' in table) return { rows: [], faults: table.faults, leftOut: { cancelled: 0, over: 0 } };
  const dates = question.dates ?? dayOrderOf(table.rows.flatMap(({ date, from, to }) => [date, from, to]));
  const rows: ImportRow[] = [];
  const faults: ImportFault[] = [...table.notes];
  let over = 0;
  for (const row of table.rows) {
    await question.pause();
    const read = rowOf(row, { ...question, dates });
    if (typeof read === 'string') faults.push({ line: row.row, text: textOf(row), reason: read });
    else if (read.to <= question.span.from) over++;
    else rows.push(read);
  }
  return { rows, faults, leftOut: { cancelled: 0, over } };
}

/** What rosters say of leave that was granted, and of shifts that are settled. */
const granted = /^(?:approved|authori[sz]ed|confirmed|granted|agreed|accepted|booked|published|yes|y)$/i;

function rowOf(row: CsvRow, { zone, span, dates }: CsvQuestion): ImportRow | string {
  const { width, clinician, line, why, titled } = row;
  if (width.own > width.header)
    return `the row has ${width.own} columns, the header ${width.header}: put text with a comma in quotes`;
  if (clinician === '') return `"${titled ? 'subject' : 'clinician'}" is empty: write a name or an id`;
  if (/\+?\d(?:[ ().-]*\d){8,}/.test(why)) return '"why" must have no telephone or NHS number in it';
  if (why.length > 200) return '"why" has more than 200 characters';
  if (row.status !== '' && !granted.test(row.status))
    return `its status is "${shownText(row.status).slice(0, 40)}": only what was approved is taken`;
  const times = csvSpan(row, dates, zone);
  if (typeof times === 'string') return times;
  if (times.from >= span.to) return 'it begins more than a year ahead: import it again nearer the time';
  return {
    ...{ line: row.row, ...times, who: clinician, mayBeId: !titled, text: textOf(row) },
    adviceLine: line || undefined,
    why: oneLine(why) || undefined,
  };
}

function textOf({ clinician, date, from, to, line, why }: CsvRow): string {
  return shownText([clinician, date, from, to, line, why].filter((each) => each !== '').join(', '));
}
