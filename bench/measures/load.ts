import { seededRandom } from '../../src/phone-network/seeded-random.ts';
import { systemTime, wallClock } from '../../src/clock.ts';
import { area, lines } from '../bench-rota.ts';
import type { CallResult, StandInCarrier } from '../carrier/stand-in-carrier.ts';
import type { Timing } from '../carrier/signed-posts.ts';
import { paced } from '../pause.ts';
import type { Program } from '../program.ts';

/** What a load of calls showed. */
export interface Load {
  readonly calls: number;
  /** Calls that did not end as they should, by the carrier's account or by the program's own. */
  readonly lost: number;
  readonly problems: readonly string[];
  /** Milliseconds, one a call. */
  readonly gaps: readonly number[];
  readonly timings: readonly Timing[];
}

/** Plays `count` calls that begin at `perSecond` on average, and waits for the end of the last. */
export async function playLoad(
  carrier: StandInCarrier,
  program: Program,
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
): Promise<Load> {
  const random = seededRandom(count + perSecond);
  const before = await recordedBy(program);
  carrier.posts.timings = [];
  carrier.unexpected = [];
  const results = await paced({ count, perSecond, random }, (number) =>
    carrier.play({
      url: program.url,
      line: 1 + (number % lines),
      firstEnds: number % 4 === 3 ? 'busy' : 'no-answer',
    }),
  );
  const recorded = (await recordedBy(program)) - before;
  return summed(results, recorded, carrier);
}

function summed(results: readonly CallResult[], recorded: number, carrier: StandInCarrier): Load {
  const problems = results.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const ended = results.length - problems.length;
  if (recorded < ended)
    problems.push(`the program counts ${recorded} calls with an outcome of ${ended} that ended well`);
  return {
    calls: results.length,
    lost: results.length - Math.min(ended, recorded),
    problems: [...problems, ...carrier.unexpected],
    gaps: results.flatMap(({ gap }) => (gap === undefined ? [] : [gap])),
    timings: carrier.posts.timings,
  };
}

/** Calls with an outcome, of yesterday, today and tomorrow: midnight may pass in the middle. */
function recordedBy(program: Program): Promise<number> {
  const today = wallClock(systemTime.now(), 'Europe/London');
  const day = (days: number): string => today.plus({ days }).toFormat('yyyy-MM-dd');
  return program.recorded(area, day(-1), day(2));
}
