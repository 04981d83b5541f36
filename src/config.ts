import type { z } from 'zod';
import type { ApiKey } from './api/api-keys.ts';
import { settings } from './config-settings.ts';
import type { LogLevel } from './logger.ts';

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** Accepted in signatures too, while the token is being changed. */
  readonly authTokenSecondary: string | undefined;
  /** Another base URL for the REST API, without a slash at the end. */
  readonly apiUrl: string | undefined;
  readonly region: string | undefined;
  readonly edge: string | undefined;
}

export interface Config {
  readonly port: number;
  /** Where Twilio reaches this service, without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly rotasDir: string;
  readonly twilio: TwilioConfig | undefined;
  /** Calls a second the account may place; 0 for no limit of ours. */
  readonly callsPerSecond: number;
  readonly role: 'all' | 'web' | 'worker';
  readonly apiKeys: readonly ApiKey[];
  readonly logLevel: LogLevel;
}

/**
 * The settings, or everything that is wrong with them, a sentence each, and the names of those that calls need and
 * that are not set. No fault repeats the value of a secret.
 */
export type ConfigReading =
  { readonly config: Config } | { readonly faults: readonly string[]; readonly missing: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads every variable of the program at once. An empty variable counts as one that is not set. */
export function readConfig(environment: Environment): ConfigReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const read = settings.safeParse(given);
  const single = read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const faults = [...single, ...disagreements(given)];
  if (read.success && faults.length === 0) return { config: toConfig(read.data) };
  const told = (name: string): boolean => faults.some((fault) => fault.startsWith(`${name} `));
  return { faults, missing: neededForCalls.filter((name) => !given[name] && !told(name)) };
}

/** What is wrong between variables, each of which may be right by itself. */
function disagreements(given: Environment): string[] {
  const faults: string[] = [];
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_AUTH_TOKEN_SECONDARY: secondary } = given;
  if (sid && !token) faults.push('TWILIO_AUTH_TOKEN is missing: TWILIO_ACCOUNT_SID is of no use without it.');
  if (token && !sid) faults.push('TWILIO_ACCOUNT_SID is missing: TWILIO_AUTH_TOKEN is of no use without it.');
  if (secondary && !token) faults.push('TWILIO_AUTH_TOKEN_SECONDARY is set, but not TWILIO_AUTH_TOKEN.');
  if ((given.ROLE === 'web' || given.ROLE === 'worker') && !given.DATABASE_URL) {
    faults.push(
      `ROLE is ${given.ROLE}, which needs DATABASE_URL: the embedded store lives inside one process, ` +
        'so web and worker would each have their own. Set DATABASE_URL, or ROLE=all.',
    );
  }
  return faults;
}

function toConfig(read: z.output<typeof settings>): Config {
  return {
    port: read.PORT,
    publicUrl: read.PUBLIC_URL,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    dataDir: read.DATA_DIR,
    rotasDir: read.ROTAS_DIR,
    twilio: toTwilio(read),
    callsPerSecond: read.TWILIO_CPS,
    role: read.ROLE,
    apiKeys: read.API_KEYS,
    logLevel: read.LOG_LEVEL,
  };
}

function toTwilio(read: z.output<typeof settings>): TwilioConfig | undefined {
  if (!read.TWILIO_ACCOUNT_SID || !read.TWILIO_AUTH_TOKEN) return undefined;
  return {
    accountSid: read.TWILIO_ACCOUNT_SID,
    authToken: read.TWILIO_AUTH_TOKEN,
    authTokenSecondary: read.TWILIO_AUTH_TOKEN_SECONDARY,
    apiUrl: read.TWILIO_API_URL,
    region: read.TWILIO_REGION,
    edge: read.TWILIO_EDGE,
  };
}

const neededForCalls = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'];

/** What a service that takes calls lacks: names of variables. Without them there is still the demo. */
export function missingForCalls({ twilio, publicUrl }: Config): string[] {
  return neededForCalls.filter((name) => (name === 'PUBLIC_URL' ? !publicUrl : !twilio));
}
