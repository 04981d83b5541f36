import { faultText } from '../rota/parse/fault-list.ts';
import { dayText } from '../rota/calendar-day.ts';
import { counted } from '../rota/counted.ts';
import type { Area, Day, Line } from '../rota/types.ts';
import { dayAt } from '../rota/zone-day.ts';
import { rotasFolder, type CommandContext, type ExitCode } from './command-context.ts';
import { holidaysWarning } from './rota-holidays.ts';

/** `rota check [dir]`: every fault as `file:line: reason`; or what the files hold, and what is odd about it. */
export async function rotaCheck(dir: string | undefined, context: CommandContext): Promise<ExitCode> {
  const read = await context.readRotas(dir ?? rotasFolder(context));
  for (const fault of read.faults ?? []) context.print(faultText(fault));
  for (const { file, line, reason } of read.warnings) context.print(`${file}:${line}: warning: ${reason}`);
  const runningOut = holidaysWarning(context.clock.now());
  if (runningOut !== undefined) context.complain(runningOut);
  if (!read.rotas) {
    context.complain(`${counted(read.faults.length, 'fault')}: the rota files cannot be used as they are.`);
    return 1;
  }
  for (const area of read.rotas.areas) {
    context.print(areaWords(area));
    const today = dayText(dayAt(context.clock.now(), area.timezone));
    for (const line of area.lines) overWords(line, today).forEach((words) => context.print(words));
  }
  context.print(
    `No faults${read.warnings.length === 0 ? '' : `, ${counted(read.warnings.length, 'warning')}`}.`,
  );
  return 0;
}

/** Dates that are over: to be taken out, or the slip of somebody who wrote last year's. */
function overWords({ ref, open, shifts }: Line, today: Day): readonly string[] {
  const hours = [...open, ...shifts.map((shift) => shift.hours)];
  const dates = hours.flatMap((each) => (each.kind === 'dated' && each.date < today ? [each.date] : []));
  const over = [...new Set(dates)].sort();
  if (over.length === 0) return [];
  const shown = over.slice(-3).join(', ');
  return [`  ${ref}: ${over.length > 3 ? 'the last dates that are over' : 'over already'}: ${shown}`];
}

function areaWords({ id, name, numbers, lines, people, practices }: Area): string {
  const parts = [
    counted(lines.length, 'line'),
    counted(people.size, 'person', 'people'),
    counted(practices.length, 'practice'),
  ];
  return `${id}: ${name}, ${numbers.join(' and ')}: ${parts.join(', ')}`;
}
