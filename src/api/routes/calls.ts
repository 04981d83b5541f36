import { z } from 'zod';
import { startOf } from '../../statistics/period.ts';
import { presentCall } from '../call-presenter.ts';
import { cursorOf, positionOf } from '../cursor.ts';
import { badParameters, Problem } from '../problem.ts';
import { loadCalls } from '../load-calls.ts';
import { loadOffers } from '../load-call.ts';
import { findArea, route } from '../route.ts';
import { callsBody, callsQuery } from '../schemas/calls.ts';
import { areaId } from '../schemas/parameters.ts';

/** The calls of an area, a page at a time. */
export const calls = route({
  path: '/api/v1/areas/{area}/calls',
  summary: 'The calls of an area, newest first',
  permission: 'read-calls',
  params: z.object({ area: areaId }),
  query: callsQuery,
  body: callsBody,
  answer: async ({ params, query }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const before = query.cursor === undefined ? undefined : positionOf(query.cursor);
    if (before === null) {
      return badParameters([{ field: 'cursor', message: 'must be the "next" of a page before, unchanged' }]);
    }
    const { database, rotas } = sources;
    const from = query.from === undefined ? undefined : startOf(query.from, area.timezone);
    const to = query.to === undefined ? undefined : startOf(query.to, area.timezone);
    const page = await loadCalls(database, { area: area.id, from, to, before, limit: query.limit });
    const offers = await loadOffers(
      database,
      page.calls.map(({ id }) => id),
    );
    return {
      calls: page.calls.map((call) => presentCall(call, offers.get(call.id) ?? [], rotas())),
      next: page.last ? cursorOf(page.last) : null,
    };
  },
});
