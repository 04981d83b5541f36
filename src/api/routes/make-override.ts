import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RequestOnce } from '../../overrides/override-queries.ts';
import type { StoredOverride } from '../../overrides/stored-override.ts';
import { draftOverride, type OverrideDraft } from '../../rota/override-draft.ts';
import type { Area } from '../../rota/types.ts';
import { presentAddition, presentShown } from '../override-changes.ts';
import { refuseChange } from '../ownership.ts';
import { badParameters, Problem } from '../problem.ts';
import { Reply } from '../reply.ts';
import { findArea, route, type Sources } from '../route.ts';
import { changedBody, dryRunQuery, newOverride } from '../schemas/overrides.ts';
import { areaId } from '../schemas/parameters.ts';

const keyReused = new Problem(
  422,
  'This Idempotency-Key was sent before with something else: take a new key for each override.',
);

/** Makes an override, or shows what it would do. */
export const makeOverride = route({
  method: 'post',
  path: '/api/v1/areas/{area}/overrides',
  summary: 'Makes a leave, swap, extra or pause, and tells what it does to the next 14 days',
  permission: 'change-overrides',
  params: z.object({ area: areaId }),
  query: dryRunQuery,
  sent: newOverride,
  body: changedBody,
  makes: true,
  answer: async ({ params, query, sent, requestKey, holder }, sources) => {
    const refused = refuseChange(holder, ownersOf(params.area, sent));
    const area = refused ?? findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const by = `key ${holder.name}`;
    const dryRun = query.dryRun === 'true';
    const request = requestOnce(dryRun ? undefined : requestKey, [area.id, sent]);
    if (request instanceof Problem) return request;
    const before = request && (await sources.overrides.requested(by, request.key));
    if (before && before.digest !== request.digest) return keyReused;
    if (before) return presentAddition(sources, area, before.overrides, holder);
    const read = draftOverride(area, sent, sources.clock.now());
    if ('faults' in read) return badParameters(read.faults);
    if (dryRun) return presentShown(sources, area, unmade(read.drafts, by, sources), holder);
    const added = await sources.overrides.add({ drafts: read.drafts, by, request });
    if (added.result === 'key-reused') return keyReused;
    const body = await presentAddition(sources, area, added.overrides, holder);
    return new Reply(added.result === 'made' ? 201 : 200, body);
  },
});

/** Whose shifts change; known before anything else is looked at, so that a stranger learns nothing of the rota. */
function ownersOf(area: Area['id'], { clinician, with: other, bothWays }: z.output<typeof newOverride>) {
  const owners = [{ area, clinician, with: other }];
  return bothWays && other !== undefined ? [...owners, { area, clinician: other, with: clinician }] : owners;
}

function unmade(drafts: readonly OverrideDraft[], by: string, { clock }: Sources): readonly StoredOverride[] {
  return drafts.map((draft, index) => {
    return {
      ...draft,
      id: `new-${index}`,
      pair: undefined,
      madeBy: by,
      madeAt: clock.now(),
      removed: undefined,
    };
  });
}

function requestOnce(key: string | undefined, content: unknown): RequestOnce | Problem | undefined {
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'must have 1 to 255 characters of ASCII and no spaces, such as a UUID';
    return badParameters([{ field: 'Idempotency-Key', message }]);
  }
  return { key, digest: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
}
