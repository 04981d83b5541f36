import type { Claimed } from './outbox.ts';

/**
 * What became of performing an effect. `stored`: the change that it made marked it done in its own transaction;
 * `again`: not now, in so many milliseconds; `unsettled`: acted in the world and could not store it, so it stays
 * claimed until the sweeper has it found out.
 */
export type Done =
  | { readonly kind: 'stored' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'again'; readonly in: number };

/** Performs one claimed effect. Throws only for an outage, and then it is performed again. */
export type Doer = (claimed: Claimed) => Promise<Done>;
