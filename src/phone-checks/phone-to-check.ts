import { reservationKeys } from '../call/decision.ts';
import type { Area, Clinician, ClinicianId, LineId, PhoneNumber } from '../rota/types.ts';

/** One phone of one clinician. */
export interface CheckedPhone {
  readonly clinician: Clinician;
  readonly phone: PhoneNumber;
}

/** What is known of the present hour. */
export interface Quiet {
  /** The lines on whose ladder somebody is now. */
  readonly linesOf: ReadonlyMap<ClinicianId, readonly LineId[]>;
  /** Lines that had a call in the last half hour. */
  readonly called: ReadonlySet<LineId>;
  /** Who was rung for a call in the last half hour, on whatever line. */
  readonly rung: ReadonlySet<ClinicianId>;
  /** Keys of clinicians and telephones in use: see `reservationKeys`. */
  readonly busy: ReadonlySet<string>;
}

/** Each phone of everybody on a shift of the area, once; a shared one is checked with its first owner. */
export function phonesOf(area: Area): readonly CheckedPhone[] {
  const onShifts = new Set(area.lines.flatMap(({ shifts }) => shifts.flatMap(({ people }) => people)));
  const seen = new Set<PhoneNumber>();
  return [...area.people.values()].flatMap((clinician) =>
    clinician.phones.flatMap((phone): CheckedPhone[] => {
      if (!onShifts.has(clinician.id) || seen.has(phone)) return [];
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
