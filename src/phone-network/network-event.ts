import type { Instant } from '../clock.ts';
import type { LegStatus } from '../carrier/carrier.ts';

/** What happened, as people at the phones see and hear it. `phone` is the number of the phone concerned. */
export type Happening =
  | { readonly kind: 'calls'; readonly number: string }
  | { readonly kind: 'rings'; readonly from: string }
  | { readonly kind: 'answers' }
  | { readonly kind: 'hears'; readonly text: string }
  | { readonly kind: 'plays'; readonly url: string }
  | { readonly kind: 'presses'; readonly keys: string }
  | { readonly kind: 'says'; readonly words: string }
  | { readonly kind: 'joins'; readonly conference: string }
  | { readonly kind: 'leaves'; readonly conference: string }
  | { readonly kind: 'talks'; readonly to: readonly string[] }
  | { readonly kind: 'hangs-up' }
  | { readonly kind: 'ends'; readonly status: LegStatus; readonly seconds: number }
  | { readonly kind: 'texts'; readonly number: string; readonly body: string }
  | { readonly kind: 'text'; readonly from: string; readonly body: string };

/** One line of the network's story. `leg` is absent for texts. */
export type NetworkEvent = Happening & {
  readonly at: Instant;
  readonly phone: string;
  readonly leg?: string;
};
