import type { Area, PhoneNumber } from '../rota/types.ts';
import { goodRotas, rotasFolder, type CommandContext } from './command-context.ts';

interface NumberWanted {
  readonly number: PhoneNumber;
  readonly fallbackUrl?: string | undefined;
}

/** What is wrong with the command as it was given. */
export function misuseIn({ number, fallbackUrl }: NumberWanted, { env }: CommandContext): string | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    return '--number must be an international number, such as +441614960000.';
  if (fallbackUrl === undefined) return undefined;
  const url = parsed(fallbackUrl);
  if (url?.protocol !== 'https:') return '--fallback-url must be an https URL.';
  if (url.host === parsed(env['PUBLIC_URL'] ?? '')?.host) {
    return '--fallback-url must be on another host than PUBLIC_URL: it is for when that one is gone.';
  }
  return undefined;
}

/** What the environment lacks, or has wrong, in words. */
export function missingSettings({ env }: CommandContext): string[] {
  const names = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'];
  const missing = names.filter((name) => !env[name]).map((name) => `${name} is not set.`);
  const publicUrl = env['PUBLIC_URL'];
  if (publicUrl && parsed(publicUrl)?.protocol !== 'https:') {
    missing.push(
      'PUBLIC_URL must be an https URL: calls carry personal data, and Twilio must find us from outside.',
    );
  }
  return missing;
}

/** The area that lists the number, which must be exactly one. */
export async function areaOf(number: PhoneNumber, context: CommandContext): Promise<Area | undefined> {
  const rotas = await goodRotas(context);
  if (!rotas) return undefined;
  const areas = rotas.areas.filter(({ numbers }) => numbers.includes(number));
  if (areas.length === 1) return areas[0];
  const files = (areas.length > 1 ? areas : rotas.areas).map(
    ({ id }) => `${rotasFolder(context)}/${id}/service.yaml`,
  );
  context.complain(
    areas.length > 1
      ? `Several areas list ${number}: take it out of all but one of ${files.join(', ')}.`
      : `No area lists ${number}, so its callers would hear nothing: add it to "numbers" in ${files.join(' or ')}.`,
  );
  return undefined;
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
