import type { LegStatus } from '../carrier/carrier.ts';
import type { DocumentUse } from './document.ts';
import type { Element } from './element.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import type { Form, Target } from './webhooks.ts';

/** A verb under way. `press` and `speak` say whether it had a use for what the person did. */
export interface Step {
  stop(): void;
  press?(key: string): boolean;
  speak?(words: string): boolean;
}

export const stillness: Step = { stop: () => undefined };

/** Where a verb is performed. `base` is where its document came from: what relative URLs are relative to. */
export interface Stage {
  readonly exchange: Exchange;
  readonly leg: Leg;
  readonly base: Target;
  readonly use: DocumentUse;
}

/** What comes after a verb: the next one, another document, or the end of the leg. */
export type Outcome =
  | { readonly kind: 'next' }
  | { readonly kind: 'request'; readonly target: Target; readonly form: Form }
  | { readonly kind: 'end'; readonly status: LegStatus };

/** What comes after a document. `spoke`: something in it took time. */
export type Turn =
  | { readonly kind: 'over' }
  | { readonly kind: 'request'; readonly target: Target; readonly form: Form; readonly spoke: boolean }
  | { readonly kind: 'end'; readonly status: LegStatus };

/** Begins a verb; `done` is called once, at once or later, unless the step is stopped first. */
export type Perform = (verb: Element, stage: Stage, done: (outcome: Outcome) => void) => Step;

export const next: Outcome = { kind: 'next' };

/** The URL that a verb names, seen from its document; none given means that document itself. */
export function targetOf(stage: Stage, url: string | undefined, method: string | undefined): Target {
  const verb = method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  if (!url) return { url: stage.base.url, method: verb };
  if (/^https?:/i.test(url)) return { url, method: verb };
  const absolute = URL.canParse(url, stage.base.url) ? new URL(url, stage.base.url).href : url;
  return { url: absolute, method: verb };
}

/** The whole number in an attribute, or `fallback`. */
export function numberIn(verb: Element, attribute: string, fallback: number): number {
  const given = Number(verb.attributes[attribute]);
  return verb.attributes[attribute] === undefined || Number.isNaN(given) ? fallback : given;
}
