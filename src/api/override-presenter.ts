import type { z } from 'zod';
import type { StoredOverride } from '../overrides/stored-override.ts';
import { effectWords } from '../rota/effect-words.ts';
import type { Interval } from '../rota/hours.ts';
import { nameOf } from '../rota/ladder-words.ts';
import { overrideEffect, type EffectQuestion, type LineEffect } from '../rota/override-effect.ts';
import { overrideWarnings } from '../rota/override-warnings.ts';
import type { Area } from '../rota/types.ts';
import { isoInstant } from '../statistics/period.ts';
import type { KeyHolder } from './api-keys.ts';
import { seesWhy } from './ownership.ts';
import type { changedBody, overridesBody } from './schemas/overrides.ts';

type Shown = z.output<typeof overridesBody>['overrides'][number];
type Effect = z.output<typeof changedBody>['effect'];

/** An override as one who holds this key may see it. */
export function presentOverride(area: Area, override: StoredOverride, holder: KeyHolder): Shown {
  const { removed } = override;
  return {
    id: override.id,
    pair: override.pair ?? null,
    kind: override.kind,
    clinician: person(area, override.clinician),
    with: override.with === undefined ? null : person(area, override.with),
    line: lineShown(area, override.line),
    ...span(override),
    why: seesWhy(holder, override) ? override.why : null,
    madeBy: override.madeBy,
    madeAt: isoInstant(override.madeAt),
    removedBy: removed?.by ?? null,
    removedAt: removed ? isoInstant(removed.at) : null,
  };
}

/** What a change does; one that adds nothing is not warned of. */
export function presentEffect(question: EffectQuestion, adds: boolean): Effect {
  const { area, now, changed, before } = question;
  const effect = overrideEffect(question);
  const warnings = adds ? overrideWarnings(area, changed, before) : [];
  return {
    ...span(effect.looked),
    whole: effect.whole,
    lines: effect.lines.map((each) => presentLine(area, each)),
    warnings: warnings.map(({ kind, clinician, line, words }) => {
      return { kind, clinician: person(area, clinician), line: lineShown(area, line), words };
    }),
    words: [...warnings.map(({ words }) => words), ...effectWords(area, now, effect)],
  };
}

function presentLine(area: Area, effect: LineEffect): Effect['lines'][number] {
  const { line, lost, gained, gaps, filled, thinned } = effect;
  const ofPerson = (each: LineEffect['lost'][number]) => {
    return { ...span(each), clinician: person(area, each.clinician) };
  };
  return {
    line: { id: line, name: area.lines.find(({ id }) => id === line)?.name ?? line },
    lost: lost.map(ofPerson),
    gained: gained.map(ofPerson),
    gaps: gaps.map(span),
    filled: filled.map(span),
    thinned: thinned.map((each) => ({ ...span(each), people: each.people.map((id) => person(area, id)) })),
  };
}

function person(area: Area, id: string): { id: string; name: string } {
  return { id, name: nameOf(area, id) };
}

function lineShown(area: Area, id: string | undefined): { id: string; name: string } | null {
  return id === undefined ? null : { id, name: area.lines.find((line) => line.id === id)?.name ?? id };
}

function span({ from, to }: Interval): { from: string; to: string } {
  return { from: isoInstant(from), to: isoInstant(to) };
}
