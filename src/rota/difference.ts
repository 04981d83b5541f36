import { areaChanges, wholeArea } from './difference/area-changes.ts';
import type { RotaChange } from './difference/rota-change.ts';
import type { Rotas } from './types.ts';

/**
 * What differs between two readings of the rota files: nothing only where they ring the same people in the same way.
 * Comments, and the order of entries that have none, are no difference. `before` is `undefined` for the first version.
 */
export function rotaDifference(
  before: Pick<Rotas, 'areas'> | undefined,
  after: Pick<Rotas, 'areas'>,
): readonly RotaChange[] {
  const earlier = new Map((before?.areas ?? []).map((area) => [area.id, area]));
  const gone = (before?.areas ?? []).filter(({ id }) => after.areas.every((area) => area.id !== id));
  return [
    ...after.areas.flatMap((area) => {
      const was = earlier.get(area.id);
      return was ? areaChanges(was, area) : [wholeArea(area, 'added')];
    }),
    ...gone.map((area) => wholeArea(area, 'removed')),
  ];
}
