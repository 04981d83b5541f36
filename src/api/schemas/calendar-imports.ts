import { z } from 'zod';
import { dayOrders } from '../../calendars/csv-days.ts';
import { changedBody } from './overrides.ts';
import { areaId, lineId } from './parameters.ts';

export const importQuery = z.strictObject({
  as: z
    .enum(['leave', 'shifts'], { error: 'must be given once, as leave or shifts' })
    .meta({ description: 'Whether the entries are leave, or shifts besides the rota.' }),
  line: z
    .string({ error: 'must be given once: the id of a line of the area' })
    .optional()
    .meta({ description: 'For shifts: the line of every entry that names none itself.' }),
  dates: z.enum(dayOrders, { error: 'must be given once, as day-first or month-first' }).optional().meta({
    description:
      'For a CSV: which number of 01/02/2027 is the day. Absent: as the file shows; where it does not, none is taken.',
  }),
});

const row = z.int().meta({ description: 'The line of the file on which it stands, from 1.' });
const person = z.object({ id: z.string(), name: z.string() });

const matched = z
  .object({
    row,
    clinician: person,
    line: z.object({ id: lineId, name: z.string() }).nullable(),
    from: z.iso.datetime(),
    to: z.iso.datetime().meta({ description: 'Not included.' }),
    summary: z.string().meta({ description: 'What the file calls it. Text, never HTML.' }),
  })
  .meta({ id: 'ImportMatched' });

const unmatched = z
  .object({
    row,
    text: z.string(),
    reason: z.string(),
    suggestions: z.array(person).readonly().meta({ description: 'Who may be meant.' }),
  })
  .meta({ id: 'ImportUnmatched' });

export const importBody = z
  .object({
    id: z.guid().meta({ description: 'Confirm it within seven days. Nothing is written before.' }),
    area: areaId,
    as: z.enum(['leave', 'shifts']),
    matched: z.array(matched).readonly(),
    unmatched: z.array(unmatched).readonly(),
    leftOut: z
      .object({ cancelled: z.int(), over: z.int() })
      .meta({ description: 'Entries that are cancelled, and those that are over already.' }),
    effect: changedBody.shape.effect
      .nullable()
      .meta({ description: 'What confirming would do; null: nothing is matched.' }),
  })
  .meta({ id: 'CalendarImport' });

export const settledBody = z
  .object({
    id: z.guid(),
    area: areaId,
    status: z.enum(['confirmed', 'undone']),
    overrides: z.int().meta({
      description: 'How many overrides were written, or removed, just now; 0 when it was done before.',
    }),
  })
  .meta({ id: 'SettledImport' });

const listedImport = z
  .object({
    id: z.guid(),
    as: z.enum(['leave', 'shifts']),
    status: z.enum(['waiting', 'confirmed', 'undone']),
    entries: z.int().meta({ description: 'How many entries of the file were matched.' }),
    standing: z
      .int()
      .meta({ description: 'How many of its overrides stand and are not over: what undoing would remove.' }),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ListedImport' });

export const importsBody = z
  .object({ area: areaId, imports: z.array(listedImport).readonly() })
  .meta({ id: 'CalendarImports' });
