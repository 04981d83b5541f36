import type { Rate } from '../statistics/row.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { Row } from '../statistics/row.ts';

const heads = [
  'Line',
  'Offered',
  'Connected',
  'Seconds to connect',
  'Recorded',
  'Avoided a referral (95% interval)',
];

/** The measures of each line, as text in columns. */
export function resultsTable({ rows, total }: Statistics): string {
  const cells = [heads, ...[...rows, { ...total, label: 'All lines' }].map(cellsOf)];
  const widths = heads.map((_head, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const [head = [], ...body] = lines;
  return [
    head.join('  '),
    rule,
    ...body.slice(0, -1).map((line) => line.join('  ')),
    rule,
    body.at(-1)?.join('  '),
  ].join('\n');
}

function cellsOf(row: Row): string[] {
  const { median } = row.secondsToConnect;
  return [
    row.label,
    String(row.offered),
    `${row.connected}`,
    median === null ? '-' : `${Math.round(median)} (median)`,
    `${row.recorded}`,
    rateWords(row.avoidedReferral),
  ];
}

/** "7 of 10: 70% (40% to 89%)"; with nothing recorded there is no rate. */
function rateWords({ count, of, rate, low, high }: Rate): string {
  if (rate === null || low === null || high === null) return 'nothing recorded';
  return `${count} of ${of}: ${percent(rate)} (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
