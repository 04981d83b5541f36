import { z } from 'zod';
import { weekdays } from '../../rota/calendar-day.ts';
import { areaId, cursorFault, pageLimit, wholeNumber } from './parameters.ts';

export const rotaVersionsQuery = z.strictObject({
  cursor: wholeNumber(2_147_483_647, cursorFault)
    .optional()
    .meta({ description: 'The "next" of the page before.' }),
  limit: pageLimit({ most: 100, usual: 20, of: 'versions' }),
});

const hours = z
  .object({
    days: z.array(z.enum(weekdays)).readonly().optional(),
    date: z.string().optional(),
    from: z.string(),
    to: z.string(),
    every: z.int().optional(),
    starting: z.string().optional(),
  })
  .meta({ id: 'ChangedHours', description: 'Hours as the files write them, by the clock on the wall.' });

const change = z
  .object({
    kind: z.enum(['area', 'line', 'setting', 'person', 'practices', 'open', 'shift', 'order']),
    how: z.enum(['added', 'removed', 'changed']),
    line: z.string().optional(),
    clinician: z.string().optional(),
    keys: z.array(z.string()).readonly().optional(),
    hours: hours.optional(),
    tier: z.int().optional(),
    words: z.string().meta({ example: 'Haematology: Dr Patel added to Monday 9am to 5pm' }),
  })
  .meta({ id: 'RotaChange', description: 'One thing that differs. Never a telephone number or a PIN.' });

const version = z
  .object({
    number: z.int().meta({ description: 'From 1, over all areas.' }),
    hash: z.string().meta({ description: 'SHA-256 of all rota files.' }),
    publishedAt: z.iso.datetime(),
    publishedBy: z.string().meta({ description: 'The process that took it in force first.' }),
    inForce: z.boolean().meta({ description: 'Whether the process that answers serves it.' }),
    changes: z.array(change).readonly().meta({ description: 'What differs in this area.' }),
    more: z.int().meta({ description: 'How many changes, of any area, were too many to keep.' }),
    compared: z.boolean().meta({ description: 'false: the version before could no longer be read.' }),
  })
  .meta({ id: 'RotaVersion' });

export const rotaVersionsBody = z
  .object({
    area: areaId,
    versions: z.array(version).readonly().meta({ description: 'Newest first.' }),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null: this is the last.' }),
  })
  .meta({ id: 'RotaVersions' });
