import type twilio from 'twilio';
import { lastTwo } from '../carrier/masked.ts';
import { connectTwilio } from '../carrier/twilio-client.ts';
import { failureOf } from '../carrier/twilio-failure.ts';
import type { Area, PhoneNumber } from '../rota/types.ts';
import type { CommandContext, ExitCode } from './command-context.ts';
import { areaOf, misuseIn, missingSettings } from './connect-checks.ts';
import { changesTo, settingLines, settingNames, wantedSettings } from './number-settings.ts';
import { accountNumbers, changeNumber, findNumber, type OwnNumber } from './twilio-numbers.ts';

export interface TwilioConnectOptions {
  /** The area's number, as it is written: "+44 161 496 0000" will do. */
  readonly number: string;
  /** Change without asking. */
  readonly yes?: boolean | undefined;
  /** Where Twilio finds the files that `rotaline fallback` wrote. */
  readonly fallbackUrl?: string | undefined;
}

/** Points a Twilio number at us: shows what it would change, asks, changes, and looks whether it did. */
export async function twilioConnect(
  options: TwilioConnectOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const number = options.number.replace(/[\s()-]/g, '');
  const misuse = misuseIn({ ...options, number }, context);
  if (misuse) return tell(context, misuse, 2);
  const missing = missingSettings(context);
  if (missing.length > 0) return tell(context, missing.join('\n'), 1);
  const area = await areaOf(number, context);
  if (!area) return 1;
  try {
    return await connect({ ...options, number }, area, context);
  } catch (error) {
    return tell(context, `Twilio did not do it: ${failureOf(error).reason}`, 1);
  }
}

async function connect(
  options: TwilioConnectOptions,
  area: Area,
  context: CommandContext,
): Promise<ExitCode> {
  const client = clientOf(context);
  const own = await findNumber(client, options.number);
  if (!own) return tell(context, await unknownNumber(client, options.number), 1);
  const wanted = wantedSettings(context.env['PUBLIC_URL'] ?? '', options.fallbackUrl);
  const changes = changesTo(own.settings, wanted);
  context.print(`${own.number}, ${area.name}:`);
  settingLines(own.settings, changes).forEach((line) => context.print(line));
  if (!options.fallbackUrl && own.settings.voiceFallbackUrl === '') context.print(fallbackAdvice);
  if (changes.length === 0) return said(context, 'The number is connected already.');
  if (!(await agreed(options, context))) return tell(context, 'Nothing was changed.', 1);
  return verified(await changeNumber(client, own.sid, changes), wanted, context);
}

const fallbackAdvice =
  'Without a fallback URL callers hear an error when we are gone: see `rotaline fallback` and --fallback-url.';

async function agreed({ yes }: TwilioConnectOptions, context: CommandContext): Promise<boolean> {
  if (yes) return true;
  if (context.ask) return context.ask('Make these changes? [y/N] ');
  context.complain('Nobody is here to agree: give --yes to make these changes.');
  return false;
}

function verified(
  own: OwnNumber,
  wanted: ReturnType<typeof wantedSettings>,
  context: CommandContext,
): ExitCode {
  const left = changesTo(own.settings, wanted);
  if (left.length === 0) return said(context, 'Done: Twilio has every setting as shown.');
  const names = left.map(({ name }) => settingNames[name]).join(', ');
  return tell(context, `Twilio took the change but has not kept it: ${names}.`, 1);
}

async function unknownNumber(client: twilio.Twilio, number: PhoneNumber): Promise<string> {
  const numbers = await accountNumbers(client);
  const has = numbers.length === 0 ? 'no numbers' : `numbers that end in ${numbers.map(lastTwo).join(', ')}`;
  return `The Twilio account does not have ${number}. It has ${has}.`;
}

function clientOf({ env }: CommandContext): twilio.Twilio {
  return connectTwilio({
    accountSid: env['TWILIO_ACCOUNT_SID'] ?? '',
    authToken: env['TWILIO_AUTH_TOKEN'] ?? '',
    apiUrl: env['TWILIO_API_URL'],
    region: env['TWILIO_REGION'],
    edge: env['TWILIO_EDGE'],
  });
}

function tell(context: CommandContext, words: string, code: ExitCode): ExitCode {
  context.complain(words);
  return code;
}

function said(context: CommandContext, words: string): ExitCode {
  context.print(words);
  return 0;
}
