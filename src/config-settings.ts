import { z } from 'zod';
import { apiKeys } from './config-api-keys.ts';
import { logLevels } from './logger.ts';

function choice<const T extends readonly [string, ...string[]]>(options: T) {
  return z.enum(options, { error: `must be one of: ${options.join(', ')}.` });
}

function number(min: number, max: number, whole: boolean, words: string) {
  return z
    .string()
    .refine((text) => /^\d+(\.\d+)?$/.test(text.trim()) && inRange(Number(text), min, max, whole), {
      error: words,
    })
    .transform(Number);
}

function inRange(value: number, min: number, max: number, whole: boolean): boolean {
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}

/** An absolute URL of one of `schemes`, which `allowed` may narrow further; slashes at its end are dropped. */
function url(schemes: readonly string[], words: string, allowed: (url: URL) => boolean = () => true) {
  return z
    .string()
    .refine((text) => isUrl(text.trim(), schemes, allowed), { error: words })
    .transform((text) => text.trim().replace(/\/+$/, ''));
}

function isUrl(text: string, schemes: readonly string[], allowed: (url: URL) => boolean): boolean {
  if (!URL.canParse(text)) return false;
  const parsed = new URL(text);
  return schemes.includes(parsed.protocol) && allowed(parsed);
}

const here = ['localhost', '127.0.0.1', '[::1]'];
const httpsUnlessHere = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || here.includes(hostname);
const withoutQuery = ({ search, hash, username }: URL): boolean => !search && !hash && !username;

const text = z.string().transform((value) => value.trim());

/** Every variable by itself. */
export const settings = z.object({
  PORT: number(0, 65_535, true, 'must be a whole number from 1 to 65535 (or 0 for any free port).').default(
    3000,
  ),
  PUBLIC_URL: url(
    ['https:', 'http:'],
    'must be the absolute https URL at which Twilio reaches this service, such as https://rotaline.example.nhs.uk (http only for localhost).',
    (parsed) => httpsUnlessHere(parsed) && withoutQuery(parsed),
  ).optional(),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'must begin with postgres:// and name a server and a database; leave it out to use the embedded store.',
  ).optional(),
  REDIS_URL: url(
    ['redis:', 'rediss:'],
    'must begin with redis:// or rediss:// and name a server; leave it out to queue on the database.',
  ).optional(),
  DATA_DIR: text.default('./data'),
  ROTAS_DIR: text.default('./rotas'),
  TWILIO_ACCOUNT_SID: text
    .refine((sid) => /^AC[0-9a-f]{32}$/i.test(sid), {
      error: 'must be AC and 32 hexadecimal digits, as on the first page of the Twilio console.',
    })
    .optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_AUTH_TOKEN_SECONDARY: text.optional(),
  TWILIO_API_URL: url(
    ['https:', 'http:'],
    "must be an absolute http or https URL; leave it out to use Twilio's own.",
    withoutQuery,
  ).optional(),
  TWILIO_REGION: text.optional(),
  TWILIO_EDGE: text.optional(),
  TWILIO_CPS: number(
    0,
    1_000,
    false,
    'must be the calls a second that the account may place, such as 1 (0 for no limit of ours).',
  ).default(0),
  ROLE: choice(['all', 'web', 'worker']).default('all'),
  API_KEYS: apiKeys.default([]),
  LOG_LEVEL: choice(logLevels).default('info'),
});
