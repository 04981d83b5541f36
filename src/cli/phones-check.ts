import type { z } from 'zod';
import type { ApiKey } from '../api/api-keys.ts';
import { begunChecksBody, phoneChecksBody } from '../api/schemas/phone-checks.ts';
import { apiKeys } from '../config-api-keys.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';

export interface PhonesOptions {
  readonly area?: string | undefined;
  /** Where the program answers; on this machine unless told. */
  readonly url?: string | undefined;
}

type Phones = z.output<typeof phoneChecksBody>['phones'];

const resultWords = {
  confirmed: 'works',
  'no-key': 'picked up, but nobody pressed 1',
  'no-answer': 'no answer',
  busy: 'engaged',
  failed: 'cannot be reached',
} as const;

/**
 * `phones check`: asks the running program to ring everybody's phones. It is the one that can be rung back at: this
 * command only tells it, with a key of API_KEYS.
 */
export async function phonesCheck(options: PhonesOptions, context: CommandContext): Promise<ExitCode> {
  return forAreas(options, context, async (area, ask) => {
    const { begun, phones } = begunChecksBody.parse(await ask('POST'));
    context.print(
      begun
        ? `${area}: ${phones.length} phones will be rung, one at a time, each in its owner's next quiet hour on shift.`
        : `${area}: a round is under way already.`,
    );
  });
}

/** `phones results`: what came of the last checks. */
export async function phonesResults(options: PhonesOptions, context: CommandContext): Promise<ExitCode> {
  return forAreas(options, context, async (area, ask) => {
    const { phones } = phoneChecksBody.parse(await ask('GET'));
    context.print(`${area}:`);
    phones.forEach((each) => context.print(`  ${phoneWords(each)}`));
  });
}

function phoneWords({ name, phone, result, at }: Phones[number]): string {
  if (result === null) return `${name}, phone ${phone}: not checked`;
  return `${name}, phone ${phone}: ${resultWords[result]} (${at?.slice(0, 10)})`;
}

type Ask = (method: 'GET' | 'POST') => Promise<unknown>;

async function forAreas(
  options: PhonesOptions,
  context: CommandContext,
  tell: (area: string, ask: Ask) => Promise<void>,
): Promise<ExitCode> {
  const key = managerKey(context);
  if (!key) {
    context.complain('API_KEYS has no key of an admin or a manager, by which the running program is asked.');
    return 1;
  }
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  const areas = rotas.areas.map(({ id }) => id).filter((id) => !options.area || id === options.area);
  if (areas.length === 0) {
    context.complain(`There is no area "${options.area ?? ''}".`);
    return 1;
  }
  const base = (options.url ?? `http://localhost:${context.env['PORT'] ?? '3000'}`).replace(/\/+$/, '');
  try {
    for (const area of areas) {
      await tell(area, (method) => asked(context, key, method, `${base}/api/v1/areas/${area}/phone-checks`));
    }
    return 0;
  } catch (problem) {
    context.complain(
      problem instanceof Refused
        ? problem.message
        : `Nobody answers at ${base}: is the program running? (--url says where.)`,
    );
    return 1;
  }
}

class Refused extends Error {}

async function asked(
  { request = fetch }: CommandContext,
  { secret }: ApiKey,
  method: 'GET' | 'POST',
  url: string,
): Promise<unknown> {
  const response = await request(url, { method, headers: { authorization: `Bearer ${secret}` } });
  if (!response.ok) throw new Refused(`The program answered ${response.status}: see its log.`);
  return response.json();
}

function managerKey({ env }: CommandContext): ApiKey | undefined {
  const keys = apiKeys.safeParse(env['API_KEYS'] ?? '');
  return keys.data?.find(({ role }) => role === 'admin' || role === 'manager');
}
