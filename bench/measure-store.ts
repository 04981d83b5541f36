import { loadRota, numbers, written } from './bench-rota.ts';
import { StandInCarrier } from './carrier/stand-in-carrier.ts';
import { measureFloors, type Floors } from './measures/floors.ts';
import { playLoad, type Load } from './measures/load.ts';
import { measureStarts, type Starts } from './measures/start.ts';
import { measureStatistics, type StatisticsFigures } from './measures/statistics.ts';
import { rampUp, type Step } from './measures/sustained.ts';
import { account, startProgram, type Program, type ProgramSettings } from './program.ts';
import type { Settings } from './settings.ts';
import { titles, type BenchStore, type StoreKind } from './stores.ts';

/** Resident memory in megabytes. */
export interface Memory {
  readonly afterStart: number;
  readonly afterLoad: number;
}

/** Everything measured on one store; what was not asked for is not there. */
export interface StoreFigures {
  readonly store: Pick<BenchStore, 'name' | 'title'>;
  readonly floors?: Floors;
  readonly starts?: Starts;
  /** At ten calls a second. */
  readonly load?: Load;
  readonly memory?: Memory;
  readonly steps?: readonly Step[];
  readonly statistics?: StatisticsFigures;
  /** Lines that the program logged as warnings or worse. */
  readonly warnings: readonly string[];
}

/** The load at which gaps and answers are measured. */
export const callsPerSecond = 10;

type Say = (what: string) => void;
type Present = Extract<StoreKind, { open: unknown }>;
type Open = Present['open'];

/** Measures what `settings` ask for on one kind of store; each part begins with a store of its own. */
export async function measureStore(
  { name, open }: Present,
  settings: Settings,
  say: Say,
): Promise<StoreFigures> {
  const asked = (...names: readonly Parameters<Settings['only']['has']>[0][]) =>
    names.some((name) => settings.only.has(name));
  const floors = asked('gap', 'webhooks') && (await within(open, (store) => floorsOf(store, settings, say)));
  const program =
    asked('gap', 'webhooks', 'memory', 'sustained', 'start') &&
    (await within(open, (store) => programOn(store, settings, say)));
  const statistics =
    asked('statistics') &&
    name !== 'redis' &&
    (await within(open, (store) => statisticsOn(store, settings, say)));
  return {
    store: { name, title: titles[name] },
    warnings: [],
    ...(floors && { floors }),
    ...program,
    ...(statistics && { statistics }),
  };
}

async function within<T>(open: Open, work: (store: BenchStore) => Promise<T>): Promise<T> {
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.remove();
  }
}

function floorsOf(store: BenchStore, settings: Settings, say: Say): Promise<Floors> {
  say(`${store.title}: floors`);
  return measureFloors(store, settings.floors);
}

function statisticsOn(store: BenchStore, settings: Settings, say: Say): Promise<StatisticsFigures> {
  say(`${store.title}: statistics of ${settings.offers} offers`);
  return measureStatistics(store, settings.offers);
}

async function programOn(
  store: BenchStore,
  settings: Settings,
  say: Say,
): Promise<Omit<StoreFigures, 'store'>> {
  const carrier = new StandInCarrier(account, numbers);
  const carrierUrl = await carrier.start();
  const rotas = await written(loadRota());
  const started: ProgramSettings = { store, rotasDir: rotas.dir, carrierUrl, file: settings.program };
  try {
    say(`${store.title}: starting`);
    const starts = settings.only.has('start') ? { starts: await measureStarts(started) } : {};
    const about = (what: string): void => say(`${store.title}: ${what}`);
    const wantsLoad =
      settings.only.has('gap') || settings.only.has('webhooks') || settings.only.has('memory');
    const isRamped = settings.only.has('sustained');
    const load =
      wantsLoad &&
      (await running(started, async (program) => {
        const part = await loaded(carrier, program, settings, about);
        const goesOn = isRamped && part.load?.lost === 0;
        return goesOn ? { ...part, ...(await ramped(carrier, program, settings, about)) } : part;
      }));
    // What an overload left undone must not weigh on the next figure.
    const ramp =
      isRamped &&
      !(load && load.steps) &&
      (await running(started, (program) => ramped(carrier, program, settings, about)));
    const warnings = [...(load ? load.warnings : []), ...(ramp ? ramp.warnings : [])];
    return { ...starts, ...load, ...ramp, warnings };
  } finally {
    await rotas.remove();
    await carrier.stop();
  }
}

async function running<T>(started: ProgramSettings, work: (program: Program) => Promise<T>): Promise<T> {
  const program = await startProgram(started);
  try {
    return await work(program);
  } finally {
    await program.stop();
  }
}

type Part = Omit<StoreFigures, 'store'>;

async function loaded(
  carrier: StandInCarrier,
  program: Program,
  settings: Settings,
  say: Say,
): Promise<Part> {
  const afterStart = await program.memory();
  say(`${settings.warmUp} calls to warm up`);
  await playLoad(carrier, program, { count: settings.warmUp, perSecond: callsPerSecond });
  say(`${settings.calls} calls, ${callsPerSecond} a second`);
  const load = await playLoad(carrier, program, { count: settings.calls, perSecond: callsPerSecond });
  return { load, memory: { afterStart, afterLoad: await program.memory() }, warnings: program.warnings };
}

async function ramped(
  carrier: StandInCarrier,
  program: Program,
  settings: Settings,
  say: Say,
): Promise<Part> {
  say('more and more calls a second');
  const steps = await rampUp(carrier, program, { ramp: settings.ramp, seconds: settings.rampSeconds });
  return { steps, warnings: program.warnings };
}
