import { z } from 'zod';
import { VersionStore, type ListedVersion } from '../../rota-versions/version-store.ts';
import { Problem } from '../problem.ts';
import { findArea, route } from '../route.ts';
import { areaId } from '../schemas/parameters.ts';
import { rotaVersionsBody, rotaVersionsQuery } from '../schemas/rota-versions.ts';

/** Above every version. */
const newest = 2_147_483_647;

/** How the rota of an area changed. */
export const rotaVersions = route({
  path: '/api/v1/areas/{area}/rota-versions',
  summary: 'The versions of the rota files that changed an area, and what each changed',
  permission: 'read-rota',
  params: z.object({ area: areaId }),
  query: rotaVersionsQuery,
  body: rotaVersionsBody,
  answer: async ({ params, query }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const { cursor = newest, limit } = query;
    const found = await new VersionStore(sources.database).list(area.id, cursor, limit + 1);
    const page = found.slice(0, limit);
    return {
      area: area.id,
      versions: page.map((version) => presentVersion(version, sources.rotas().hash)),
      next: found.length > limit ? String(page.at(-1)?.number) : null,
    };
  },
});

function presentVersion({ changes, publishedAt, last, ...version }: ListedVersion, hash: string) {
  return {
    ...version,
    publishedAt: publishedAt.toISOString(),
    inForce: last && version.hash === hash,
    changes: changes.map(({ area: _area, ...change }) => change),
  };
}
