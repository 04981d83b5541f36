import type { Interval } from './hours.ts';
import { nameOf } from './ladder-words.ts';
import { dayPlan } from './line-calendar.ts';
import { openIntervals } from './opening.ts';
import type { Area, ClinicianId, Line, LineId, Override } from './types.ts';
import { dayAt } from './zone-day.ts';

export type WarningKind =
  'no-shift' | 'stand-in-away' | 'stand-in-on-shift' | 'already-swapped' | 'away' | 'closed' | 'no-phone';

/** Why an override does not do, or not all through, what was meant by it. */
export interface OverrideWarning {
  readonly kind: WarningKind;
  readonly clinician: ClinicianId;
  /** `undefined`: on every line. */
  readonly line: LineId | undefined;
  readonly words: string;
}

interface Scene {
  readonly area: Area;
  /** The override that is looked at. */
  readonly made: Override;
  /** The others that stand. */
  readonly others: readonly Override[];
  readonly lines: readonly Line[];
}

/** What to warn of when `added` join the overrides that stand (`before`). */
export function overrideWarnings(
  area: Area,
  added: readonly Override[],
  before: readonly Override[],
): readonly OverrideWarning[] {
  return added.flatMap((made) => {
    const lines = area.lines.filter(({ id }) => made.line === undefined || made.line === id);
    const others = before.filter((each) => each.area === area.id && meets(each, made));
    const scene = { area, made, others, lines };
    switch (made.kind) {
      case 'swap':
        return swapWarnings(scene, added);
      case 'extra':
        return extraWarnings(scene);
      case 'leave':
      case 'pause':
        return absenceWarnings(scene);
    }
  });
}

function swapWarnings(scene: Scene, added: readonly Override[]): readonly OverrideWarning[] {
  const { area, made, others } = scene;
  const { clinician, with: standIn } = made;
  if (standIn === undefined) return [];
  const warn = warner(scene);
  const shifts = shiftsOf(scene, clinician);
  if (shifts.length === 0) {
    return [
      warn('no-shift', clinician, 'has no shift in the rota then, so there is nothing to stand in for'),
    ];
  }
  const away = others.find((each) => isAway(each, standIn) && shifts.some((shift) => overlap(each, shift)));
  const earlier = others.find((each) => each.kind === 'swap' && each.clinician === clinician);
  const inReturn = added.some((each) => each.clinician === standIn);
  const both = !inReturn && shiftsOf(scene, standIn).some((one) => shifts.some((shift) => same(one, shift)));
  return [
    ...(away ? [warn('stand-in-away', standIn, `is to stand in, but is ${awayWords(away)} then`)] : []),
    ...(earlier
      ? [
          warn(
            'already-swapped',
            clinician,
            `has swapped with ${nameOf(area, earlier.with ?? '')} then already`,
          ),
        ]
      : []),
    ...(both ? [warn('stand-in-on-shift', standIn, 'is to stand in, but is on shift then anyway')] : []),
    ...phoneWarnings(scene, standIn),
  ];
}

function extraWarnings(scene: Scene): readonly OverrideWarning[] {
  const { area, made, others, lines } = scene;
  const warn = warner(scene);
  const away = others.find((each) => isAway(each, made.clinician));
  const swap = others.find((each) => each.kind === 'swap' && each.clinician === made.clinician);
  const closed = lines.filter((line) => openIntervals(area, line, made).length === 0);
  return [
    ...(away
      ? [warn('away', made.clinician, `is ${awayWords(away)} then, which counts before an extra`)]
      : []),
    ...(swap
      ? [warn('already-swapped', made.clinician, 'has swapped then, which counts before an extra')]
      : []),
    ...closed.map(({ name }) =>
      warn('closed', made.clinician, `is not rung: ${name} is closed then, and an extra does not open it`),
    ),
    ...phoneWarnings(scene, made.clinician),
  ];
}

function absenceWarnings(scene: Scene): readonly OverrideWarning[] {
  const { made, others } = scene;
  const placed = others.some(
    (each) =>
      (each.kind === 'swap' && each.with === made.clinician) ||
      (each.kind === 'extra' && each.clinician === made.clinician),
  );
  if (placed || shiftsOf(scene, made.clinician).length > 0) return [];
  return [warner(scene)('no-shift', made.clinician, 'has no shift then, so nothing changes')];
}

function phoneWarnings(scene: Scene, id: ClinicianId): readonly OverrideWarning[] {
  if (scene.area.people.get(id)?.phones.length !== 0) return [];
  return [warner(scene)('no-phone', id, 'has no phone in people.yaml and cannot be rung')];
}

function warner({ area, made }: Scene) {
  return (kind: WarningKind, clinician: ClinicianId, words: string): OverrideWarning => ({
    kind,
    clinician,
    line: made.line,
    words: `${nameOf(area, clinician)} ${words}`,
  });
}

interface PersonalShift extends Interval {
  readonly line: LineId;
}

/** A person's shifts of the rota that meet the override, on its lines. */
function shiftsOf({ area, made, lines }: Scene, id: ClinicianId): readonly PersonalShift[] {
  const found: PersonalShift[] = [];
  const last = dayAt(made.to - 1, area.timezone);
  for (const line of lines) {
    if (!line.shifts.some(({ people }) => people.includes(id))) continue;
    for (let day = dayAt(made.from, area.timezone) - 1; day <= last; day++) {
      for (const { shift, from, to } of dayPlan(area, line, day).shifts) {
        if (shift.people.includes(id) && overlap({ from, to }, made)) found.push({ line: line.id, from, to });
      }
    }
  }
  return found;
}

function isAway({ kind, clinician }: Override, id: ClinicianId): boolean {
  return (kind === 'leave' || kind === 'pause') && clinician === id;
}

function awayWords({ kind }: Override): string {
  return kind === 'pause' ? 'paused' : 'on leave';
}

function same(one: PersonalShift, other: PersonalShift): boolean {
  return one.line === other.line && overlap(one, other);
}

function meets(one: Override, other: Override): boolean {
  const onOneLine = one.line === undefined || other.line === undefined || one.line === other.line;
  return onOneLine && overlap(one, other);
}

function overlap(one: Interval, other: Interval): boolean {
  return one.from < other.to && other.from < one.to;
}
