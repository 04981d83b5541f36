import { faultText } from '../rota/parse/fault-list.ts';
import type { Area } from '../rota/types.ts';
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
  for (const area of read.rotas.areas) context.print(areaWords(area));
  context.print(
    `No faults${read.warnings.length === 0 ? '' : `, ${counted(read.warnings.length, 'warning')}`}.`,
  );
  return 0;
}

function areaWords({ id, name, numbers, lines, people, practices }: Area): string {
  const parts = [
    counted(lines.length, 'line'),
    people.size === 1 ? '1 person' : `${people.size} people`,
    counted(practices.length, 'practice'),
  ];
  return `${id}: ${name}, ${numbers.join(' and ')}: ${parts.join(', ')}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
