import { personOf, type Call, type Walk } from './call.ts';

/** Who was rung for this offer, and for whom Twilio could only not be asked: they are still to be rung. */
export function whoWasRung(
  { attempts }: Call,
  { offer }: Walk,
): { readonly rung: readonly string[]; readonly unreached: readonly string[] } {
  const asked = attempts.filter((attempt) => attempt.offer === offer);
  const rung = asked.filter(({ unreached }) => !unreached).map(personOf);
  return { rung, unreached: asked.map(personOf).filter((person) => !rung.includes(person)) };
}

/** Nobody but whom the caller was cut off from: they are rung again, however few the rounds. */
export function isOnlyCutOff({ attempts }: Call, { tried }: Walk): boolean {
  return tried.every((person) => {
    const latest = attempts.findLast((attempt) => personOf(attempt) === person);
    return latest !== undefined && latest.talkedAt !== null;
  });
}
