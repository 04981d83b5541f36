import { z } from 'zod';
import { areaId, lineId } from './parameters.ts';

export const areasBody = z
  .object({
    areas: z
      .array(
        z.object({
          id: areaId,
          name: z.string(),
          timezone: z.string(),
          lines: z
            .array(z.object({ id: lineId, name: z.string(), treatmentFunction: z.string().nullable() }))
            .readonly(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Areas' });
