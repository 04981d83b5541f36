import { z } from 'zod';

/** RFC 9457. */
export const problemBody = z
  .object({
    type: z.string().meta({ example: 'about:blank' }),
    title: z.string().meta({ example: 'Bad Request' }),
    status: z.int().meta({ example: 400 }),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).readonly(),
  })
  .meta({ id: 'Problem', description: 'What is wrong; "errors" names each parameter at fault.' });
