import type { ClinicianId, Line, LineRef, OnCall, PhoneNumber, RingPolicy } from '../rota/types.ts';

export interface LineOnDuty {
  readonly line: Line;
  readonly now: OnCall;
}

/** One ringing of one phone. */
export interface Ring {
  readonly line: LineRef;
  readonly clinician: ClinicianId;
  readonly phone: PhoneNumber;
  /** Which of their phones it is: 0 is the first. */
  readonly phonePlace: number;
  readonly seconds: number;
}

/**
 * Every ringing of a line's walk, one after another: its ladder, each person's phones in order, again as often as
 * the line says while its budget lasts; then the overflow lines, without the phones rung before. A closed line
 * rings nobody.
 */
export function ringOrder(line: LineOnDuty, overflow: readonly LineOnDuty[]): readonly Ring[] {
  const rings: Ring[] = [];
  const rung = new Set<PhoneNumber>();
  for (const each of line.now.open ? [line, ...overflow] : []) {
    const phones = phonesOf(each).filter(({ phone }) => !rung.has(phone));
    rings.push(...passes(phones, each.line.ring));
    phones.forEach(({ phone }) => rung.add(phone));
  }
  return rings;
}

function passes(phones: readonly Ring[], { passes, giveUpAfter }: RingPolicy): Ring[] {
  const seconds = phones.reduce((sum, phone) => sum + phone.seconds, 0);
  const within = Math.ceil(giveUpAfter / Math.max(1, seconds));
  return Array.from({ length: Math.max(1, Math.min(passes, within)) }, () => phones).flat();
}

function phonesOf({ line, now }: LineOnDuty): Ring[] {
  return now.ladder.flatMap(({ clinician }) =>
    clinician.phones.map((phone, phonePlace) => ({
      line: line.ref,
      clinician: clinician.id,
      phone,
      phonePlace,
      seconds: clinician.ringSeconds ?? line.ring.seconds,
    })),
  );
}
