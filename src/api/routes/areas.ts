import { z } from 'zod';
import { route } from '../route.ts';
import { areasBody } from '../schemas/areas.ts';

/** Which areas and lines there are. */
export const areas = route({
  path: '/api/v1/areas',
  summary: 'The areas and their lines',
  permission: 'read-areas',
  params: z.object({}),
  query: z.strictObject({}),
  body: areasBody,
  answer: async (_asked, { rotas }) => ({
    areas: rotas().areas.map(({ id, name, timezone, lines }) => ({
      id,
      name,
      timezone,
      lines: lines.map((line) => ({
        id: line.id,
        name: line.name,
        treatmentFunction: line.treatmentFunction ?? null,
      })),
    })),
  }),
});
