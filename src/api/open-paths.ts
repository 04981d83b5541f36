import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { aliveBody, readyBody } from './schemas/health.ts';

const text = { 'text/plain': { schema: z.string() } };
const readiness = { 'application/json': { schema: readyBody } };

function open(path: string, summary: string, content: Record<string, { schema: z.ZodType }>): RouteConfig {
  return {
    method: 'get',
    path,
    summary,
    security: [],
    responses: { 200: { description: 'The answer.', content } },
  };
}

/** What anyone may read, without a key; a calendar, whoever knows its address. */
export const openPaths: readonly RouteConfig[] = [
  open('/healthz', 'Alive', { 'application/json': { schema: aliveBody } }),
  {
    ...open('/readyz', 'Ready: each dependency by name', readiness),
    responses: {
      200: { description: 'Ready, or degraded.', content: readiness },
      503: { description: 'Not ready.', content: readiness },
    },
  },
  open('/metrics', 'Figures for Prometheus; nothing personal', text),
  {
    ...open('/calendars/{secret}.ics', 'A private calendar; the secret in its address is the key', {}),
    request: {
      params: z.object({ secret: z.string().meta({ description: 'As told when the feed was made.' }) }),
    },
    responses: {
      200: { description: 'The calendar.', content: { 'text/calendar': { schema: z.string() } } },
      404: { description: 'There is no calendar at this address.', content: text },
      429: { description: 'Too many requests.', content: text },
      500: { description: 'Something went wrong inside.', content: text },
      503: { description: 'The database cannot be reached.', content: text },
    },
  },
  open('/openapi.json', 'This document', { 'application/json': { schema: z.looseObject({}) } }),
];
