import { z } from 'zod';

export const aliveBody = z.object({ status: z.literal('ok') }).meta({ id: 'Alive' });

export const readyBody = z
  .object({
    status: z.enum(['ready', 'degraded', 'not-ready']),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Ready', description: 'Each dependency by name.' });
