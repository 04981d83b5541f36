import { z } from 'zod';

/** A place in the list of calls: after the call that began then and has this id. */
export interface Position {
  /** To the microsecond, as PostgreSQL keeps it: "2026-11-02T10:00:00.123456Z". */
  readonly startedAt: string;
  readonly id: string;
}

const microseconds = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const position = z.tuple([z.iso.datetime().regex(microseconds), z.guid()]);

/** Says a position in a way that fits in a URL and that nobody is tempted to make up. Holds nothing personal. */
export function cursorOf({ startedAt, id }: Position): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The position a cursor says; `null` when it is none of ours. */
export function positionOf(cursor: string): Position | null {
  const { success, data } = position.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  return success ? { startedAt: data[0], id: data[1] } : null;
}
