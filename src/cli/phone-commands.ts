import type { Command } from 'commander';
import type { CommandContext, ExitCode } from './command-context.ts';
import { phonesCheck, phonesResults, type PhonesOptions } from './phones-check.ts';

/** Adds `phones check` and `phones results`; `finish` is told how each ended. */
export function addPhoneCommands(
  program: Command,
  context: CommandContext,
  finish: (code: ExitCode) => void,
): void {
  const phones = program.command('phones').description('whether the phones on the rota are answered');
  phones
    .command('check')
    .description("have each phone rung in its owner's next quiet hour on shift, and asked for 1")
    .option('--area <area>', 'only this area')
    .option('--url <url>', 'where the program answers; otherwise this machine, on PORT')
    .action(async (options: PhonesOptions) => finish(await phonesCheck(options, context)));
  phones
    .command('results')
    .description('say what came of the last checks')
    .option('--area <area>', 'only this area')
    .option('--url <url>', 'where the program answers; otherwise this machine, on PORT')
    .action(async (options: PhonesOptions) => finish(await phonesResults(options, context)));
}
