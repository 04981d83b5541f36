import { z } from 'zod';
import type { Instant } from '../../clock.ts';
import { instantFromText } from '../../rota/instant-text.ts';
import type { Area } from '../../rota/types.ts';
import { refuseArea } from '../ownership.ts';
import { cursorOf, placeOf } from '../override-cursor.ts';
import { presentOverride } from '../override-presenter.ts';
import { badParameters, Problem } from '../problem.ts';
import { refuseIds } from '../refuse-ids.ts';
import { findArea, route } from '../route.ts';
import { overridesBody, overridesQuery } from '../schemas/overrides.ts';
import { areaId } from '../schemas/parameters.ts';

const wrongOrder = badParameters([{ field: 'to', message: 'must be after "from", or after now' }]);
const wrongCursor = badParameters([
  { field: 'cursor', message: 'must be the "next" of a page before, unchanged' },
]);

/** The dated changes to the rota of an area, a page at a time. */
export const overrides = route({
  path: '/api/v1/areas/{area}/overrides',
  summary: 'Leave, swaps, extras and pauses, with who made each and why',
  permission: 'read-overrides',
  params: z.object({ area: areaId }),
  query: overridesQuery,
  body: overridesBody,
  answer: async ({ params, query, holder }, sources) => {
    const area = refuseArea(holder, params.area) ?? findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const from = timeOf(area, 'from', query.from) ?? sources.clock.now();
    const to = timeOf(area, 'to', query.to);
    if (from instanceof Problem) return from;
    if (to instanceof Problem) return to;
    if (to !== undefined && to <= from) return wrongOrder;
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    if (after === null) return wrongCursor;
    const { clinician, line, limit } = query;
    const refused = await refuseIds(area, { clinician, line }, sources.overrides);
    if (refused) return refused;
    const removed = query.removed === 'true';
    const filter = { area: area.id, from, to, clinician, line, removed, after, limit: limit + 1 };
    const found = await sources.overrides.list(filter);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      area: area.id,
      overrides: page.map((each) => presentOverride(area, each, holder)),
      more: last !== undefined,
      next: last ? cursorOf(last) : null,
    };
  },
});

function timeOf(area: Area, field: string, text: string | undefined): Instant | Problem | undefined {
  if (text === undefined) return undefined;
  const found = instantFromText(text, area.timezone);
  if (found !== undefined && Date.UTC(2000, 0) <= found && found < Date.UTC(2200, 0)) return found;
  const message = 'must be a time in the years 2000 to 2199: 2026-12-01T09:00:00Z, or 2026-12-01';
  return badParameters([{ field, message }]);
}
