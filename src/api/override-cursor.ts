import { z } from 'zod';
import type { Place } from '../overrides/overrides.ts';

const instant = z.int().min(Date.UTC(1900, 0)).max(Date.UTC(2300, 0));
const place = z.tuple([instant, instant, z.guid()]);

/** Says a place in the list of overrides in a way that fits in a URL. Holds nothing personal. */
export function cursorOf({ from, to, id }: Place): string {
  return Buffer.from(JSON.stringify([from, to, id])).toString('base64url');
}

/** The place a cursor says; `null` when it is none of ours. */
export function placeOf(cursor: string): Place | null {
  const { success, data } = place.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  return success ? { from: data[0], to: data[1], id: data[2] } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
