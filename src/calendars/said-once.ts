import type { Matched, Unmatched } from './preview-shape.ts';

/** The same said twice in a file is done once, and told. */
export function eachOnce(found: readonly Matched[]): {
  readonly once: Matched[];
  readonly again: readonly Unmatched[];
} {
  const once = new Map<string, Matched>();
  const again: Unmatched[] = [];
  for (const each of found) {
    const key = [each.clinician, each.adviceLine, each.from, each.to].join();
    const { line, text } = each;
    const first = once.get(key);
    if (!first) once.set(key, each);
    else
      again.push({
        line,
        text,
        reason: `line ${first.line} says the same, and is done once`,
        suggestions: [],
      });
  }
  return { once: [...once.values()], again };
}

/** Every repeat of a series has the same fault: said once, with how often. */
export function eachToldOnce(rest: readonly Unmatched[]): Unmatched[] {
  const told = new Map<string, { readonly first: Unmatched; times: number }>();
  for (const each of rest) {
    const key = `${each.line} ${each.reason}`;
    const known = told.get(key);
    if (known) known.times++;
    else told.set(key, { first: each, times: 1 });
  }
  return [...told.values()].map(({ first, times }) =>
    times === 1 ? first : { ...first, reason: `${first.reason} (${times} times)` },
  );
}
