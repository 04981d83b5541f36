import { z } from 'zod';
import { instant } from './parameters.ts';

export const onCallQuery = z.strictObject({ at: instant });

export const onCallBody = z
  .object({
    open: z.boolean(),
    opensNext: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When a closed line opens next, within a year.' }),
    ladder: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .readonly()
      .meta({ description: 'Who would be rung, in order.' }),
    why: z.array(z.string()).readonly().meta({ description: 'A sentence for each choice and each skip.' }),
  })
  .meta({ id: 'OnCall' });
