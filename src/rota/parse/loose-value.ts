/**
 * Reading values that may still be of any shape: checks across files must go on where one entry is wrong, so that
 * every fault is told at once.
 */
export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The list under `key`, or nothing. */
export function listUnder(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}

export function textUnder(value: unknown, key: string): string | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function textsUnder(value: unknown, key: string): readonly (string | undefined)[] {
  return listUnder(value, key).map((each) => (typeof each === 'string' ? each : undefined));
}
