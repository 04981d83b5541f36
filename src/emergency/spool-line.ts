import { z } from 'zod';
import { outcomes } from '../call/call.ts';
import type { LineRef } from '../rota/types.ts';
import type { EmergencyRecord } from './emergency-record.ts';

const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const id = z.string().min(1).max(100);
const lineRef = z
  .string()
  .max(200)
  .regex(/^[^/]+\/[^/]+$/)
  .transform((ref) => ref as LineRef);

const spoolLine = z.object({
  callerSid: z.string().regex(/^CA[0-9a-f]{32}$/),
  area: id,
  practice: id.nullable(),
  started: instant,
  line: lineRef.nullable(),
  chosen: instant.nullable(),
  attempts: z.array(
    z.object({
      place: z.number().int().min(0),
      line: lineRef,
      clinician: id,
      began: instant,
      ended: instant.nullable(),
      result: z
        .enum(['accepted', 'declined', 'no-response', 'no-answer', 'busy', 'failed', 'cancelled'])
        .nullable(),
    }),
  ),
  connectedAt: instant.nullable(),
  clinician: id.nullable(),
  outcome: z.enum(outcomes).nullable(),
  unanswered: z.boolean(),
  ended: instant.nullable(),
});

/** A record as a line of a spool file. What is not in the schema does not reach the disk. */
export function toLine(record: EmergencyRecord): string {
  return `${JSON.stringify(spoolLine.parse(record))}\n`;
}

/** The record that a line holds; `undefined` when it cannot be read. */
export function fromLine(line: string): EmergencyRecord | undefined {
  try {
    return spoolLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
