import { z } from 'zod';

/** What an imported file is taken for. */
export type ImportedAs = 'leave' | 'shifts';

const person = z.object({ id: z.string(), name: z.string() });
const matched = z.object({
  line: z.int(),
  text: z.string(),
  clinician: z.string(),
  adviceLine: z.string().nullable(),
  from: z.int(),
  to: z.int(),
  why: z.string(),
});
const unmatched = z.object({
  line: z.int(),
  text: z.string(),
  reason: z.string(),
  suggestions: z.array(person),
});

/** What an import would write, and what it could not make out. Kept until it is confirmed; times are epoch milliseconds. */
export const importPreview = z.object({
  as: z.enum(['leave', 'shifts']),
  matched: z.array(matched),
  unmatched: z.array(unmatched),
  leftOut: z.object({ cancelled: z.int(), over: z.int() }),
});
export type ImportPreview = z.output<typeof importPreview>;
export type Matched = z.output<typeof matched>;
export type Unmatched = z.output<typeof unmatched>;
