import { z } from 'zod';
import { periodFault } from '../../statistics/period.ts';

/** PostgreSQL and people both have trouble with the year 0. */
function isNear(text: string): boolean {
  return text >= '2000' && text < '2200';
}

/** A day of the area's calendar. */
function day(example: string) {
  const error = `must be given once, as a day that exists: ${example}`;
  return z.iso.date({ error, abort: true }).refine(isNear, 'must be in the years 2000 to 2199');
}

/** The first day counted, and the day after the last. */
export const firstDay = day('2026-11-01').meta({
  description: "The first day, in the area's calendar.",
  example: '2026-11-01',
});
export const dayAfterLast = day('2026-12-01').meta({
  description: 'The day after the last one.',
  example: '2026-12-01',
});

/** Refuses days in the wrong order and, where `longest` says so, more than five years. */
export function checkDays(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  refine: z.core.$RefinementCtx,
): void {
  const fault = from !== undefined && to !== undefined ? periodFault({ from, to }) : undefined;
  if (fault) refine.addIssue({ code: 'custom', path: ['to'], message: fault });
}

const instantError = 'must be given once, as an instant with its offset from UTC: 2026-12-28T10:30:00Z';

/** An instant. A `+` that was not escaped arrives as a space, and is taken for what it was meant to be. */
export const instant = z
  .preprocess(
    (text) => (typeof text === 'string' ? text.replace(/ (?=\d\d:\d\d$)/, '+') : text),
    z
      .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
        error: instantError,
      })
      .refine(isNear, 'must be in the years 2000 to 2199'),
  )
  .optional()
  .meta({ type: 'string', format: 'date-time', description: 'When; now, if not given.' });

export const areaId = z
  .string()
  .meta({ description: "The area's id: its folder of the rotas.", example: 'riverside' });
export const lineId = z
  .string()
  .meta({ description: "The line's id: its rota file.", example: 'haematology' });

/** What is wrong with a cursor. */
export const cursorFault = 'must be given once, as the "next" of a page before';

/** A whole number from 1 to `most`, in digits and nothing else: JavaScript would take "1e1" and "0x10" for one. */
export function wholeNumber(most: number, error: string) {
  const digits = (text: unknown): unknown =>
    typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return z.preprocess(digits, z.int(error).min(1, error).max(most, error));
}

/** How many of something a page has, from 1 to `most`; `usual` unless it is said. */
export function pageLimit({
  most,
  usual,
  of,
}: Readonly<Record<'most' | 'usual', number>> & { readonly of: string }) {
  return wholeNumber(most, `must be given once, as a whole number from 1 to ${most}`)
    .default(usual)
    .meta({ description: `How many ${of} a page has at most.` });
}
