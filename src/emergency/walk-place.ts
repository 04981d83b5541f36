import { z } from 'zod';
import type { Carried } from '../call/document.ts';
import type { Instant } from '../clock.ts';
import type { LineRef } from '../rota/types.ts';

/**
 * Where a walk from memory stands. It travels in the URLs, so that any process can go on with it; Twilio's signature
 * covers it, and it says nothing about anybody.
 */
export interface WalkPlace {
  readonly line: LineRef;
  /** When the line was chosen: the ladder is that of this instant. */
  readonly chosen: Instant;
  /** Which ringing of the walk: 0 is the first. */
  readonly place: number;
  /** Unhelpful answers to the question that was asked last. */
  readonly misses: number;
}

/**
 * No walk goes on for longer after its line was chosen, talks that were cut off counted. For so long memory keeps what
 * was in force then: without it a place would mean another ringing.
 */
export const longestWalk = 4 * 3_600_000;

const count = z.coerce.number().int().min(0).max(10_000);

const walkPlace = z.object({
  line: z
    .string()
    .max(200)
    .regex(/^[^/]+\/[^/]+$/)
    .transform((ref) => ref as LineRef),
  chosen: z.coerce.number().int().min(0).max(8_640_000_000_000_000),
  place: count,
  misses: count.catch(0),
});

/** The place that a URL brought back; `undefined` when there is none in it. */
export function walkPlaceIn(query: unknown): WalkPlace | undefined {
  return walkPlace.safeParse(query).data;
}

export function carried({ line, chosen, place, misses }: WalkPlace): Carried {
  return {
    line,
    chosen: String(chosen),
    place: String(place),
    ...(misses > 0 ? { misses: String(misses) } : {}),
  };
}

/** How often the menu was answered with nothing of use. */
export function missesIn(query: unknown): number {
  return z.object({ misses: count }).safeParse(query).data?.misses ?? 0;
}
