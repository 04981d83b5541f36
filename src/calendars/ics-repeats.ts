import type { Instant } from '../clock.ts';

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const understood = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
];
const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Why a rule of repeating (RFC 5545, 3.3.10) is not taken, in words; `undefined`: it is. Shifts and leave repeat by the
 * day or slower, and what never comes, or millions of times, would keep this process from answering calls.
 */
export function repeatFault(rule: string): string | undefined {
  const parts = new Map(
    rule.split(';').map((part) => {
      const [key = '', value = ''] = part.toUpperCase().split('=', 2);
      return [key.trim(), value.trim()] as const;
    }),
  );
  const unknown = [...parts.keys()].find((key) => key !== '' && !understood.includes(key));
  if (unknown !== undefined) return `it repeats by ${unknown.slice(0, 20)}, which is not understood`;
  if (!frequencies.includes(parts.get('FREQ') ?? ''))
    return 'it repeats more often than daily, or it is not said how often';
  if (!isWhole(parts.get('INTERVAL'), 1, 400)) return 'its INTERVAL is not a number from 1 to 400';
  if (!isWhole(parts.get('COUNT'), 1, 5000)) return 'its COUNT is not a number from 1 to 5000';
  const unclear = lists.find(([key, each]) => !eachIs(parts.get(key), each));
  if (unclear) return `its ${unclear[0]} is not understood`;
  return everComes(parts) ? undefined : 'it repeats on a day that no month has';
}

/** Whether a rule says by itself that it has repeats after `at`. One that counts them does not. */
export function goesOnAfter(rule: string | undefined, at: Instant): boolean {
  if (rule === undefined || /(?:^|;)COUNT=/i.test(rule)) return false;
  const [, until] = /(?:^|;)UNTIL=(\d{8})/i.exec(rule) ?? [];
  return until === undefined || until > new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
}

/** What may stand in lists; no fifth Monday but one of a month is there always, and no sixth ever. */
const lists: readonly (readonly [key: string, each: RegExp])[] = [
  ['BYDAY', /^[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)$/],
  ['BYMONTHDAY', /^[+-]?(?:[1-9]|[12]\d|3[01])$/],
  ['BYMONTH', /^(?:0?[1-9]|1[0-2])$/],
  ['BYSETPOS', /^[+-]?[1-5]$/],
  ['WKST', /^(?:MO|TU|WE|TH|FR|SA|SU)$/],
  ['UNTIL', /^\d{8}(?:T\d{6}Z?)?$/],
];

function eachIs(list: string | undefined, each: RegExp): boolean {
  return list === undefined || list.split(',').every((item) => each.test(item));
}

function isWhole(text: string | undefined, least: number, most: number): boolean {
  if (text === undefined) return true;
  return /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function everComes(parts: ReadonlyMap<string, string>): boolean {
  const days = parts.get('BYMONTHDAY')?.split(',').map(Number);
  const months = parts.get('BYMONTH')?.split(',').map(Number) ?? daysOfMonths.map((_, index) => index + 1);
  if (!days) return true;
  return days.some(
    (day) => day !== 0 && months.some((month) => Math.abs(day) <= (daysOfMonths[month - 1] ?? 0)),
  );
}
