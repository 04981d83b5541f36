import { personOf, type Call, type Walk } from './call.ts';

/**
 * Who was rung for this offer, and for whom Twilio could only not be asked, since the caller was cut off if they were:
 * these are still to be rung.
 */
export function whoWasRung(
  { attempts }: Call,
  { offer }: Walk,
): { readonly rung: readonly string[]; readonly unreached: readonly string[] } {
  const asked = attempts.filter((attempt) => attempt.offer === offer);
  const latest = asked.slice(asked.findLastIndex(({ talkedAt }) => talkedAt !== null) + 1);
  const reached = new Set(latest.filter((attempt) => !attempt.unreached).map(personOf));
  const unreached = latest.map(personOf).filter((person) => !reached.has(person));
  return { rung: asked.map(personOf).filter((person) => !unreached.includes(person)), unreached };
}

/** Nobody but whom the caller was cut off from: they are rung again, however few the rounds. */
export function isOnlyCutOff({ attempts }: Call, { tried }: Walk): boolean {
  return tried.every((person) => {
    const latest = attempts.findLast((attempt) => personOf(attempt) === person);
    return latest !== undefined && latest.talkedAt !== null;
  });
}
