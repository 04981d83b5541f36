import { z } from 'zod';
import { areaId, checkDays, dayAfterLast, firstDay, lineId } from './parameters.ts';

export const coverageQuery = z
  .strictObject({
    from: firstDay
      .optional()
      .meta({ description: "The first day, in the area's calendar; from now on, if not given." }),
    to: dayAfterLast
      .optional()
      .meta({ description: 'The day after the last one; 8 weeks after the first, if not given.' }),
  })
  .superRefine(checkDays);

const time = z.iso.datetime();
const named = z.object({ id: z.string(), name: z.string() });
const hours = z.number().min(0);

const thinSpan = z
  .object({
    from: time,
    to: time,
    people: z.array(named).readonly().meta({ description: 'Who may be rung; nobody, if empty.' }),
  })
  .meta({ id: 'ThinSpan', description: 'Open time with fewer people than the line wants.' });

const lineCoverage = z
  .object({
    line: z.object({ id: lineId, name: z.string() }),
    minimum: z.int().meta({ description: 'How many people the line wants.' }),
    openHours: hours,
    nobodyHours: hours.meta({ description: 'Open hours with nobody to ring.' }),
    thinHours: hours.meta({ description: 'Open hours with somebody, but fewer than the minimum.' }),
    spans: z.array(thinSpan).readonly().meta({ description: 'Both, in order.' }),
    undecidedHolidays: z
      .array(z.object({ date: z.string(), title: z.string() }))
      .readonly()
      .meta({ description: 'Bank holidays of which the line’s file says nothing: it is closed then.' }),
  })
  .meta({ id: 'LineCoverage' });

const phoneTrouble = z
  .object({
    clinician: named,
    trouble: z.enum(['no-phone', 'phone-failing']),
    phones: z.array(z.int()).readonly().meta({
      description:
        'Which of their phones failed at its last three rings, or when last checked, counted from 1.',
    }),
  })
  .meta({ id: 'PhoneTrouble' });

export const coverageBody = z
  .object({
    area: areaId,
    from: time,
    to: time.meta({ description: 'Not included.' }),
    covered: z.boolean().meta({ description: 'No open hour has nobody.' }),
    holidaysKnownTo: z.iso.date().meta({
      description:
        'The last day of which it is known whether it is a bank holiday; later ones count as ordinary days.',
    }),
    lines: z.array(lineCoverage).readonly(),
    people: z
      .array(phoneTrouble)
      .readonly()
      .meta({ description: 'People on the rota whose phones need a look.' }),
    lostOverrides: z
      .array(z.object({ id: z.string(), words: z.string() }))
      .readonly()
      .meta({
        description:
          'Leave, swaps and extras that change nothing, as the rota files do not have who or what they name.',
      }),
  })
  .meta({ id: 'Coverage' });
