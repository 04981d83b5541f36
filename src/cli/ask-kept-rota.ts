import type { Area, AreaId } from '../rota/types.ts';
import type { Span } from '../statistics/period.ts';
import type { CommandContext } from './command-context.ts';
import type { KeptRota } from './kept-rota.ts';

export const nothingKept: KeptRota = { overrides: [], failing: [] };

/** What the database knows besides the files; where it cannot be asked, nothing, and a word on what that leaves out. */
export async function askKeptRota(
  areas: readonly Area[],
  span: Span,
  context: CommandContext,
): Promise<ReadonlyMap<AreaId, KeptRota>> {
  const left = 'leave, swaps, failed rings and whose turn it is are in the database';
  if (!context.keptRota) {
    context.complain(`By the files alone: ${left}. Set DATABASE_URL, or ask the API of the running program.`);
    return new Map();
  }
  try {
    return await context.keptRota([...new Set(areas)], span);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    context.complain(`By the files alone: ${left}, and the one at DATABASE_URL cannot be asked: ${why}`);
    return new Map();
  }
}
