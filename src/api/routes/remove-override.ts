import { z } from 'zod';
import { refuseArea, refuseChange } from '../ownership.ts';
import { presentRemoval } from '../override-changes.ts';
import { Problem } from '../problem.ts';
import { findArea, route } from '../route.ts';
import { changedBody, dryRunQuery } from '../schemas/overrides.ts';
import { areaId } from '../schemas/parameters.ts';

const overrideId = z.guid();
const unknown = new Problem(404, 'There is no override of this id in the area: see the list of overrides.');
const over = new Problem(409, 'This override is over: what was cannot be changed any more.');

/** Removes an override, both halves of a pair together, or shows what that would do. */
export const removeOverride = route({
  method: 'delete',
  path: '/api/v1/areas/{area}/overrides/{id}',
  summary:
    'Removes an override (it is kept, with who removed it), and tells what that does to the next 14 days',
  permission: 'change-overrides',
  params: z.object({
    area: areaId,
    id: z.string().meta({ format: 'uuid', description: "The override's id." }),
  }),
  query: dryRunQuery,
  body: changedBody,
  conflict: 'It is over, and can be removed no more.',
  answer: async ({ params, query, holder }, sources) => {
    const area = refuseArea(holder, params.area) ?? findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const id = overrideId.safeParse(params.id);
    const before = id.success ? await sources.overrides.find(area.id, id.data) : [];
    if (before.length === 0) return unknown;
    const refused = refuseChange(holder, before);
    if (refused) return refused;
    const removed = before.every((each) => each.removed);
    if (!removed && before.every(({ to }) => to <= sources.clock.now())) return over;
    const dryRun = query.dryRun === 'true';
    const now =
      dryRun || removed ? before : await sources.overrides.remove(area.id, params.id, `key ${holder.name}`);
    return { ...(await presentRemoval(sources, area, { before, now }, holder)), dryRun };
  },
});
