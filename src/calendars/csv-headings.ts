import { didYouMean } from '../rota/parse/did-you-mean.ts';

const columns = ['clinician', 'date', 'from', 'to', 'line', 'why'] as const;
/** Columns that rosters have besides: a name in two parts, times in columns of their own, and whether it was granted. */
const rosterColumns = ['surname', 'forename', 'start time', 'end time', 'status'] as const;
const allColumns = [...columns, ...rosterColumns];
export type Column = (typeof allColumns)[number];

/** What else columns are called in the spreadsheets and rosters that managers have. No "return": that is the day after the last. */
const alsoCalled: Readonly<Record<Column, readonly string[]>> = {
  clinician: [
    'name',
    'doctor',
    'consultant',
    'staff',
    'staff name',
    'full name',
    'person',
    'employee',
    'employee name',
  ],
  date: ['day', 'shift date', 'duty date', 'roster date'],
  from: ['start', 'start date', 'first day', 'from date', 'date from', 'leave start'],
  to: ['end', 'end date', 'last day', 'to date', 'date to', 'leave end'],
  line: ['advice line'],
  why: ['reason', 'notes', 'leave type', 'absence type', 'absence reason'],
  surname: ['last name', 'family name'],
  forename: ['forenames', 'first name', 'given name'],
  'start time': ['time from', 'shift start', 'from time'],
  'end time': ['time to', 'shift end', 'to time', 'finish', 'finish time'],
  status: ['approval', 'approval status', 'leave status'],
};

/** Which column a heading in small letters is meant for; one that is not known stays as it is. */
export function columnCalled(heading: string): string {
  return allColumns.find((column) => alsoCalled[column].includes(heading)) ?? heading;
}

/** Whether these are the headings of a table, and not what stands above them. */
export function areHeadings(names: readonly string[]): boolean {
  const known = new Set(names.filter(isKnown));
  return known.size >= 2 && (known.has('clinician') || known.has('surname'));
}

/** What is wrong with the headings of a table, given as `columnCalled` tells them, so that it cannot be read. */
export function headerFaults(names: readonly string[]): readonly string[] {
  const needed = [
    ...(names.includes('surname') ? [] : ['clinician']),
    ...(names.includes('date') ? [] : ['from', 'to']),
  ].filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !isKnown(name) && (needed.length > 0 || mayBeMissing(name, names)));
  const twice = names.filter((name, index) => isKnown(name) && names.indexOf(name) !== index);
  return [
    ...unknown.map(
      (name) => `column "${name}" is not known${didYouMean(name, columns)}: there are ${columns.join(', ')}`,
    ),
    ...needed.map((name) => `the column "${name}" is missing from the header`),
    ...twice.map((name) => `the column "${name}" stands in the header twice`),
  ].slice(0, 20);
}

/** What is told of a table that can be read without some of its columns. */
export function columnsNotRead(names: readonly string[]): string | undefined {
  const rest = names.filter((name) => name !== '' && !isKnown(name)).map((name) => `"${name}"`);
  if (rest.length === 0) return undefined;
  return `these columns are not read: ${rest.slice(0, 20).join(', ')}; if one of them matters, say it in another`;
}

function isKnown(name: string): boolean {
  return allColumns.some((column) => column === name);
}

/** Whether a heading is likely one of ours, misspelt, and so to be asked about. */
function mayBeMissing(name: string, names: readonly string[]): boolean {
  const missing = allColumns.filter((column) => !names.includes(column));
  return name !== '' && didYouMean(name, missing) !== '';
}
