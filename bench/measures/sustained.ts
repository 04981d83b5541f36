import type { StandInCarrier } from '../carrier/stand-in-carrier.ts';
import { summarise } from '../figures.ts';
import type { Program } from '../program.ts';
import { playLoad, type Load } from './load.ts';

/** One rate of calls, kept up. */
export interface Step extends Load {
  /** Calls begun a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly answers: { readonly p50: number | null; readonly p99: number | null };
  readonly gapP99: number | null;
  readonly isSustained: boolean;
}

/** Longer than this a caller notices; Twilio itself would wait 15 s. */
export const longestAnswer = 500;

/** More and more calls a second, until answers are late or calls are lost. */
export async function rampUp(
  carrier: StandInCarrier,
  program: Program,
  { ramp, seconds }: { readonly ramp: readonly number[]; readonly seconds: number },
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const rate of ramp) {
    const load = await playLoad(carrier, program, { count: rate * seconds, perSecond: rate });
    const answers = summarise(load.timings.map(({ milliseconds }) => milliseconds));
    const isSustained = load.lost === 0 && (answers.p99 ?? Infinity) < longestAnswer;
    steps.push({ ...load, rate, answers, gapP99: summarise(load.gaps).p99, isSustained });
    if (!isSustained) break;
  }
  return steps;
}
