import type { Override } from '../rota/types.ts';
import type { StoredOverride } from './stored-override.ts';

/**
 * The override as it counted: not before it was made, and no longer than until it was removed. `undefined` if it
 * never did.
 */
export function whileInForce(stored: StoredOverride): Override | undefined {
  const from = Math.max(stored.from, stored.madeAt);
  const to = Math.min(stored.to, stored.removed?.at ?? Infinity);
  return from < to ? { ...stored, from, to } : undefined;
}
