import { addedUp, amount, below, summarise } from './figures.ts';
import { callsPerSecond, type StoreFigures } from './measure-store.ts';
import { longestAnswer } from './measures/sustained.ts';
import type { RotaFigures } from './measures/rota.ts';
import type { Section } from './settings.ts';
import type { Table } from './table.ts';

const ms = (value: number | null | undefined): string => amount(value, 'ms');

/** The tables that were asked for, out of what was measured. */
export function tablesOf(
  only: ReadonlySet<Section>,
  stores: readonly StoreFigures[],
  rota: RotaFigures | undefined,
): Table[] {
  const tables: Record<Section, () => Table[]> = {
    gap: () => stores.flatMap(gapTable),
    webhooks: () => stores.flatMap(webhookTable),
    memory: () => [memoryTable(stores)],
    sustained: () => stores.flatMap(sustainedTable),
    start: () => [startTable(stores)],
    rota: () => (rota ? [rotaTable(rota)] : []),
    statistics: () => [statisticsTable(stores)],
  };
  return [...only].flatMap((section) => tables[section]());
}

function gapTable({ store, load, floors }: StoreFigures): Table[] {
  if (!load || !floors) return [];
  const gap = summarise(load.gaps);
  const floor = addedUp([floors.express, floors.queue, floors.insert]);
  const row = (what: string, { p50, p99 }: { p50: number | null; p99: number | null }, aim = '') => [
    what,
    ms(p50),
    ms(p99),
    aim,
  ];
  const aims = [below(gap.p99, 50, 'ms'), `three floors ${below(gap.p99, floor.p99, 'ms')}`];
  return [
    {
      title: `Next-dial gap, ${store.title}: no answer or busy, until the next leg is asked for (${gap.count} calls, ${callsPerSecond} a second)`,
      head: ['', 'p50', 'p99', 'aim for p99'],
      rows: [
        row('next-dial gap', gap, aims.join('; ')),
        row('floor: bare Express answers a signed form', floors.express),
        row('floor: bare BullMQ, added to started', floors.queue),
        row('floor: bare insert and commit', floors.insert),
        row('the three floors added up', floor),
      ],
      notes: [`slowest gaps: ${gap.slowest.map(ms).join(', ')}`, ...lostNotes(load)],
    },
  ];
}

function lostNotes({ lost, calls, problems }: NonNullable<StoreFigures['load']>): string[] {
  return [`${calls} calls, ${lost} lost (must be 0)`, ...[...new Set(problems)].slice(0, 3)];
}

function webhookTable({ store, load, floors }: StoreFigures): Table[] {
  if (!load) return [];
  const moments = [...new Set(load.timings.map(({ moment }) => moment))].map((moment) => ({
    moment,
    summary: summarise(
      load.timings.filter((each) => each.moment === moment).map((each) => each.milliseconds),
    ),
  }));
  const all = summarise(load.timings.map(({ milliseconds }) => milliseconds));
  const rows = moments
    .toSorted((one, other) => (other.summary.p99 ?? 0) - (one.summary.p99 ?? 0))
    .map(({ moment, summary }) => [
      moment,
      String(summary.count),
      ms(summary.p50),
      ms(summary.p99),
      summary.slowest.map(ms).join(', '),
      '',
    ]);
  return [
    {
      title: `Webhook answers, ${store.title}, at ${callsPerSecond} calls a second`,
      head: ['moment', 'answers', 'p50', 'p99', 'slowest three', 'aim for p99'],
      rows: [
        [
          'all',
          String(all.count),
          ms(all.p50),
          ms(all.p99),
          all.slowest.map(ms).join(', '),
          below(all.p99, 50, 'ms'),
        ],
        ...(floors
          ? [
              [
                'floor: bare Express',
                String(floors.express.count),
                ms(floors.express.p50),
                ms(floors.express.p99),
                floors.express.slowest.map(ms).join(', '),
                '',
              ],
            ]
          : []),
        ...rows,
      ],
    },
  ];
}

function sustainedTable({ store, steps = [], warnings }: StoreFigures): Table[] {
  const best = steps.filter((step) => step.isSustained).at(-1);
  const [worst] = steps.filter((step) => step.lost > 0);
  return [
    {
      title: `Complete calls a second, ${store.title}: ${best ? `${best.rate} sustained` : 'none sustained'}`,
      head: [
        'calls a second',
        'calls',
        'lost',
        'answers p50',
        'answers p99',
        'gap p99',
        `lost 0, p99 < ${longestAnswer} ms`,
      ],
      rows: steps.map((step) => [
        String(step.rate),
        String(step.calls),
        String(step.lost),
        ms(step.answers.p50),
        ms(step.answers.p99),
        ms(step.gapP99),
        step.isSustained ? 'met' : 'MISSED',
      ]),
      notes: [
        'each call rings two clinicians, is taken by the second, and ends with an outcome: 18 webhooks, 2 legs asked for, 1 text',
        ...(steps.length > 0 && best === steps.at(-1)
          ? ['the last step was not too much: more would have been sustained']
          : []),
        ...(worst ? [...new Set(worst.problems)].slice(0, 3) : []),
        ...(warnings.length > 0
          ? [
              `the program logged ${warnings.length} warnings, the first: ${(warnings[0] ?? '').slice(0, 200)}`,
            ]
          : []),
      ],
    },
  ];
}

function memoryTable(stores: readonly StoreFigures[]): Table {
  return {
    title: 'Memory of the program (resident)',
    head: ['store', 'after start', 'after the load'],
    rows: stores.flatMap(({ store, memory }) =>
      memory ? [[store.title, amount(memory.afterStart, 'MB'), amount(memory.afterLoad, 'MB')]] : [],
    ),
  };
}

function startTable(stores: readonly StoreFigures[]): Table {
  return {
    title: 'From start to ready (/readyz)',
    head: ['store', 'first start', 'second start', 'aim'],
    rows: stores.flatMap(({ store, starts }) =>
      starts
        ? [
            [
              store.title,
              amount(starts.first, 's'),
              amount(starts.second, 's'),
              below(Math.max(starts.first, starts.second), store.name === 'embedded' ? 4 : 2, 's'),
            ],
          ]
        : [],
    ),
    notes: ['the first start makes the tables too'],
  };
}

function rotaTable({ ladder, year, fullYear, parse, publish }: RotaFigures): Table {
  return {
    title: 'Rota',
    head: ['', 'measured', 'aim'],
    rows: [
      ['one ladder, 40 people and 100 shifts, p50', amount(ladder.p50, 'us'), below(ladder.p50, 50, 'us')],
      ['the same, p99', amount(ladder.p99, 'us'), ''],
      ["a year's gaps of 40 lines of 20 shifts", amount(year, 's'), below(year, 1, 's')],
      ['the same of 100 shifts each', amount(fullYear, 's'), ''],
      ['1,000 lines parsed', amount(parse, 's'), ''],
      [
        'a change to 1,000 lines published: read, compared, kept',
        amount(publish, 's'),
        below(publish, 5, 's'),
      ],
    ],
  };
}

function statisticsTable(stores: readonly StoreFigures[]): Table {
  return {
    title: "Statistics: the table of a year's offers",
    head: ['store', 'by', 'median', 'slowest'],
    rows: stores.flatMap(({ store, statistics }) =>
      [...(statistics ?? [])].map(([by, summary]) => [
        store.title,
        by,
        ms(summary.p50),
        ms(summary.slowest[0]),
      ]),
    ),
  };
}
