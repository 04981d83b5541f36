import type { DutyHours } from '../rota/duty-hours.ts';
import type { Area, Clinician, ClinicianId } from '../rota/types.ts';
import { noRings, type RingCounts } from './ring-counts.ts';

/** What one clinician's share was. Hours are rounded to two places. */
export interface FairnessRow extends RingCounts {
  readonly clinician: { readonly id: ClinicianId; readonly name: string };
  readonly hours: { readonly total: number; readonly inHours: number; readonly outOfHours: number };
  /** taken + declined + missed + withdrawn: how often the phone rang. */
  readonly rung: number;
}

const alphabet = new Intl.Collator('en-GB');
const noHours: DutyHours = { inHours: 0, outOfHours: 0 };

/** An area, and everybody who was ever in it. */
export interface FairnessScene {
  readonly area: Area;
  readonly people: ReadonlyMap<ClinicianId, Pick<Clinician, 'name'>>;
}

/**
 * A row for everybody in people.yaml, and for whoever was on duty or was rung but is there no more. By name, never by
 * a figure: it is no league table.
 */
export function fairnessRows(
  { area, people }: FairnessScene,
  hours: ReadonlyMap<ClinicianId, DutyHours>,
  rings: ReadonlyMap<ClinicianId, RingCounts>,
): readonly FairnessRow[] {
  return [...new Set([...area.people.keys(), ...hours.keys(), ...rings.keys()])]
    .map((id) => rowOf({ id, name: people.get(id)?.name ?? id }, hours.get(id), rings.get(id)))
    .sort(
      (one, other) =>
        alphabet.compare(one.clinician.name, other.clinician.name) ||
        alphabet.compare(one.clinician.id, other.clinician.id),
    );
}

function rowOf(
  clinician: FairnessRow['clinician'],
  { inHours, outOfHours }: DutyHours = noHours,
  counts: RingCounts = noRings,
): FairnessRow {
  const { taken, declined, missed, withdrawn } = counts;
  return {
    clinician,
    hours: {
      total: asHours(inHours + outOfHours),
      inHours: asHours(inHours),
      outOfHours: asHours(outOfHours),
    },
    rung: taken + declined + missed + withdrawn,
    ...counts,
  };
}

function asHours(milliseconds: number): number {
  return Math.round(milliseconds / 36_000) / 100;
}
