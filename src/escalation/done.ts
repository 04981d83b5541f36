import type { Claimed } from './outbox.ts';

/**
 * What became of performing an effect. `stored`: the change that it made marked it done in its own transaction;
 * `again`: not now, in so many milliseconds.
 */
export type Done =
  | { readonly kind: 'stored' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'again'; readonly in: number };

/** Performs one claimed effect. Throws only for an outage, and then it is performed again. */
export type Doer = (claimed: Claimed) => Promise<Done>;
