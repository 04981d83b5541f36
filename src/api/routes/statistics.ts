import { z } from 'zod';
import { statisticsOf } from '../../statistics/statistics.ts';
import { Problem } from '../problem.ts';
import { findArea, route } from '../route.ts';
import { areaId } from '../schemas/parameters.ts';
import { statisticsBody, statisticsQuery } from '../schemas/statistics.ts';

/** What became of the calls of an area. */
export const statistics = route({
  path: '/api/v1/areas/{area}/statistics',
  summary:
    'Offered, connected and recorded calls, and what they avoided, by line, practice, clinician or month',
  permission: 'read-statistics',
  params: z.object({ area: areaId }),
  query: statisticsQuery,
  body: statisticsBody,
  answer: async ({ params, query }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    return statisticsOf(sources.database, area, query, query.by, sources.rotas());
  },
});
