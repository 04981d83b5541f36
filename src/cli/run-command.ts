import { Command, CommanderError } from 'commander';
import type { CommandContext, ExitCode } from './command-context.ts';
import { fallback, type FallbackOptions } from './fallback.ts';
import { addPhoneCommands } from './phone-commands.ts';
import { addRotaCommands } from './rota-commands.ts';
import { twilioConnect, type TwilioConnectOptions } from './twilio-connect.ts';

/** Runs `rotaline ARGS` and gives the exit code. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = rotaline(context, (given) => {
    code = given;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function rotaline(context: CommandContext, exit: (code: ExitCode) => void): Command {
  const program = new Command('rotaline')
    .description('Rotas and telephone numbers of a Rotaline deployment')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
    });
  addRotaCommands(program, context, exit);
  addPhoneCommands(program, context, exit);
  addTwilioCommands(program, context, exit);
  addFallbackCommand(program, context, exit);
  return program;
}

function addTwilioCommands(program: Command, context: CommandContext, exit: (code: ExitCode) => void): void {
  program
    .command('twilio')
    .description('the Twilio account')
    .command('connect')
    .description('point a number of the account at us; shows the change before it makes it')
    .requiredOption('--number <number>', 'the number, e.g. +441614960000')
    .option('--fallback-url <url>', 'https URL, on another host, of a file that `rotaline fallback` wrote')
    .option('--yes', 'change without asking')
    .action(async (options: TwilioConnectOptions) => exit(await twilioConnect(options, context)));
}

function addFallbackCommand(program: Command, context: CommandContext, exit: (code: ExitCode) => void): void {
  program
    .command('fallback')
    .description(
      'write TwiML, to be served elsewhere for when we are gone, that rings whoever is on duty as it is written',
    )
    .requiredOption('--out <folder>', 'the folder to write into')
    .requiredOption('--base-url <url>', 'the https URL at which that folder will be served')
    .option('--at <instant>', 'whose duty to write down, e.g. 2026-12-01T09:00:00Z (default: now)')
    .action(async (options: FallbackOptions) => exit(await fallback(options, context)));
}
