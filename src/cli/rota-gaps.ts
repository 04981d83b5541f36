import type { Instant } from '../clock.ts';
import { thinHours } from '../rota/coverage.ts';
import type { CoverageSpan } from '../rota/coverage.ts';
import type { Area, Line } from '../rota/types.ts';
import { longDate, longInstant, shortTime } from '../rota/words.ts';
import { dayAt } from '../rota/zone-day.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';
import { chosenLines } from './rota-lines.ts';

export interface RotaGapsOptions {
  /** How far to look, from now. */
  readonly weeks: number;
  readonly area?: string | undefined;
  readonly line?: string | undefined;
}

/** With fewer people than this an open hour is thin. */
const enough = 2;
const msPerWeek = 7 * 86_400_000;

/** `rota gaps`: the open hours with nobody to ring, and those with fewer than two. */
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
  for (const { area, line } of lines) lineWords(area, line, span).forEach((each) => context.print(each));
  return 0;
}

function lineWords(area: Area, line: Line, span: { from: Instant; to: Instant }): readonly string[] {
  const thin = thinHours({ area, line, ...span }, enough);
  if (thin.length === 0) return [`${line.ref}: at least ${enough} people in every open hour`];
  return [
    `${line.ref}:`,
    ...thin.map((each) => `  ${spanWords(each, area.timezone)}: ${peopleWords(area, each)}`),
  ];
}

function peopleWords(area: Area, { people }: CoverageSpan): string {
  if (people.length === 0) return 'NOBODY';
  return `only ${people.map((id) => area.people.get(id)?.name ?? id).join(' and ')}`;
}

/** "Monday 28 December 2026, 10am to 2pm", or both days where they differ. */
function spanWords({ from, to }: CoverageSpan, zone: string): string {
  const sameDay = dayAt(from, zone) === dayAt(to - 1, zone);
  if (!sameDay) return `${longInstant(from, zone)} to ${longInstant(to, zone)}`;
  return `${longDate(from, zone)}, ${shortTime(from, zone)} to ${shortTime(to, zone)}`;
}
