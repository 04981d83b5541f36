import { z } from 'zod';
import { areaId, lineId } from './parameters.ts';

const whose = 'must be the id of a clinician in people.yaml';

export const newCalendarFeed = z
  .strictObject({
    clinician: z
      .string({ error: whose })
      .trim()
      .min(1, whose)
      .max(100, whose)
      .optional()
      .meta({ description: "For one clinician's duties on every line of the area.", example: 'ahmed' }),
    line: z
      .string({ error: 'must be the id of a line of the area' })
      .trim()
      .min(1, 'must be the id of a line of the area')
      .max(100, 'must be the id of a line of the area')
      .optional()
      .meta({ description: "For everybody's duties on one line.", example: 'haematology' }),
  })
  .refine(({ clinician, line }) => (clinician === undefined) !== (line === undefined), {
    path: ['clinician'],
    message: 'give either a clinician or a line, not both',
  })
  .meta({ id: 'NewCalendarFeed' });

export const madeCalendarFeed = z
  .object({
    id: z.guid(),
    url: z.url().meta({
      description: 'The private address of the calendar, told this once: whoever has it reads the calendar.',
    }),
  })
  .meta({ id: 'MadeCalendarFeed' });

const calendarFeed = z
  .object({
    id: z.guid(),
    clinician: z.object({ id: z.string(), name: z.string() }).nullable(),
    line: z.object({ id: lineId, name: z.string() }).nullable(),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
  })
  .meta({
    id: 'CalendarFeed',
    description: 'A private calendar. Its address is not kept, only a digest of it.',
  });

export const calendarFeedsBody = z
  .object({ area: areaId, feeds: z.array(calendarFeed).readonly() })
  .meta({ id: 'CalendarFeeds' });

export const revokedBody = z
  .object({ id: z.guid(), revoked: z.literal(true) })
  .meta({ id: 'RevokedCalendarFeed' });
