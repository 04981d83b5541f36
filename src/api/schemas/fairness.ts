import { z } from 'zod';
import { areaId, checkDays, dayAfterLast, firstDay } from './parameters.ts';

export const fairnessQuery = z
  .strictObject({
    from: firstDay,
    to: dayAfterLast,
    format: z
      .enum(['json', 'csv'], { error: 'must be given once, as json or csv' })
      .optional()
      .meta({ description: 'If not given, what the header "Accept" prefers.' }),
  })
  .superRefine(checkDays);

const count = z.int().min(0);
const hours = z.number().min(0);

const fairnessRow = z
  .object({
    clinician: z.object({ id: z.string(), name: z.string() }),
    hours: z.object({
      total: hours,
      inHours: hours.meta({ description: '8am to 6:30pm, Monday to Friday, but not on bank holidays.' }),
      outOfHours: hours,
    }),
    rung: count.meta({
      description:
        'taken + declined + missed + withdrawn; phones of one person, rung one after the other, are one ring',
    }),
    taken: count,
    declined: count,
    missed: count.meta({ description: 'Not answered, picked up without a key, or engaged.' }),
    withdrawn: count.meta({ description: 'Stopped ringing: a colleague was quicker, or the caller went.' }),
    failed: count.meta({ description: 'The phone could not be reached; it did not ring.' }),
    medianAnswerSeconds: z.number().min(0).nullable(),
  })
  .meta({ id: 'FairnessRow' });

export const fairnessBody = z
  .object({
    area: areaId,
    from: firstDay,
    to: dayAfterLast,
    rotaKnownSince: z.iso.datetime().nullable().meta({
      description:
        'Hours go by the rota files and overrides that were in force at the time. Before this instant the files are not known, and the oldest known are taken; null: they are not known at all, and those of now are taken, or the period has not begun.',
    }),
    countedUntil: z.iso.datetime().meta({
      description:
        'Hours and rings are counted up to this instant: the end of the period, or now if that is sooner.',
    }),
    changesSince: count.meta({
      description: 'How many versions of the rota files changed this area after the period began.',
    }),
    rows: z.array(fairnessRow).readonly().meta({ description: 'By name.' }),
  })
  .meta({ id: 'Fairness' });
