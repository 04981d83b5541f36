import { DateTime } from 'luxon';
import { z } from 'zod';
import { isoInstant } from '../../statistics/period.ts';
import { Problem } from '../problem.ts';
import { findArea, findLine, route } from '../route.ts';
import { onCallBody, onCallQuery } from '../schemas/on-call.ts';
import { areaId, lineId } from '../schemas/parameters.ts';

/** Who is on call on a line, and why. */
export const onCall = route({
  path: '/api/v1/areas/{area}/lines/{line}/on-call',
  summary: 'Who would be rung on a line, now or at another time, and why; by the rota as it is now',
  permission: 'read-on-call',
  params: z.object({ area: areaId, line: lineId }),
  query: onCallQuery,
  body: onCallBody,
  answer: async ({ params, query }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const line = findLine(area, params.line);
    if (line instanceof Problem) return line;
    const at = query.at === undefined ? sources.clock.now() : DateTime.fromISO(query.at).toMillis();
    const { open, opensNext, ladder, why } = await sources.onCall(area, line, at);
    return {
      open,
      opensNext: opensNext === undefined ? null : isoInstant(opensNext),
      why,
      ladder: ladder.map(({ clinician }) => ({ id: clinician.id, name: clinician.name })),
    };
  },
});
