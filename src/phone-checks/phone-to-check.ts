import { reservationKeys } from '../call/decision.ts';
import { coverage } from '../rota/coverage.ts';
import type { Interval } from '../rota/hours.ts';
import type { Area, Clinician, ClinicianId, LineId, Override, PhoneNumber } from '../rota/types.ts';
import { withoutPauses } from '../rota/duties/clinician-duties.ts';

/** One phone of one clinician. */
export interface CheckedPhone {
  readonly clinician: Clinician;
  readonly phone: PhoneNumber;
}

/** What is known of the present hour. */
export interface Quiet {
  /** The lines on whose ladder somebody is now. */
  readonly linesOf: ReadonlyMap<ClinicianId, readonly LineId[]>;
  /** Somebody is on the telephone to the area, be it only at its menu. */
  readonly isCalling: boolean;
  /** Lines that had a call in the last half hour. */
  readonly called: ReadonlySet<LineId>;
  /** Who was rung for a call in the last half hour, on whatever line. */
  readonly rung: ReadonlySet<ClinicianId>;
  /** Keys of clinicians and telephones in use, or that a call of another area may want: see `reservationKeys`. */
  readonly busy: ReadonlySet<string>;
}

/**
 * Each phone, once, of everybody who is on duty in the area within the span, be it by an override; a shared one is
 * checked with its first owner.
 */
export function phonesOf(
  area: Area,
  span: Interval,
  overrides: readonly Override[],
): readonly CheckedPhone[] {
  const lasting = withoutPauses(overrides);
  const onDuty = new Set(
    area.lines.flatMap((line) =>
      coverage({ area, line, ...span, overrides: lasting }).flatMap(({ people }) => people),
    ),
  );
  const seen = new Set<PhoneNumber>();
  return [...area.people.values()].flatMap((clinician) =>
    clinician.phones.flatMap((phone): CheckedPhone[] => {
      if (!onDuty.has(clinician.id) || seen.has(phone)) return [];
      seen.add(phone);
      return [{ clinician, phone }];
    }),
  );
}

/** The first of these that may be rung now: its owner is on shift, and none of their lines had a call lately. */
export function quietPhone(
  area: Area,
  phones: readonly CheckedPhone[],
  quiet: Quiet,
): CheckedPhone | undefined {
  if (quiet.isCalling) return undefined;
  return phones.find(({ clinician, phone }) => {
    const lines = quiet.linesOf.get(clinician.id) ?? [];
    return (
      lines.length > 0 &&
      !lines.some((line) => quiet.called.has(line)) &&
      !quiet.rung.has(clinician.id) &&
      !keysOf(area, { clinician, phone }).some((key) => quiet.busy.has(key))
    );
  });
}

/** What a check keeps from calls: the same that a call keeps from checks. */
export function keysOf(area: Area, { clinician, phone }: CheckedPhone): readonly string[] {
  return reservationKeys(area.id, clinician, phone);
}
