import { coverageReport, type PhoneTrouble } from '../rota/coverage-report.ts';
import type { Area, AreaId, Line } from '../rota/types.ts';
import type { Span } from '../statistics/period.ts';
import { askKeptRota, nothingKept } from './ask-kept-rota.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';
import { gapWords } from './gap-words.ts';
import type { KeptRota } from './kept-rota.ts';
import { holidaysUnknown } from './rota-holidays.ts';
import { chosenLines } from './rota-lines.ts';

export interface RotaGapsOptions {
  /** How far to look, from now. */
  readonly weeks: number;
  readonly area?: string | undefined;
  readonly line?: string | undefined;
}

const msPerWeek = 7 * 86_400_000;

/**
 * `rota gaps`: the open hours with nobody to ring and those with fewer than the line wants, holidays not decided or not
 * known, and phones that need a look. Overrides and failed rings are in the database: without it, by the files alone.
 */
export async function rotaGaps(options: RotaGapsOptions, context: CommandContext): Promise<ExitCode> {
  if (!Number.isInteger(options.weeks) || options.weeks < 1 || options.weeks > 104) {
    context.complain('--weeks is a whole number from 1 to 104');
    return 2;
  }
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  const lines = chosenLines(rotas, options.area, options.line);
  if ('problem' in lines) {
    context.complain(lines.problem);
    return 1;
  }
  const from = context.clock.now();
  const span = { from, to: from + options.weeks * msPerWeek };
  const kept = await askKeptRota(
    lines.map(({ area }) => area),
    span,
    context,
  );
  tell(lines, span, kept).forEach((each) => context.print(each));
  const unknown = holidaysUnknown(span.to);
  if (unknown !== undefined) context.complain(unknown);
  return 0;
}

function tell(
  lines: readonly { readonly area: Area; readonly line: Line }[],
  span: Span,
  kept: ReadonlyMap<AreaId, KeptRota>,
): readonly string[] {
  const told: string[] = [];
  const troubles = new Map<string, string>();
  const lost = new Map<string, string>();
  for (const { area, line } of lines) {
    const report = coverageReport({ area, line, ...span, ...(kept.get(area.id) ?? nothingKept) });
    for (const each of report.lines) told.push(...gapWords(area, each));
    for (const { override, words } of report.lost) lost.set(override.id, `  ${area.name}: ${words}`);
    for (const each of report.phones) troubles.set(`${area.id}/${each.clinician.id}`, troubleWords(each));
  }
  return [
    ...told,
    ...(lost.size === 0 ? [] : ['Overrides without effect:', ...lost.values()]),
    ...(troubles.size === 0 ? [] : ['Phones:', ...troubles.values()]),
  ];
}

function troubleWords({ clinician, failing }: PhoneTrouble): string {
  if (!failing) return `  ${clinician.name}: has no phone in people.yaml`;
  const which = failing.map((place) => place + 1).join(' and ');
  return `  ${clinician.name}: phone ${which} could not be reached at its last three rings, or was not answered when it was checked`;
}
