import { didYouMean } from '../rota/parse/did-you-mean.ts';

const columns = ['clinician', 'date', 'from', 'to', 'line', 'why'] as const;
export type Column = (typeof columns)[number];

/** What else columns are called in the spreadsheets that managers have. No "return": that is the day after the last. */
const alsoCalled: Readonly<Record<Column, readonly string[]>> = {
  clinician: ['name', 'doctor', 'consultant'],
  date: ['day'],
  from: ['start', 'start date', 'first day'],
  to: ['end', 'end date', 'last day'],
  line: ['advice line'],
  why: ['reason', 'notes'],
};

/** Which column a heading in small letters is meant for; one that is not known stays as it is. */
export function columnCalled(heading: string): string {
  return columns.find((column) => alsoCalled[column].includes(heading)) ?? heading;
}

/** What is wrong with the headings of a table, given as `columnCalled` tells them. */
export function headerFaults(names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const needed = names.includes('date') ? ['clinician'] : ['clinician', 'from', 'to'];
  return [
    ...unknown.map(
      (name) => `column "${name}" is not known${didYouMean(name, columns)}: there are ${columns.join(', ')}`,
    ),
    ...needed
      .filter((name) => !names.includes(name))
      .map((name) => `the column "${name}" is missing from the header`),
    ...twice.map((name) => `the column "${name}" stands in the header twice`),
  ].slice(0, 20);
}
