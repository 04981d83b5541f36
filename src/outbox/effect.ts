import type { Effect } from '../call/event.ts';
import type { Instant } from '../clock.ts';
import type { AreaId } from '../rota/types.ts';
import type { ManagerNotice, Notice } from './notice.ts';

/** What is to be done in the world, of a call or of none. Names ids only: the doer reads the rest. */
export type AnyEffect = Effect | EffectWithoutCall;

type EffectWithoutCall = { readonly dueAt: Instant } & (
  | { readonly kind: 'send-notice'; readonly notice: Notice }
  | { readonly kind: 'post-alert'; readonly area: AreaId; readonly tell: ManagerNotice }
  | { readonly kind: 'look-ahead' }
  | { readonly kind: 'check-phones'; readonly area: AreaId; readonly since: Instant }
  | { readonly kind: 'ring-phone'; readonly check: string }
  | { readonly kind: 'end-phone-check'; readonly check: string }
);

/** An effect as it stands in the outbox. */
export interface StoredEffect {
  readonly id: string;
  readonly effect: AnyEffect;
}
