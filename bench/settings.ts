/** What the bench can measure, in the order in which it does. */
export const sections = ['gap', 'webhooks', 'memory', 'sustained', 'start', 'rota', 'statistics'] as const;
export type Section = (typeof sections)[number];

/** How much is measured. */
export interface Settings {
  readonly only: ReadonlySet<Section>;
  readonly stores: ReadonlySet<string> | undefined;
  /** Calls before anything is measured, and calls measured, both at ten a second. */
  readonly warmUp: number;
  readonly calls: number;
  /** Measurements of each floor. */
  readonly floors: number;
  /** Calls a second, one step after the other, until one is too much. */
  readonly ramp: readonly number[];
  readonly rampSeconds: number;
  readonly offers: number;
  /** Another program to measure than this one: its src/main.js. */
  readonly program: string | undefined;
}

const usage = `npm run bench -- [--quick] [--only ${sections.join(',')}] [--stores embedded,postgres,redis] [--program FILE]`;

/** Reads the command line. @throws Error with the usage, when it is not understood */
export function readSettings(words: readonly string[]): Settings {
  const given = [...words];
  const isQuick = given.includes('--quick');
  const only = listAfter(given, '--only') ?? sections;
  const unknown = only.filter((name) => !sections.some((section) => section === name));
  const stores = listAfter(given, '--stores');
  const program = listAfter(given, '--program')?.[0];
  const left = given.filter((word) => word !== '--quick');
  if (unknown.length > 0 || left.length > 0)
    throw new Error(`not understood: ${[...unknown, ...left].join(' ')}\n${usage}`);
  return {
    only: new Set(sections.filter((section) => only.includes(section))),
    stores: stores && new Set(stores),
    program,
    ...(isQuick ? quick : whole),
  };
}

const whole = {
  warmUp: 50,
  calls: 300,
  floors: 400,
  ramp: [2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100],
  rampSeconds: 8,
  offers: 100_000,
};
const quick = { warmUp: 10, calls: 30, floors: 40, ramp: [10], rampSeconds: 2, offers: 10_000 };

/** Takes `option` and its value out of the words. */
function listAfter(words: string[], option: string): string[] | undefined {
  const at = words.indexOf(option);
  return at < 0 ? undefined : (words.splice(at, 2)[1] ?? '').split(',').filter(Boolean);
}
