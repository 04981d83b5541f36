import { z } from 'zod';
import type { Carried } from '../call/document.ts';
import type { Instant } from '../clock.ts';
import type { LineRef } from '../rota/types.ts';
import { ringMark, type RingMark } from './ring-mark.ts';

/**
 * Where a walk from memory stands. It travels in the URLs, so that any process can go on with it; Twilio's signature
 * covers it, and it says nothing about anybody.
 */
export interface WalkPlace {
  readonly line: LineRef;
  /** When the line was chosen. */
  readonly chosen: Instant;
  /** Whom the walk has rung so far; the last may be ringing still. */
  readonly rung: readonly RingMark[];
  /** Unhelpful answers to the question that was asked last. */
  readonly misses: number;
}

/** A walk rings no more often than this, so that the URLs stay short enough for Twilio. */
export const mostRings = 200;

/** Which ringing of the walk is the last so far: 0 is the first. */
export function placeOf({ rung }: Pick<WalkPlace, 'rung'>): number {
  return rung.length - 1;
}

const count = z.coerce.number().int().min(0).max(10_000);

const walkPlace = z.object({
  line: z
    .string()
    .max(200)
    .regex(/^[^/]+\/[^/]+$/)
    .transform((ref) => ref as LineRef),
  chosen: z.coerce.number().int().min(0).max(8_640_000_000_000_000),
  rung: z
    .string()
    .transform((marks) => marks.split('.'))
    .pipe(z.array(z.string().regex(ringMark)).max(mostRings))
    .default([]),
  misses: count.catch(0),
});

/** The place that a URL brought back; `undefined` when there is none in it. */
export function walkPlaceIn(query: unknown): WalkPlace | undefined {
  return walkPlace.safeParse(query).data;
}

export function carried({ line, chosen, rung, misses }: WalkPlace): Carried {
  return {
    line,
    chosen: String(chosen),
    ...(rung.length > 0 ? { rung: rung.join('.') } : {}),
    ...(misses > 0 ? { misses: String(misses) } : {}),
  };
}

/** How often the menu was answered with nothing of use. */
export function missesIn(query: unknown): number {
  return z.object({ misses: count }).safeParse(query).data?.misses ?? 0;
}
