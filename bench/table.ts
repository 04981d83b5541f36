/** A table of text: the first row of cells is its head. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is to be said below it, a sentence each. */
  readonly notes?: readonly string[];
}

/** The table as lines of text: words to the left, figures to the right, two spaces between columns. */
export function renderTable({ title, head, rows, notes = [] }: Table): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const isFigures = head.map((_name, column) =>
    rows.every((row) => /^(-|[\d.,<]+.*)?$/.test(row[column] ?? '')),
  );
  const render = (row: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return isFigures[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, '', render(head), rule, ...rows.map(render), ...notes.map((note) => `* ${note}`), ''].join(
    '\n',
  );
}
