import { expect, test } from '@jest/globals';
import { addedUp, amount, below, summarise } from '../../bench/figures.ts';
import { tablesOf } from '../../bench/report.ts';
import { readSettings } from '../../bench/settings.ts';
import { renderTable } from '../../bench/table.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => count - at);

test('measurements are summed up by nearest rank, with the three slowest', () => {
  expect(summarise(upTo(200))).toEqual({ count: 200, p50: 100, p99: 198, slowest: [200, 199, 198] });
  expect(summarise([7])).toEqual({ count: 1, p50: 7, p99: 7, slowest: [7] });
  expect(summarise([])).toEqual({ count: 0, p50: null, p99: null, slowest: [] });
});

test('floors are added up, and are none when one was not measured', () => {
  expect(addedUp([summarise([1, 3]), summarise([10])])).toEqual({ p50: 11, p99: 13 });
  expect(addedUp([summarise([1]), summarise([])])).toEqual({ p50: null, p99: null });
});

test('an aim is met, missed or not measured, and what equals it has missed it', () => {
  expect(below(49.9, 50, 'ms')).toBe('< 50 ms: met');
  expect(below(50, 50, 'ms')).toBe('< 50 ms: MISSED');
  expect(below(null, 50, 'ms')).toBe('< 50 ms: not measured');
  expect(below(1, null, 'ms')).toBe('');
  expect([amount(4.256, 'ms'), amount(42.56, 'ms'), amount(425.6, 'ms')]).toEqual([
    '4.26 ms',
    '42.6 ms',
    '426 ms',
  ]);
});

test('a table has words to the left and figures to the right', () => {
  const table = renderTable({
    title: 'Calls',
    head: ['store', 'p99'],
    rows: [
      ['embedded', '112 ms'],
      ['Postgres', '9.1 ms'],
      ['Redis', '-'],
    ],
    notes: ['none lost'],
  });
  expect(table.split('\n')).toEqual([
    'Calls',
    '',
    'store        p99',
    '--------  ------',
    'embedded  112 ms',
    'Postgres  9.1 ms',
    'Redis          -',
    '* none lost',
    '',
  ]);
});

test('only what was asked for and measured is told, with its aims and what was lost', () => {
  const { only } = readSettings(['--quick', '--only', 'gap,memory']);
  const floor = summarise([1, 2]);
  const redis = {
    store: { name: 'redis', title: 'Postgres + Redis' } as const,
    floors: { express: floor, queue: floor, insert: floor },
    load: { calls: 3, lost: 1, problems: ['a third clinician was rung'], gaps: [4, 5, 60], timings: [] },
    memory: { afterStart: 100, afterLoad: 120 },
    warnings: [],
  };
  const tables = tablesOf(only, [redis], undefined);
  expect(tables.map(({ rows }) => rows[0])).toEqual([
    ['next-dial gap', '5.00 ms', '60.0 ms', '< 50 ms: MISSED; three floors < 6 ms: MISSED'],
    ['Postgres + Redis', '100 MB', '120 MB'],
  ]);
  expect(tables[0]?.rows.at(-1)).toEqual(['the three floors added up', '3.00 ms', '6.00 ms', '']);
  expect(tables[0]?.notes).toContain('3 calls, 1 lost (must be 0)');
  expect(tables[0]?.notes).toContain('a third clinician was rung');
});

test('a command line that is not understood says how to use it', () => {
  expect(() => readSettings(['--only', 'gap,speed'])).toThrow('not understood: speed');
  expect(() => readSettings(['--fast'])).toThrow('npm run bench -- [--quick]');
  expect(readSettings([]).only.size).toBe(7);
});
