import { IANAZone } from 'luxon';
import { z } from 'zod';
import { dayNumber, weekdays } from '../calendar-day.ts';
import type { Weekday } from '../types.ts';
import { didYouMean } from './did-you-mean.ts';
import { phoneFault } from './phone-words.ts';
import { shown } from './shown.ts';

/** Text that keeps to `pattern`; `what` ends the sentence `"x" is not ...`, and `isNumber` that of a bare number. */
export function patterned(pattern: RegExp, what: string, isNumber = what): z.ZodString {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `${shown(input)} is not ${typeof input === 'number' ? isNumber : what}`;
  return z.string({ error }).regex(pattern, { error });
}

/**
 * Text for people: anything but nothing, on one line. A sign that no document for Twilio can hold would fail calls, and
 * one that turns the direction of writing makes whatever is shown beside it unreadable.
 */
export function words(most: number): z.ZodString {
  const what = `text of 1 to ${most} characters on one line`;
  return patterned(new RegExp(`^(?=.*\\S)[^\\r\\n]{1,${most}}$`), what, 'text: put it in quotes').refine(
    (text) => !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u.test(text.replaceAll(/[\t\r\n]/g, '')),
    { error: 'holds a sign that can neither be seen nor said: write it anew' },
  );
}

/** A whole number between two others, both included. */
export function whole(least: number, most: number, unit: string): z.ZodNumber {
  const error = (issue: { readonly input?: unknown }): string =>
    `${shown(issue.input)} is not a whole number from ${least} to ${most}${unit === '' ? '' : ` ${unit}`}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

/** One of a few words, with a guess at what was meant. */
export function oneOf<const Words extends readonly string[]>(known: Words): z.ZodType<Words[number]> {
  return z.enum(known, {
    error: ({ input }) => {
      const guess = typeof input === 'string' ? didYouMean(input, known) : '';
      return `${shown(input)} is not one of ${known.join(', ')}${guess}`;
    },
  });
}

export const yesOrNo = z.boolean({ error: ({ input }) => `${shown(input)} is neither true nor false` });

/** The id of a person, a line or an area: it goes into URLs and file names. */
export const idShape = patterned(
  /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  'an id: use small letters, digits and hyphens, 40 at most',
  'an id: put digits alone in quotes',
);

/** Words that the tables and addresses of the API have in the place of a person's id. */
export const takenIds: readonly string[] = ['none', 'nobody', 'unknown', 'total', 'all'];

/** The id of a person. It stands for them in tables, where a row may also be of nobody, or of all. */
export const personIdShape = idShape.refine((id) => !takenIds.includes(id), {
  error: ({ input }) => `${shown(input)} has a meaning of its own in the figures: choose another id`,
});

/** "09:00", as a start. */
export const startTime = patterned(
  /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  'a time of day: write it like "09:00", from "00:00" to "23:59"',
);

/** "17:00", as an end, which may be "24:00". */
export const endTime = patterned(
  /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
  'a time of day: write it like "17:00", from "00:00" to "24:00"',
);

/** Editors are given the patterns below; what they let through the checks themselves may still refuse. */
export const dayShape = z
  .string({ error: ({ input }) => `${shown(input)} is not a date: write it like "2026-12-28"` })
  .refine((text) => dayNumber(text) !== undefined && text >= '2000' && text < '2100', {
    error: ({ input }) =>
      `${shown(input)} is not a day that exists: write year, month and day like "2026-12-28"`,
  })
  .meta({ pattern: '^20\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' });

export const weekdayShape: z.ZodType<Weekday> = oneOf(weekdays as readonly [Weekday, ...Weekday[]]);

export const phoneShape = z
  .string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `${input} has lost its plus: put telephone numbers in quotes, like "+441614960000"`
        : `${shown(input)} is not a telephone number in quotes, like "+441614960000"`,
  })
  .superRefine((text, context) => {
    const fault = phoneFault(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  })
  .meta({ pattern: '^\\+[1-9]\\d{6,14}$' });

/** An address that alerts are sent to. Whoever reads the rota files must not find a password in it. */
export const webAddress = z
  .string({ error: ({ input }) => `${shown(input)} is not an address, like "https://alerts.example/rota"` })
  // Not quoted: the address may hold a secret, and faults are logged.
  .refine(isPlainHttps, {
    error: 'is not an https address without name and password, like "https://alerts.example/rota"',
  })
  .meta({ pattern: '^https://[^/?#@\\s]+(?:[/?#]|$)' });

function isPlainHttps(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

export const pinShape = patterned(/^\d{4,8}$/, 'a PIN: 4 to 8 digits, in quotes');

export const zoneShape = z
  .string({ error: ({ input }) => `${shown(input)} is not a time zone, like Europe/London` })
  .refine(isZone, {
    error: ({ input }) =>
      `${shown(input)} is not a time zone: write region and city, like Europe/London${didYouMean(String(input), Intl.supportedValuesOf('timeZone'))}`,
  })
  .meta({ pattern: '^(?:UTC|.+/.+)$' });

/** By region and city alone: "GMT" would have no summer, and "BST" is taken for the time of Bangladesh. */
function isZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  if (!zone.includes('/') || !IANAZone.isValidZone(zone)) return false;
  const { timeZone } = new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions();
  return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
}

/** A list, with what to do when it is none. */
export function listOf<Shape extends z.ZodType>(shape: Shape, example: string, least = 0): z.ZodArray<Shape> {
  const error = ({ input }: { readonly input?: unknown }): string => {
    if (Array.isArray(input)) return `is empty: write at least one, like ${example}`;
    const isEntry = typeof input === 'object' && input !== null && example.startsWith('- ');
    return isEntry
      ? `this is not a list: begin each entry with "- ", like ${example}`
      : `${shown(input)} is not a list: write ${example}`;
  };
  return z.array(shape, { error }).min(least, { error });
}
