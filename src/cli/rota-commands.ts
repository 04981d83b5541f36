import type { Command } from 'commander';
import type { CommandContext, ExitCode } from './command-context.ts';
import { rotaCheck } from './rota-check.ts';
import { rotaGaps } from './rota-gaps.ts';
import { rotaHolidays } from './rota-holidays.ts';
import { rotaImport, type RotaImportOptions } from './rota-import.ts';
import { rotaSchema } from './rota-schema.ts';
import { rotaWho, type RotaWhoOptions } from './rota-who.ts';

type Finish = (code: ExitCode) => void;

/** Adds the commands of `rotaline rota`; `finish` is told how each ended. */
export function addRotaCommands(program: Command, context: CommandContext, finish: Finish): void {
  const rota = program.command('rota').description('look at the rota files');
  addFileCommands(rota, context, finish);
  addDutyCommands(rota, context, finish);
  addImportCommand(rota, context, finish);
}

/** Whether the files are right. */
function addFileCommands(rota: Command, context: CommandContext, finish: Finish): void {
  rota
    .command('check')
    .description('say everything that is wrong with the rota files')
    .argument('[dir]', 'the folder; otherwise ROTAS_DIR, otherwise ./rotas')
    .action(async (dir: string | undefined) => finish(await rotaCheck(dir, context)));
  rota
    .command('schema')
    .description('write the schemas by which editors check rota files')
    .argument('[dir]', 'the folder; otherwise ROTAS_DIR, otherwise ./rotas')
    .action(async (dir: string | undefined) => finish(await rotaSchema(dir, context)));
  rota
    .command('holidays')
    .description('list the bank holidays to come, by nation')
    .action(async () => finish(await rotaHolidays(context)));
}

/** Who is on duty, and when nobody is. */
function addDutyCommands(rota: Command, context: CommandContext, finish: Finish): void {
  rota
    .command('who')
    .description('say who would be rung on a line, in order, and why')
    .requiredOption('--area <area>', 'the area, such as riverside')
    .requiredOption('--line <line>', 'the line, such as haematology')
    .option('--at <instant>', 'when: 2026-11-23T09:30 on the area’s clocks, or with an offset; otherwise now')
    .option('--json', 'as JSON')
    .action(async (options: RotaWhoOptions) => finish(await rotaWho(options, context)));
  rota
    .command('gaps')
    .description('list open hours with nobody to ring or too few, and phones and holidays that need a look')
    .option('--weeks <weeks>', 'how many weeks to look ahead', '8')
    .option('--area <area>', 'only this area')
    .option('--line <line>', 'only this line')
    .action(async (options: { weeks: string; area?: string; line?: string }) =>
      finish(await rotaGaps({ ...options, weeks: Number(options.weeks) }, context)),
    );
}

function addImportCommand(rota: Command, context: CommandContext, finish: Finish): void {
  rota
    .command('import')
    .description('show the leave or shifts in an .ics or a CSV file, and with --confirm write them')
    .argument('<file>', 'the calendar or table')
    .requiredOption('--area <area>', 'the area, such as riverside')
    .requiredOption('--as <kind>', 'leave, or shifts')
    .option('--line <line>', 'for shifts: the line of every entry that names none itself')
    .option('--dates <order>', 'for a CSV: day-first or month-first, where days are written like 01/02/2027')
    .option('--confirm', 'write it; needs DATABASE_URL')
    .action(async (file: string, options: RotaImportOptions) =>
      finish(await rotaImport(file, options, context)),
    );
}
