import type { z } from 'zod';
import type { StoredOverride } from '../overrides/stored-override.ts';
import { effectWindow } from '../rota/override-effect.ts';
import type { Area, Override } from '../rota/types.ts';
import type { KeyHolder } from './api-keys.ts';
import { presentEffect, presentOverride } from './override-presenter.ts';
import type { Sources } from './route.ts';
import type { changedBody } from './schemas/overrides.ts';

type Changed = z.output<typeof changedBody>;

/** Overrides that stand, with what they do: the rota with them compared to the rota without them. */
export async function presentAddition(
  sources: Sources,
  area: Area,
  made: readonly StoredOverride[],
  holder: KeyHolder,
): Promise<Changed> {
  const others = await othersThan(sources, area, made);
  const after = [...others, ...made.filter(({ removed }) => !removed)];
  return present(sources, { area, changed: made, before: others, after }, { holder, adds: true });
}

/** Overrides that nobody made, with what they would do: made, they are later than all others, whatever the clocks say. */
export async function presentShown(
  sources: Sources,
  area: Area,
  unmade: readonly StoredOverride[],
  holder: KeyHolder,
): Promise<Changed> {
  const others = await othersThan(sources, area, unmade);
  const after = [...others, ...unmade.map((each): Override => ({ ...each, madeAt: undefined }))];
  const change = { area, changed: unmade, before: others, after };
  const { overrides, ...changed } = present(sources, change, { holder, adds: true });
  return { ...changed, dryRun: true, overrides: overrides.map((each) => ({ ...each, id: null })) };
}

/** Overrides that are removed, or would be, with what that does. */
export async function presentRemoval(
  sources: Sources,
  area: Area,
  gone: { readonly before: readonly StoredOverride[]; readonly now: readonly StoredOverride[] },
  holder: KeyHolder,
): Promise<Changed> {
  const others = await othersThan(sources, area, gone.before);
  const before = [...others, ...gone.before.filter(({ removed }) => !removed)];
  const change = { area, changed: gone.now, before, after: others };
  return present(sources, change, { holder, adds: false });
}

interface Change {
  readonly area: Area;
  readonly changed: readonly StoredOverride[];
  readonly before: readonly Override[];
  readonly after: readonly Override[];
}

function present(
  { clock }: Sources,
  change: Change,
  { holder, adds }: { readonly holder: KeyHolder; readonly adds: boolean },
): Changed {
  return {
    dryRun: false,
    overrides: change.changed.map((each) => presentOverride(change.area, each, holder)),
    effect: presentEffect({ ...change, now: clock.now() }, adds),
  };
}

/** What else stands while the effect is looked at, and as long as the overrides last. */
async function othersThan(
  { overrides, clock }: Sources,
  area: Area,
  these: readonly StoredOverride[],
): Promise<readonly Override[]> {
  const looked = effectWindow(area, clock.now(), these);
  const last = Math.max(looked.to, ...these.map(({ to }) => to));
  const standing = await overrides.standing(
    area.id,
    Math.min(looked.from, ...these.map(({ from }) => from)),
    last,
  );
  return standing.filter(({ id }) => !these.some((each) => each.id === id));
}
